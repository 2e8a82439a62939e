/** A sealed sample run in a folder of its own, for tests that change what was sealed. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical } from '../canonical';
import type { Entry } from '../entry';
import { drillFolder } from '../run';
import { makeRun } from './run-folder';

export interface RunOnDisk {
  /** To be removed with all that is in it. */
  folder: string;
  run: string;
  /** Folder of its first drill, and path of that one's ledger. */
  drill: string;
  path: string;
}

export function runOnDisk(): RunOnDisk {
  const folder = mkdtempSync(join(tmpdir(), 'muster-verify-'));
  const run = join(folder, 'run');
  makeRun(run);
  const drill = drillFolder(run, 'bad-migration-1');
  return { folder, run, drill, path: join(drill, 'ledger.jsonl') };
}

export function entriesIn(path: string): Entry[] {
  // Lines of a ledger that this room wrote.
  return readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Entry);
}

export function writeEntries(path: string, all: readonly Entry[]): void {
  writeFileSync(path, all.map((entry) => `${canonical(entry)}\n`).join(''));
}
