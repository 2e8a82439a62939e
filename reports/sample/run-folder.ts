/** A run's folder for tests of the reports, in a temporary directory. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical } from '../../evidence/canonical';
import type { Entry } from '../../evidence/entry';
import { drillFolder, runHead, writeRun } from '../../evidence/run';
import { databaseDrill, type Story } from './database-drill';
import { sampleMessages } from './messages';

interface SampleRun {
  run: string;
  target: 'stand-in';
  seed: number;
  head: string;
  drills: { id: string; entries: Entry[] }[];
}

/** The stories as a run that was read. */
export function sampleRun(stories: readonly Story[]): SampleRun {
  return runOf(...stories.map((story) => ({ id: story.drill, entries: databaseDrill(story) })));
}

/** Drills as a run that was read. */
export function runOf(...drills: { id: string; entries: Entry[] }[]): SampleRun {
  return { run: 'rehearsal-7-sample', target: 'stand-in', seed: 7, head: runHead(drills.map(({ entries }) => entries.at(-1)?.hash ?? '')), drills };
}

/** Writes the stories as a run's folder, lets `use` have it, and removes it. */
export async function withSampleFolder<T>(stories: readonly Story[], use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-report-'));
  try {
    writeSampleFolder(folder, stories);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes the stories as the runner leaves them: run.json, ledgers, raw messages. */
export function writeSampleFolder(folder: string, stories: readonly Story[]): void {
  const { drills, ...run } = sampleRun(stories);
  writeRun(folder, { schema: 'urn:muster:run:1', ...run, drills: drills.map(({ id }) => id) });
  for (const { id, entries } of drills) {
    mkdirSync(drillFolder(folder, id), { recursive: true });
    const lines = entries.map((entry) => `${canonical({ ...entry })}\n`);
    writeFileSync(join(drillFolder(folder, id), 'ledger.jsonl'), lines.join(''));
  }
  writeFileSync(join(folder, 'messages.raw.ndjson'), sampleMessages(stories).map((message) => `${JSON.stringify(message)}\n`).join(''));
}
