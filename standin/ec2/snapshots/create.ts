/** CreateSnapshot: the blocks are those of the moment of the call, and its state changes later. */
import type { CreateSnapshotRequest, Snapshot as SnapshotAnswer } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import { emptyMap, type MapName } from '../../planes/volumes/block-map';
import type { TagRecord } from '../../tag-record';
import { Duration } from '../../../time/duration';
import { served, tagsFor } from '../requests';
import { findVolume } from '../volumes/find';
import type { Volume } from '../volumes/rows';
import { takes } from '../volumes/takes';
import { snapshotAnswer } from './answer';
import { describedAs } from './description';
import type { Snapshot } from './rows';
import type { Snapshots } from './snapshots';

export interface NewSnapshot {
  description: string;
  tags: TagRecord;
  requestId: string;
  /** Whether AWS Backup takes it. */
  ofBackup?: boolean;
}

/** Closer together a volume's snapshots may not be; the number is assumed. */
const apart = Duration.seconds(15);

export function createOperations(snapshots: Snapshots): Operations {
  return {
    CreateSnapshot: served<CreateSnapshotRequest, SnapshotAnswer>(['VolumeId', 'Description', 'TagSpecifications'], (input, where, call) => {
      const volume = findVolume(snapshots.volumes, where, input.VolumeId);
      const wanted = { description: describedAs(input.Description), tags: tagsFor('snapshot', input.TagSpecifications), requestId: call.requestId };
      checkTakeable(snapshots, volume);
      return async () => snapshotAnswer(await takeSnapshot(snapshots, volume, wanted), snapshots.world.clock.now());
    }),
  };
}

/** Throws IncorrectState, ConcurrentSnapshotLimitExceeded and SnapshotCreationPerVolumeRateExceeded. */
export function checkTakeable(snapshots: Snapshots, volume: Volume): void {
  if (volume.status !== 'available' && volume.status !== 'in-use') throw new AwsError('IncorrectState', `Volume '${volume.id}' is in the '${volume.status}' state.`);
  const pending = snapshots.in(volume.region).filter(({ volumeId, status }) => volumeId === volume.id && status === 'pending');
  // https://docs.aws.amazon.com/general/latest/gr/ebs-service.html
  const most = volume.shape.type === 'st1' || volume.shape.type === 'sc1' ? 1 : 5;
  if (pending.length >= most) throw new AwsError('ConcurrentSnapshotLimitExceeded', 'Maximum allowed in-progress snapshots for a single volume exceeded.');
  const last = snapshots.latestOf(volume);
  if (last && snapshots.world.clock.now().since(last.started).milliseconds < apart.milliseconds) {
    throw new AwsError('SnapshotCreationPerVolumeRateExceeded', 'The maximum per volume CreateSnapshot request rate has been exceeded. Use an increasing or variable sleep interval between requests.');
  }
}

/** Throws as `checkTakeable`: what was asked meanwhile counts too. */
export async function takeSnapshot(snapshots: Snapshots, asked: Volume, wanted: NewSnapshot): Promise<Snapshot> {
  const { maps } = snapshots.volumes.disks;
  const map = await snapshots.volumes.capture(asked);
  try {
    const volume = findVolume(snapshots.volumes, asked, asked.id);
    checkTakeable(snapshots, volume);
    return keep(snapshots, volume, map, wanted);
  } catch (error) {
    maps.release(map);
    throw error;
  }
}

function keep(snapshots: Snapshots, volume: Volume, map: MapName, wanted: NewSnapshot): Snapshot {
  const { clock, chance } = snapshots.world;
  const { accountId, region, keyArn } = volume;
  const { changed, blocks } = measure(snapshots, volume, map);
  const id = snapshots.volumes.ids.next({ accountId, region }, 'snap');
  const duration = takes(chance, id, changed, { base: 'ebs.snapshot', perGib: 'ebs.snapshot-of-a-gibibyte' });
  const snapshot: Snapshot = {
    ...{ id, accountId, region, map, blocks, volumeId: volume.id, lineage: volume.id, sizeGib: volume.shape.size, status: 'pending', ...wanted },
    started: clock.now(),
    ready: clock.now().plus(duration),
    encrypted: volume.encrypted,
    ...(keyArn !== undefined && { keyArn }),
    sharedWith: [],
    isPublic: false,
  };
  snapshots.put(snapshot);
  snapshots.after(duration, { id, what: 'ready' });
  return snapshot;
}

/** How many blocks it has, and how many of them the volume's snapshot before has not: only those are copied. */
function measure(snapshots: Snapshots, volume: Volume, map: MapName): { changed: number; blocks: number } {
  const before = snapshots.latestOf(volume);
  let [changed, blocks] = [0, before?.blocks ?? 0];
  for (const difference of snapshots.volumes.disks.maps.differences(before?.map ?? emptyMap, map)) {
    changed += 1;
    blocks += (difference.after === undefined ? 0 : 1) - (difference.before === undefined ? 0 : 1);
  }
  return { changed, blocks };
}
