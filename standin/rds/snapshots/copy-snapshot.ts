/** CopyDBSnapshot: of one's own or one that is shared, to the region in which it is called. */
import type { CopyDBSnapshotCommandInput, CopyDBSnapshotCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { draw } from '../../timings';
import { snapshotAnswer } from '../answers/snapshot-answer';
import { arnOf, snapshotIdentifier } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import { onlyServed } from '../served';
import type { Snapshot } from '../snapshot';
import { readTags } from '../tags';
import { findReadable } from './find-snapshot';
import { keyOfCopy } from './snapshot-keys';
import { assertRoomFor, type Wanted } from './take-snapshot';

/** The reference says of PreSignedUrl that it is ignored outside of GovCloud; SDKs send it. */
const served = ['SourceDBSnapshotIdentifier', 'TargetDBSnapshotIdentifier', 'KmsKeyId', 'Tags', 'CopyTags', 'PreSignedUrl', 'OptionGroupName'];

/** Under way to one region at a time. Source: the user guide's page on copying snapshots. */
const mostUnderWay = 20;

export function copySnapshot(room: Room) {
  return async (input: CopyDBSnapshotCommandInput, call: Call): Promise<Omit<CopyDBSnapshotCommandOutput, '$metadata'>> => {
    onlyServed(input, served);
    const place = room.place(call.caller.accountId, call.region);
    const source = findReadable(room, place, input.SourceDBSnapshotIdentifier, { parameter: 'SourceDBSnapshotIdentifier', elsewhere: true });
    const identifier = snapshotIdentifier(input.TargetDBSnapshotIdentifier, 'TargetDBSnapshotIdentifier');
    if (input.OptionGroupName && input.OptionGroupName !== 'default:postgres-18') {
      throw refusals.combination('Option groups besides default:postgres-18 are not served by this stand-in.');
    }
    const own = input.CopyTags && source.place.accountId === place.accountId ? source.tags : [];
    const tags = new Map([...own, ...readTags(input.Tags)]);
    const kmsKeyId = keyOfCopy(room, source, place, call.caller, input.KmsKeyId);
    const copy = await makeCopy(room, source, place, { identifier, kind: 'manual', tags, kmsKeyId });
    return { DBSnapshot: snapshotAnswer(copy, place) };
  };
}

/**
 * Copies a snapshot to a place. What is copied is what there is now, even if the source is deleted meanwhile.
 * Throws InvalidDBSnapshotState, DBSnapshotAlreadyExists and SnapshotQuotaExceeded.
 */
export async function makeCopy(room: Room, source: Snapshot, to: Place, wanted: Wanted & { kmsKeyId: string | undefined }): Promise<Snapshot> {
  const { directory, place: from } = source;
  if (source.status !== 'available' || !directory) {
    throw refusals.snapshotState(`Cannot copy the snapshot ${source.identifier} because it is not in the available state.`);
  }
  assertRoomFor(to, wanted);
  const elsewhere = from.region !== to.region;
  if (elsewhere && underWay(to) >= mostUnderWay) throw refusals.copyQuota(mostUnderWay);
  const lasts = draw(room.world.chance, elsewhere ? 'rds.copy-snapshot-to-another-region' : 'rds.copy-snapshot', arnOf(to, 'snapshot', wanted.identifier));
  const copy = entered(room, source, to, wanted);
  copy.ready = copy.taken.plus(lasts);
  copy.directory = room.share(source.instanceResourceId, directory);
  room.leave(copy.ready, { do: 'finish-copy', accountId: to.accountId, region: to.region, resourceId: copy.instanceResourceId, snapshot: copy.identifier });
  room.save();
  return copy;
}

function underWay({ snapshots, region }: Place): number {
  return [...snapshots.values()].filter(({ status, copyOf }) => status === 'creating' && copyOf !== undefined && copyOf.region !== region).length;
}

function entered(room: Room, source: Snapshot, to: Place, { identifier, kind, tags, kmsKeyId }: Wanted & { kmsKeyId: string | undefined }): Snapshot {
  const { place: from, settings } = source;
  const copy: Snapshot = {
    ...source,
    place: to,
    identifier,
    kind,
    status: 'creating',
    percent: 0,
    taken: room.world.clock.now(),
    settings: { ...settings, storageEncrypted: kmsKeyId !== undefined, kmsKeyId },
    tags,
    sharedWith: new Set(),
    directory: undefined,
    copyOf: {
      region: from.region,
      originally: source.copyOf?.originally ?? source.taken,
      ...((from.region !== to.region || from.accountId !== to.accountId) && { arn: arnOf(from, 'snapshot', source.identifier) }),
    },
  };
  to.snapshots.set(identifier, copy);
  return copy;
}
