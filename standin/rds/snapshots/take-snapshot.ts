/** Taking a snapshot of an instance: by hand, for AWS Backup, or as its last. */
import { draw } from '../../timings';
import { say, sayOfSnapshot } from '../happenings';
import type { Instance } from '../instance';
import { staleData } from '../mischief/stale-data';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import type { Snapshot, SnapshotKind } from '../snapshot';
import { keepRunning, keepStopped } from '../backups/keep-data';

/** Source: the RDS quotas page. Snapshots of AWS Backup do not count. */
const mostManual = 100;

export interface Wanted {
  identifier: string;
  kind: Exclude<SnapshotKind, 'automated'>;
  tags: Map<string, string>;
}

/** Throws DBSnapshotAlreadyExists and SnapshotQuotaExceeded. */
export function assertRoomFor({ snapshots }: Place, { identifier, kind }: Pick<Wanted, 'identifier' | 'kind'>): void {
  if (snapshots.has(identifier)) throw refusals.snapshotExists(identifier);
  const manual = [...snapshots.values()].filter((one) => one.kind === 'manual').length;
  if (kind === 'manual' && manual >= mostManual) throw refusals.snapshotQuota();
}

/** Enters a snapshot, which is `creating`. Throws DBSnapshotAlreadyExists and SnapshotQuotaExceeded. */
export function enterSnapshot(room: Room, instance: Instance, { identifier, kind, tags }: Wanted): Snapshot {
  const { place } = instance;
  assertRoomFor(place, { identifier, kind });
  const snapshot: Snapshot = {
    ...whatItIsOf(instance),
    identifier,
    kind,
    taken: room.world.clock.now(),
    tags: instance.settings.copyTagsToSnapshot ? new Map([...instance.tags, ...tags]) : tags,
  };
  place.snapshots.set(identifier, snapshot);
  return snapshot;
}

/** What every new snapshot says of its instance. */
export function whatItIsOf(instance: Instance): Omit<Snapshot, 'identifier' | 'kind' | 'taken' | 'tags'> {
  return {
    place: instance.place,
    status: 'creating',
    percent: 0,
    instanceIdentifier: instance.identifier,
    instanceResourceId: instance.resourceId,
    instanceCreated: instance.created,
    settings: { ...instance.settings },
    sharedWith: new Set(),
  };
}

/**
 * Takes a snapshot of an available instance, which is `backing-up` until it is done. What is in it is what was there when it was
 * asked for, not what came while it was made; without an instance that lives through this it fails.
 */
export async function takeSnapshot(room: Room, instance: Instance, wanted: Wanted): Promise<Snapshot> {
  if (instance.replication) throw refusals.instanceState(`Snapshots of read replicas are not served by this stand-in, and ${instance.identifier} is a replica.`);
  const snapshot = enterSnapshot(room, instance, wanted);
  instance.status = 'backing-up';
  say(room, instance, 'backup', 'Backing up DB instance');
  const lasts = draw(room.world.chance, 'rds.snapshot', instance.resourceId, wanted.identifier);
  snapshot.ready = room.world.clock.now().plus(lasts);
  room.at(snapshot.ready, instance, { do: 'finish-snapshot', snapshot: snapshot.identifier });
  const { cluster } = instance;
  if (cluster) await room.during(snapshot, () => room.survive(cluster, () => fillSnapshot(room, instance, snapshot)));
  room.save();
  return snapshot;
}

/** A snapshot is done, and so is its instance with it. */
export async function finishSnapshotOf(room: Room, instance: Instance, identifier: string): Promise<void> {
  if (!(await finishSnapshot(room, instance.place, identifier)) || instance.status !== 'backing-up') return;
  instance.status = 'available';
  say(room, instance, 'backup', 'Finished DB Instance backup');
}

/** A snapshot is done: it failed where it has no data. False where it was done already. */
export async function finishSnapshot(room: Room, { snapshots }: Place, identifier: string): Promise<boolean> {
  const snapshot = snapshots.get(identifier);
  if (snapshot?.status !== 'creating') return false;
  await room.doneWith(snapshot);
  if (snapshot.directory) {
    Object.assign(snapshot, { status: 'available', percent: 100 });
    sayOfSnapshot(room, snapshot, 'creation', 'Manual snapshot created');
  } else {
    snapshot.status = 'failed';
    sayOfSnapshot(room, snapshot, 'failure', 'The DB snapshot could not be created.');
  }
  return true;
}

/** Puts the instance's data, as it is now, into a snapshot. */
export async function fillSnapshot(room: Room, instance: Instance, snapshot: Snapshot): Promise<void> {
  const { cluster, resourceId } = instance;
  if (!cluster) return;
  const stale = room.world.mischief.has('stale-restore') ? await staleData(room, instance) : undefined;
  if (stale) snapshot.directory = stale;
  else if (cluster.address) snapshot.directory = (await keepRunning(room, resourceId, cluster)).directory;
  else snapshot.directory = await keepStopped(room, resourceId, cluster);
}
