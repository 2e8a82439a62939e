/** Says, from the files alone and without any network, whether a run is what was sealed, and if not, where it first departs from it. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Refused } from '../measure/endings';
import type { EntryOf } from './entry';
import { drillFolder, readRun, runFileName, runHead, type Run } from './run';
import type { Problem } from './verify-chain';
import { verifyDrill, type DrillVerification } from './verify-drill';

export interface RunVerification {
  ok: boolean;
  /** The run's head as computed from the ledgers, not as `run.json` has it. */
  head: string;
  drills: readonly DrillVerification[];
  /** The first of a file is the first bad entry; later ones may follow from it. Files are named from the run's folder. */
  problems: readonly Problem[];
}

/** Verifies the run in `runFolder`. Never throws for what it finds there: that is its answer. */
export function verifyRun(runFolder: string): RunVerification {
  const run = reading(runFolder);
  if (typeof run === 'string') return { ok: false, head: runHead([]), drills: [], problems: [{ file: runFileName, entry: null, what: run }] };
  const drills = run.drills.map((drill) => verifyDrill(drillFolder(runFolder, drill)));
  const head = runHead(drills.map((drill) => drill.head));
  const problems = [
    ...drills.flatMap((drill, index) => drill.problems.map((problem) => ({ ...problem, file: `drills/${run.drills[index]}/${problem.file}` }))),
    ...drills.flatMap((drill, index) => (drill.plan ? contradictions(run, run.drills[index] ?? '', drill.plan) : [])),
    ...unlisted(runFolder, run).map((drill) => ({ file: `drills/${drill}`, entry: null, what: `is no drill that ${runFileName} lists` })),
    ...(head === run.head ? [] : [{ file: runFileName, entry: null, what: `says the head is ${run.head}; that of the drills' ledgers is ${head}` }]),
  ];
  return { ok: problems.length === 0, head, drills, problems };
}

function reading(runFolder: string): Run | string {
  try {
    return readRun(runFolder);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

/** What `run.json` says, outside of the chain, against what the sealed ledgers say. */
function contradictions(run: Run, drill: string, plan: EntryOf<'plan'>): Problem[] {
  const says: [string, string | number, string | number][] = [
    ['a drill', drill, plan.drill],
    ['the target', run.target, plan.target],
    ['the seed', run.seed, plan.seed],
  ];
  return says
    .filter(([, listed, recorded]) => listed !== recorded)
    .map(([what, listed, recorded]) => ({ file: runFileName, entry: null, what: `says ${what} is ${listed}; the ledger in drills/${drill} says ${recorded}` }));
}

function unlisted(runFolder: string, run: Run): string[] {
  const folder = join(runFolder, 'drills');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => basename(name)).filter((name) => !run.drills.includes(name)).sort();
}
