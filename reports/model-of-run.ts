/** A run's ledgers, put together as one report. */
import type { Entry, TargetKind } from '../evidence/entry';
import type { Outcome } from '../measure/endings';
import { mergeVerdicts } from '../measure/verdict';
import type { ReportModel } from './model';
import { modelOfDrill } from './model-of-drill';

/** A run as it was read from its folder: the drills in book order. */
export interface ReadRun {
  run: string;
  target: TargetKind;
  seed: number;
  head: string;
  drills: readonly { id: string; entries: readonly Entry[] }[];
}

/** The report of a run. Its verdict is the worst of its drills', its outcome the one that says least about the plan. */
export function modelOfRun({ run, target, seed, head, drills }: ReadRun): ReportModel {
  const told = drills.map(({ id, entries }) => modelOfDrill(id, entries));
  const verdict = mergeVerdicts(told.map((drill) => drill.verdict));
  return { run, target, seed, verdict, outcome: worstOutcome(told.map(({ outcome }) => outcome)), head, drills: told };
}

function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  const fromWorst: readonly Outcome[] = ['aborted', 'refused', 'compromised'];
  return fromWorst.find((outcome) => outcomes.includes(outcome)) ?? 'finished';
}
