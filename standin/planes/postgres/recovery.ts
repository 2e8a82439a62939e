/** Bringing a server back from a base backup: as it was then, or on to a position of its log. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keeper } from '../keeper';
import { PostgresCluster } from './cluster';
import type { Ground } from './ground';
import { bringBack } from './kept-tree';
import { formatLsn } from './log/lsn';
import { giveTo } from './server-user';

/** What is done in a data directory that was brought back, before a server is started in it. */
export type Prepare = (directory: string) => Promise<unknown>;

const nothing: Prepare = async () => undefined;

/** Brings a backup back at `directory`, which must not exist, and starts it. The backup stays as it is. */
export async function restoreBackup(ground: Ground, keeper: Keeper, backup: string, directory: string, prepare = nothing): Promise<PostgresCluster> {
  await bringBack(backup, directory, ground.user);
  await prepare(directory);
  const cluster = new PostgresCluster(ground, keeper, directory);
  await cluster.start();
  return cluster;
}

/**
 * Brings a backup back and replays the archived log up to a position: everything that was committed before it is there,
 * nothing else is. The archive must hold at least one record at or after the position. Throws when the position cannot be reached.
 */
export async function restoreToLsn(
  ground: Ground,
  keeper: Keeper,
  from: { backup: string; archive: string; lsn: number },
  directory: string,
  prepare = nothing,
): Promise<PostgresCluster> {
  await bringBack(from.backup, directory, ground.user);
  await prepare(directory);
  const signal = join(directory, 'recovery.signal');
  await writeFile(signal, '', { mode: 0o600 });
  await giveTo(ground.user, signal);
  const cluster = new PostgresCluster(ground, keeper, directory);
  try {
    await cluster.start({
      restore_command: restoreCommand(from.archive),
      recovery_target_lsn: formatLsn(from.lsn),
      recovery_target_inclusive: 'off',
      recovery_target_action: 'promote',
    });
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  return cluster;
}

/** PostgreSQL hands this to a shell after putting file names in place of `%f` and `%p`. */
function restoreCommand(archive: string): string {
  const quoted = archive.replaceAll('%', '%%').replaceAll("'", String.raw`'\''`);
  return `cp '${quoted}'/%f "%p"`;
}
