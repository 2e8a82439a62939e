/** A physical copy of a running server's data, complete in itself: data, and the write-ahead log that makes it consistent. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresCluster } from './cluster';
import type { Ground } from './ground';
import { keepFile, keepTree } from './kept-tree';
import { parseLsn, segmentOf, segmentOfFile } from './log/lsn';
import { copySparse } from './tree';

export interface BaseBackup {
  /** A data directory as it is kept: to be brought back, not to be started. */
  directory: string;
  /** The first position of the log that a recovery from it reads. */
  start: number;
  /** The position from which on a recovery from it is consistent. */
  stop: number;
}

/** What a server makes anew when it starts, what belongs to the running one alone, and what is kept last. */
const transient = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|^(postmaster\.(pid|opts)|postgresql\.auto\.conf|backup_label|tablespace_map|global\/pg_control)$|(^|\/)pgsql_tmp/;

/** The backup that a server is busy with: a session takes one at a time. */
const underWay = new WeakMap<PostgresCluster, Promise<unknown>>();

/**
 * Backs a running server up into `directory`, which must not exist. What is committed before the call is in it.
 * What is the same in `like`, an earlier backup, is shared with it.
 */
export function takeBaseBackup(ground: Ground, cluster: PostgresCluster, directory: string, like = ground.template): Promise<BaseBackup> {
  const before = underWay.get(cluster) ?? Promise.resolve();
  const backup = before
    .then(() => cluster.stillness.during(() => take(ground, cluster, directory, like)))
    .catch(async (error: unknown) => {
      await rm(unfinishedOf(directory), { recursive: true, force: true });
      throw error;
    });
  underWay.set(cluster, backup.catch(() => undefined));
  return backup;
}

function unfinishedOf(directory: string): string {
  return `${directory}.unfinished`;
}

async function take(ground: Ground, cluster: PostgresCluster, directory: string, like: string): Promise<BaseBackup> {
  const unfinished = unfinishedOf(directory);
  const [started] = await cluster.query<{ lsn: string }>('select pg_backup_start($1, fast => true)::text as lsn', ['muster']);
  await keepTree(cluster.directory, unfinished, { like, wanted: (path) => !transient.test(path) });
  // The control file is copied last, as PostgreSQL's own tool does, so that it is not older than the data.
  await keepFile(join(cluster.directory, 'global', 'pg_control'), join(unfinished, 'global', 'pg_control'));
  const [stopped] = await cluster.query<{ lsn: string; labelfile: string }>(
    'select lsn::text, labelfile from pg_backup_stop(wait_for_archive => false)',
  );
  if (!started || !stopped) throw new Error('the server answered a backup with nothing');
  await cluster.query('select pg_switch_wal()');

  await writeFile(join(unfinished, 'backup_label'), stopped.labelfile, { mode: 0o600 });
  const backup = { directory, start: parseLsn(started.lsn), stop: parseLsn(stopped.lsn) };
  await copyLog(join(cluster.directory, 'pg_wal'), join(unfinished, 'pg_wal'), backup);
  await rename(unfinished, directory);
  cluster.noteBookkeeping();
  return backup;
}

async function copyLog(from: string, to: string, { start, stop }: BaseBackup): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of await readdir(from)) {
    const segment = segmentOfFile(name);
    const needed = segment === undefined ? name.endsWith('.history') : segment >= segmentOf(start) && segment <= segmentOf(stop);
    if (needed) await copySparse(join(from, name), join(to, name), undefined);
  }
}
