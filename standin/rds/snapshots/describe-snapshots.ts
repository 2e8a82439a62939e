/** DescribeDBSnapshots: the account's own, and those that others share with it or with everybody. */
import type { DescribeDBSnapshotsCommandInput, DescribeDBSnapshotsCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { snapshotAnswer } from '../answers/snapshot-answer';
import { arnOf, nameIn } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import type { Snapshot } from '../snapshot';

type Input = DescribeDBSnapshotsCommandInput;

const properties: Record<string, (snapshot: Snapshot) => string[]> = {
  'db-instance-id': ({ instanceIdentifier, place }) => [instanceIdentifier, arnOf(place, 'db', instanceIdentifier)],
  'db-snapshot-id': ({ identifier }) => [identifier],
  'dbi-resource-id': ({ instanceResourceId }) => [instanceResourceId],
  'snapshot-type': ({ kind }) => [kind],
  engine: () => ['postgres'],
};

const types = ['automated', 'manual', 'shared', 'public', 'awsbackup'];

export function describeSnapshots(room: Room) {
  return async (input: Input, call: Call): Promise<Omit<DescribeDBSnapshotsCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const { SnapshotType: type, DBSnapshotIdentifier: name } = input;
    if (type !== undefined && !types.includes(type)) throw refusals.value(`Invalid snapshot type: ${type}`);
    const instance = input.DBInstanceIdentifier && nameIn('db', input.DBInstanceIdentifier).toLowerCase();
    const found = listed(room, place, input)
      .filter((snapshot) => !name || isCalled(snapshot, place, name))
      .filter(filter(input.Filters, properties))
      .filter((snapshot) => !instance || snapshot.instanceIdentifier === instance)
      .filter((snapshot) => !input.DbiResourceId || snapshot.instanceResourceId === input.DbiResourceId)
      .sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
    if (name && found.length === 0) throw refusals.snapshotNotFound(name);
    const { items, marker } = page(found, input);
    return { DBSnapshots: items.map((snapshot) => snapshotAnswer(snapshot, place)), Marker: marker };
  };
}

/** Which there are of the types asked for. Those of others are left out unless the input asks for them. */
function listed(room: Room, place: Place, { SnapshotType: type, IncludeShared, IncludePublic }: Input): Snapshot[] {
  const own = [...place.snapshots.values()].filter(({ kind }) => type === undefined || kind === type);
  const shared = type === 'shared' || (type === undefined && IncludeShared === true);
  const open = type === 'public' || (type === undefined && IncludePublic === true);
  if (!shared && !open) return own;
  const others = room.snapshotsOfOthers(place);
  return [
    ...own,
    // Whoever made a snapshot public finds it among the public ones as well.
    ...(type === 'public' ? [...place.snapshots.values()].filter(({ sharedWith }) => sharedWith.has('all')) : []),
    ...others.filter(({ sharedWith }) => (shared && sharedWith.has(place.accountId)) || (open && sharedWith.has('all'))),
  ];
}

/** Those of others go by their ARN. */
function isCalled(snapshot: Snapshot, place: Place, name: string): boolean {
  if (name.startsWith('arn:')) return name === arnOf(snapshot.place, 'snapshot', snapshot.identifier);
  return snapshot.place === place && snapshot.identifier === name.toLowerCase();
}
