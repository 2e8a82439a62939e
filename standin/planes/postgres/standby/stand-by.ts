/** A server that replays the log of another one, answers readers meanwhile, and can be promoted to one that stands for itself. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keeper } from '../../keeper';
import { PostgresCluster } from '../cluster';
import type { Ground } from '../ground';
import { bringBack } from '../kept-tree';
import { giveTo } from '../server-user';
import { lastFork } from './fork';

/** What every server that stands by is told. Readers do not hold the replay up: in real time nobody would know for how long. */
const settings: Readonly<Record<string, string>> = {
  hot_standby: 'on',
  max_standby_archive_delay: '0',
  max_standby_streaming_delay: '0',
  wal_retrieve_retry_interval: '10ms',
};

/** The names of what it is told; to be forgotten when it is promoted. */
const told = ['primary_conninfo', 'primary_slot_name', ...Object.keys(settings)];

/** Brings a base backup back at `directory`, which must not exist, and starts a server there that stands by. `more` is where it gets its log from. */
export async function standBy(ground: Ground, keeper: Keeper, backup: string, directory: string, more: Readonly<Record<string, string>> = {}): Promise<PostgresCluster> {
  await bringBack(backup, directory, ground.user);
  await tellStandby(ground, directory, more);
  await place(ground, join(directory, 'standby.signal'), '');
  const cluster = new PostgresCluster(ground, keeper, directory);
  try {
    await cluster.start();
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  return cluster;
}

/** Tells a server that stands by, and does not run now, where it gets its log from. */
export async function tellStandby(ground: Ground, directory: string, more: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries({ ...settings, ...more }).map(([name, value]) => `${name} = '${value}'\n`);
  // In the file that ALTER SYSTEM writes, which is left out of base backups.
  await place(ground, join(directory, 'postgresql.auto.conf'), lines.join(''));
}

export async function standsBy(cluster: PostgresCluster): Promise<boolean> {
  const [answer] = await cluster.query<{ stands: boolean }>('select pg_is_in_recovery() as stands');
  return answer?.stands ?? false;
}

/**
 * Has a server that stands by replay what it has received, and take writes from then on. Answers with the position of the log where it begins its own.
 * One that was promoted before, by a process that ended before it could say so, answers the same.
 */
export async function promote(cluster: PostgresCluster): Promise<number> {
  if (await standsBy(cluster)) {
    const [answer] = await cluster.query<{ promoted: boolean }>('select pg_promote(true, 120) as promoted');
    if (!answer?.promoted) throw new Error('a server that stood by could not be promoted');
  }
  for (const name of told) await cluster.query(`alter system reset ${name}`);
  return lastFork(cluster.directory);
}

async function place(ground: Ground, path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  await giveTo(ground.user, path);
}
