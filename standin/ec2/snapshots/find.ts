/** Finding the snapshot that a call names: one's own, or one that is shared. */
import { AwsError } from '../../aws-error';
import type { Whereabouts } from '../../whereabouts';
import { refusals } from '../refusals';
import { mayUse, type Snapshot } from './rows';
import type { Snapshots } from './snapshots';

/** One of the caller's own. Throws MissingParameter, InvalidSnapshotID.Malformed and InvalidSnapshot.NotFound. */
export function findSnapshot(snapshots: Snapshots, where: Whereabouts, id: string | undefined): Snapshot {
  const snapshot = findUsable(snapshots, where, id);
  // One of somebody else's can be seen, and that is all.
  if (snapshot.accountId !== where.accountId) throw new AwsError('AuthFailure', `Not authorized for snapshot ${snapshot.id}`, { status: 403 });
  return snapshot;
}

/** One that the caller may make volumes of. Throws as `findSnapshot`, but for one that is shared. */
export function findUsable(snapshots: Snapshots, { accountId, region }: Whereabouts, id: string | undefined): Snapshot {
  if (!id) throw refusals.missing('snapshotId');
  if (!/^snap-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusals.malformed('InvalidSnapshotID', id, 'snap');
  const snapshot = snapshots.rows.get(id);
  if (snapshot?.region !== region || !mayUse(snapshot, accountId)) throw refusals.notFound('InvalidSnapshot', `The snapshot '${id}' does not exist.`);
  return snapshot;
}

/** Throws IncorrectState for one that is not completed. */
export function checkCompleted({ id, status }: Snapshot): void {
  if (status !== 'completed') throw new AwsError('IncorrectState', `Snapshot ${id} is not in the 'completed' state: it is ${status}.`);
}
