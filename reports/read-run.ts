/** Reads the folder of a run: what a report is made from. */
import { join } from 'node:path';
import { ledgerFileName, readLedger } from '../evidence/read';
import { drillFolder, readRun } from '../evidence/run';
import type { ReadRun } from './model-of-run';

/** The run in `folder` and all its ledgers. Throws Refused when one is missing or cannot be read; nothing is verified. */
export function readRunFolder(folder: string): ReadRun {
  const { run, target, seed, head, drills } = readRun(folder);
  return { run, target, seed, head, drills: drills.map((id) => ({ id, entries: readLedger(join(drillFolder(folder, id), ledgerFileName)) })) };
}
