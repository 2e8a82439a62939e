/** CreateDBSnapshot, DescribeDBSnapshots and DeleteDBSnapshot. */
import type {
  CreateDBSnapshotCommandInput,
  CreateDBSnapshotCommandOutput,
  DeleteDBSnapshotCommandInput,
  DeleteDBSnapshotCommandOutput,
  DescribeDBSnapshotsCommandInput,
  DescribeDBSnapshotsCommandOutput,
} from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { snapshotAnswer } from '../answers/snapshot-answer';
import { say, sayOfSnapshot } from '../happenings';
import { findAvailable } from '../instances/find';
import { arnOf, nameIn, snapshotIdentifier } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import type { Snapshot } from '../snapshot';
import { readTags } from '../tags';
import { enterSnapshot, fillSnapshot } from './take-snapshot';

export function createSnapshot(room: Room) {
  return async (input: CreateDBSnapshotCommandInput, call: Call): Promise<Omit<CreateDBSnapshotCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const identifier = snapshotIdentifier(input.DBSnapshotIdentifier);
    const tags = readTags(input.Tags);
    const instance = findAvailable(place, input.DBInstanceIdentifier);
    const snapshot = enterSnapshot(room, instance, identifier, tags);
    instance.status = 'backing-up';
    say(room, instance, 'backup', 'Backing up DB instance');
    const answer = { DBSnapshot: snapshotAnswer(snapshot) };
    // What is in it is what was there when it was asked for, not what came while it was made.
    if (instance.cluster) await room.survive(instance.cluster, () => fillSnapshot(room, instance, snapshot));
    room.later('rds.snapshot', [instance.resourceId, identifier], () => {
      if (snapshot.status !== 'creating') return;
      Object.assign(snapshot, snapshot.directory ? { status: 'available', percent: 100 } : { status: 'failed' });
      sayOfSnapshot(room, snapshot, 'creation', 'Manual snapshot created');
      if (instance.status !== 'backing-up') return;
      instance.status = 'available';
      say(room, instance, 'backup', 'Finished DB Instance backup');
    });
    return answer;
  };
}

const properties: Record<string, (snapshot: Snapshot) => string[]> = {
  'db-instance-id': ({ instanceIdentifier, place }) => [instanceIdentifier, arnOf(place, 'db', instanceIdentifier)],
  'db-snapshot-id': ({ identifier }) => [identifier],
  'dbi-resource-id': ({ instanceResourceId }) => [instanceResourceId],
  'snapshot-type': ({ kind }) => [kind],
  engine: () => ['postgres'],
};

export function describeSnapshots(room: Room) {
  return async (input: DescribeDBSnapshotsCommandInput, call: Call): Promise<Omit<DescribeDBSnapshotsCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const kind = input.SnapshotType;
    if (kind !== undefined && !['automated', 'manual', 'shared', 'public', 'awsbackup'].includes(kind)) {
      throw refusals.value(`Invalid snapshot type: ${kind}`);
    }
    const instance = input.DBInstanceIdentifier && nameIn('db', input.DBInstanceIdentifier).toLowerCase();
    const named = input.DBSnapshotIdentifier ? [findSnapshot(place, input.DBSnapshotIdentifier)] : [...place.snapshots.values()];
    const found = named
      .filter(filter(input.Filters, properties))
      .filter((snapshot) => kind === undefined || snapshot.kind === kind)
      .filter((snapshot) => !instance || snapshot.instanceIdentifier === instance)
      .filter((snapshot) => !input.DbiResourceId || snapshot.instanceResourceId === input.DbiResourceId)
      .sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
    const { items, marker } = page(found, input);
    return { DBSnapshots: items.map(snapshotAnswer), Marker: marker };
  };
}

export function deleteSnapshot(room: Room) {
  return async (input: DeleteDBSnapshotCommandInput, call: Call): Promise<Omit<DeleteDBSnapshotCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const snapshot = findSnapshot(place, input.DBSnapshotIdentifier);
    if (snapshot.kind === 'automated') {
      throw refusals.snapshotState(`The snapshot ${snapshot.identifier} is an automated one, which goes with its instance and cannot be deleted by hand.`);
    }
    if (snapshot.status !== 'available' && snapshot.status !== 'failed') {
      throw refusals.snapshotState(`Cannot delete the snapshot because it is not currently in the available or failed state.`);
    }
    place.snapshots.delete(snapshot.identifier);
    sayOfSnapshot(room, snapshot, 'deletion', 'Deleted manual snapshot');
    if (snapshot.directory) await room.remove(snapshot.directory);
    return { DBSnapshot: { ...snapshotAnswer(snapshot), Status: 'deleted' } };
  };
}

/** By identifier or ARN. Throws DBSnapshotNotFound. */
export function findSnapshot(place: Place, given: string | undefined): Snapshot {
  if (!given) throw refusals.missing('DBSnapshotIdentifier');
  const snapshot = place.snapshots.get(nameIn('snapshot', given).toLowerCase());
  if (!snapshot) throw refusals.snapshotNotFound(given);
  return snapshot;
}
