/** Where the newest timeline of a server's log left the one before it: at its promotion. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLsn } from '../log/lsn';

/** The position at which a server was promoted for the last time. Throws where it never was. `directory` is its data directory. */
export async function lastFork(directory: string): Promise<number> {
  const log = join(directory, 'pg_wal');
  const newest = (await readdir(log)).filter((name) => name.endsWith('.history')).sort().at(-1);
  const lines = newest === undefined ? [] : (await readFile(join(log, newest), 'utf8')).split('\n');
  // A line for each timeline before: its number, the position where it was left, and why.
  const last = lines.findLast((line) => /^\s*\d+\s/.test(line));
  if (last === undefined) throw new Error(`the server in ${directory} was never promoted`);
  return parseLsn(last.trim().split(/\s+/)[1] ?? '');
}
