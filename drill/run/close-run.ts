/** Closes a run: puts its drills into book order, and writes the run's head and where it was made. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EntryOf } from '../../evidence/entry';
import { writeProvenance } from '../../evidence/provenance';
import { readLedger } from '../../evidence/read';
import { drillFolder, runHead, writeRun } from '../../evidence/run';
import type { Outcome } from '../../measure/endings';
import type { Verdict } from '../../measure/verdict';
import type { Instant } from '../../time/instant';

export interface ClosedDrill {
  drill: string;
  scenario: string;
  outcome: Outcome;
  verdict: Verdict;
  reason: string;
  head: string;
}

export interface RunToClose {
  folder: string;
  seed: number;
  started: Instant;
  finished: Instant;
  /** Version of Muster. */
  muster: string;
}

/** Answers with the drills that left a ledger, in the order of the book; none when no drill began. */
export function closeRun({ folder, seed, started, finished, muster }: RunToClose): ClosedDrill[] {
  const ledgers = drillsIn(folder).map((drill) => ({ drill, entries: readLedger(join(drillFolder(folder, drill), 'ledger.jsonl')) }));
  const planned = ledgers.flatMap(({ drill, entries }) => {
    const plan = entries.find((entry) => entry.kind === 'plan');
    return plan ? [{ drill, plan, entries }] : [];
  });
  planned.sort((a, b) => inBookOrder(a.plan, b.plan));
  const first = planned[0];
  if (!first) return [];
  const closed = planned.map(({ drill, plan, entries }): ClosedDrill => {
    const seal = entries.find((entry) => entry.kind === 'seal');
    const verdict = entries.findLast((entry) => entry.kind === 'verdict' && entry.about === 'drill') as EntryOf<'verdict'> | undefined;
    const unmet = entries.filter((entry) => entry.kind === 'finding').map(({ detail }) => detail);
    return {
      drill,
      scenario: plan.scenario,
      // A ledger without a seal belongs to a drill that was killed.
      outcome: seal?.outcome ?? 'aborted',
      verdict: verdict?.verdict ?? 'unproven',
      reason: seal?.reason || unmet.join(' '),
      head: entries.at(-1)?.hash ?? '',
    };
  });
  const head = runHead(closed.map((drill) => drill.head));
  const name = basename(folder);
  writeRun(folder, { schema: 'urn:muster:run:1', run: name, target: first.plan.target, seed, drills: closed.map(({ drill }) => drill), head });
  writeProvenance(folder, { run: name, head, musterVersion: muster, started, finished, arguments: process.argv.slice(2) });
  return closed;
}

function drillsIn(folder: string): string[] {
  const drills = join(folder, 'drills');
  return existsSync(drills) ? readdirSync(drills).sort() : [];
}

function inBookOrder(a: EntryOf<'plan'>, b: EntryOf<'plan'>): number {
  if (a.feature !== b.feature) return a.feature < b.feature ? -1 : 1;
  return a.line - b.line;
}
