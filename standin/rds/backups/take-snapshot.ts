/** Taking a snapshot of an instance by hand, or as its last. */
import { takeBaseBackup } from '../../planes/postgres/base-backup';
import { copyTree } from '../../planes/postgres/tree';
import type { Instance } from '../instance';
import { refusals } from '../refusals';
import type { Room } from '../room';
import type { Snapshot } from '../snapshot';

/** Source: the RDS quotas page. */
const mostManual = 100;

/** Enters a manual snapshot, which is `creating`. Throws DBSnapshotAlreadyExists and SnapshotQuotaExceeded. */
export function enterSnapshot(room: Room, instance: Instance, identifier: string, tags = new Map<string, string>()): Snapshot {
  const { place } = instance;
  if (place.snapshots.has(identifier)) throw refusals.snapshotExists(identifier);
  if ([...place.snapshots.values()].filter(({ kind }) => kind === 'manual').length >= mostManual) throw refusals.snapshotQuota();
  const snapshot: Snapshot = {
    place,
    identifier,
    kind: 'manual',
    status: 'creating',
    percent: 0,
    taken: room.world.clock.now(),
    instanceIdentifier: instance.identifier,
    instanceResourceId: instance.resourceId,
    instanceCreated: instance.created,
    settings: { ...instance.settings },
    tags: instance.settings.copyTagsToSnapshot ? new Map([...instance.tags, ...tags]) : tags,
  };
  place.snapshots.set(identifier, snapshot);
  return snapshot;
}

/** Puts the instance's data, as it is now, into a snapshot. */
export async function fillSnapshot(room: Room, { cluster }: Instance, snapshot: Snapshot): Promise<void> {
  if (!cluster) return;
  const [ground, directory] = [await room.ground(), room.freshDirectory('backup')];
  // A stopped server has written everything out, and its files are its data.
  if (cluster.address) await takeBaseBackup(ground, cluster, directory);
  else await copyTree(cluster.directory, directory, { user: ground.user, wanted: (path) => !path.startsWith('pg_replslot/') });
  snapshot.directory = directory;
}
