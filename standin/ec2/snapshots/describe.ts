/** DescribeSnapshots and DeleteSnapshot. */
import type { DeleteSnapshotRequest, DescribeSnapshotsRequest, DescribeSnapshotsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { filter, tagFilters } from '../answers/filters';
import { page } from '../answers/paging';
import { refusals } from '../refusals';
import { served } from '../requests';
import { progressOf, snapshotAnswer } from './answer';
import { findSnapshot, findUsable } from './find';
import { isLocked } from './lock-state';
import { mayUse, type Snapshot } from './rows';
import type { Snapshots } from './snapshots';

export function snapshotOperations(snapshots: Snapshots): Operations {
  const now = () => snapshots.world.clock.now();
  return {
    DescribeSnapshots: served<DescribeSnapshotsRequest, DescribeSnapshotsResult>(
      ['SnapshotIds', 'OwnerIds', 'RestorableByUserIds', 'Filters', 'MaxResults', 'NextToken'],
      (input, where) => {
        const named = input.SnapshotIds?.length ? input.SnapshotIds.map((id) => findUsable(snapshots, where, id)) : snapshots.in(where.region).filter((one) => mayUse(one, where.accountId));
        const owned = ownedBy(input.OwnerIds, where);
        const restorable = restorableBy(input.RestorableByUserIds, where);
        const wanted = filter<Snapshot>(input.Filters, { ...properties, progress: (one) => [progressOf(one, now())], ...tagFilters(input.Filters) });
        const { items, token } = page(named.filter((one) => owned(one) && restorable(one) && wanted(one)), input, input.SnapshotIds, 'snapshotIds');
        return () => ({ Snapshots: items.map((one) => asSeenBy(where, snapshotAnswer(one, now()))), NextToken: token });
      },
    ),
    DeleteSnapshot: served<DeleteSnapshotRequest, object>(['SnapshotId'], (input, where) => {
      const snapshot = findSnapshot(snapshots, where, input.SnapshotId);
      checkRemovable(snapshots, snapshot);
      if (snapshot.ofBackup) {
        throw refusals.value('This snapshot is managed by the AWS Backup service and cannot be deleted via EC2 APIs. If you wish to delete this snapshot, please do so via the Backup console.');
      }
      return () => {
        snapshots.drop(snapshot);
        return {};
      };
    }),
  };
}

/** Throws InvalidSnapshot.InUse for one that an image needs, and OperationNotPermitted for one that is locked; the wording of the latter is assumed. */
export function checkRemovable(snapshots: Snapshots, snapshot: Snapshot): void {
  const image = snapshots.imageOf(snapshot.id);
  if (image !== undefined) throw new AwsError('InvalidSnapshot.InUse', `The snapshot ${snapshot.id} is currently in use by ${image}`);
  if (isLocked(snapshot, snapshots.world.clock.now())) throw new AwsError('OperationNotPermitted', `The snapshot '${snapshot.id}' is locked and cannot be deleted.`);
}

function ownedBy(owners: string[] | undefined, { accountId }: Whereabouts): (snapshot: Snapshot) => boolean {
  if (!owners?.length) return () => true;
  // AWS's own snapshots are none of this world.
  const ids = owners.map((owner) => (owner === 'self' ? accountId : owner));
  return (snapshot) => ids.includes(snapshot.accountId);
}

function restorableBy(users: string[] | undefined, { accountId }: Whereabouts): (snapshot: Snapshot) => boolean {
  if (!users?.length) return () => true;
  return (snapshot) => users.some((user) => (user === 'all' ? snapshot.isPublic : mayUse(snapshot, user === 'self' ? accountId : user)));
}

/** Tags are shown to their owner alone. */
function asSeenBy(where: Whereabouts, answer: ReturnType<typeof snapshotAnswer>): ReturnType<typeof snapshotAnswer> {
  return answer.OwnerId === where.accountId ? answer : { ...answer, Tags: [] };
}

const properties: Record<string, (snapshot: Snapshot) => (string | undefined)[]> = {
  description: ({ description }) => [description],
  encrypted: ({ encrypted }) => [String(encrypted)],
  'owner-alias': () => [],
  'owner-id': ({ accountId }) => [accountId],
  'snapshot-id': ({ id }) => [id],
  'start-time': ({ started }) => [started.toString()],
  status: ({ status }) => [status],
  'storage-tier': () => ['standard'],
  'transfer-type': ({ copyOf }) => [copyOf ? 'standard' : undefined],
  'volume-id': ({ volumeId }) => [volumeId],
  'volume-size': ({ sizeGib }) => [String(sizeGib)],
};
