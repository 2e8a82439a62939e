/** Finding the snapshot that a request means: one of the account's own, or one that others share with it. */
import type { Whereabouts } from '../../whereabouts';
import { nameIn } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import type { Snapshot } from '../snapshot';

/** One of the account's own, by identifier or ARN. Throws DBSnapshotNotFound. */
export function findSnapshot(place: Place, given: string | undefined, parameter = 'DBSnapshotIdentifier'): Snapshot {
  if (!given) throw refusals.missing(parameter);
  const where = whereaboutsIn(given);
  const ours = !where || (where.accountId === place.accountId && where.region === place.region);
  const snapshot = ours ? place.snapshots.get(nameIn('snapshot', given).toLowerCase()) : undefined;
  if (!snapshot) throw refusals.snapshotNotFound(given);
  return snapshot;
}

/**
 * One that may be copied and restored from: the account's own, or one that is shared with it, which only its ARN names.
 * `elsewhere` lets the ARN name another region, as copies may. Throws DBSnapshotNotFound.
 */
export function findReadable(room: Room, place: Place, given: string | undefined, { parameter = 'DBSnapshotIdentifier', elsewhere = false } = {}): Snapshot {
  const where = given === undefined ? undefined : whereaboutsIn(given);
  if (!given || !where || (where.region !== place.region && !elsewhere)) return findSnapshot(place, given, parameter);
  const snapshot = room.place(where.accountId, where.region).snapshots.get(nameIn('snapshot', given).toLowerCase());
  if (!snapshot || !isReadable(snapshot, place.accountId)) throw refusals.snapshotNotFound(given);
  return snapshot;
}

export function isReadable({ place, sharedWith }: Snapshot, accountId: string): boolean {
  return place.accountId === accountId || sharedWith.has(accountId) || sharedWith.has('all');
}

function whereaboutsIn(given: string): Whereabouts | undefined {
  const [, region, accountId] = /^arn:aws[a-z-]*:rds:([^:]+):([^:]+):snapshot:/.exec(given) ?? [];
  return region && accountId ? { region, accountId } : undefined;
}
