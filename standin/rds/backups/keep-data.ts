/** Keeping what an instance holds now on disk, where it shares with the instance's backups before it. */
import type { Instant } from '../../../time/instant';
import { type BaseBackup, takeBaseBackup } from '../../planes/postgres/base-backup';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { keepTree } from '../../planes/postgres/kept-tree';
import { restoreToLsn } from '../../planes/postgres/recovery';
import type { Room } from '../room';
import type { AutomatedBackup } from './automated-backup';

/** The last base backup of each server, which is also what one would be now for as long as the server is still. */
const lastOf = new WeakMap<PostgresCluster, BaseBackup>();

/** A base backup of a running server: the last one once more where nothing was written since. */
export async function keepRunning(room: Room, resourceId: string, cluster: PostgresCluster): Promise<BaseBackup> {
  const last = lastOf.get(cluster);
  if (last && (await cluster.stillness.lasts()) && room.kept.has(last.directory)) {
    room.kept.add(resourceId, last.directory);
    return last;
  }
  const made = await keepAnew(room, resourceId, cluster);
  lastOf.set(cluster, made);
  return made;
}

async function keepAnew(room: Room, resourceId: string, cluster: PostgresCluster): Promise<BaseBackup> {
  const ground = await room.ground();
  const directory = room.freshDirectory('backup');
  return sharing(room, resourceId, directory, (like) => takeBaseBackup(ground, cluster, directory, like));
}

/** The files of a server that has stopped and written everything out. Answers with their directory. */
export async function keepStopped(room: Room, resourceId: string, cluster: PostgresCluster): Promise<string> {
  const { template } = await room.ground();
  const directory = room.freshDirectory('backup');
  await sharing(room, resourceId, directory, (like = template) =>
    keepTree(cluster.directory, directory, { like, wanted: (path) => !path.startsWith('pg_replslot/') && !['postmaster.opts', 'postgresql.auto.conf'].includes(path) }),
  );
  return directory;
}

/** What an automated backup held at an instant. Answers with its directory; undefined where the backup does not reach. */
export async function keepMoment(room: Room, backup: AutomatedBackup, moment: Instant): Promise<string | undefined> {
  const sources = backup.sourcesAt(moment);
  if (!sources) return undefined;
  const from = { backup: sources.base.directory, archive: backup.archive.directory, lsn: sources.lsn };
  room.hold(from.backup, from.archive);
  try {
    const cluster = await restoreToLsn(await room.ground(), room.world.keeper, from, room.freshDirectory('data'));
    await cluster.stop();
    const kept = await keepStopped(room, backup.of.resourceId, cluster);
    await room.remove(cluster.directory);
    return kept;
  } finally {
    await room.letGo(from.backup, from.archive);
  }
}

async function sharing<T>(room: Room, resourceId: string, directory: string, keep: (like: string | undefined) => Promise<T>): Promise<T> {
  const like = room.kept.newest(resourceId);
  const read = like === undefined ? [] : [like];
  room.hold(...read);
  try {
    const made = await keep(like);
    room.kept.add(resourceId, directory);
    return made;
  } finally {
    await room.letGo(...read);
  }
}
