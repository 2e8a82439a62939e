/** What a report says about one run, as data. Everything in it stands in a ledger; nothing is judged here. */
import type { CheckEntry, FindingEntry, Json, MeasureEntry, PhaseName, PlanEntry, PromiseName, TargetKind, UndoDoneEntry } from '../evidence/entry';
import type { Outcome } from '../measure/endings';
import type { MarkName } from '../measure/marks';
import type { Verdict } from '../measure/verdict';
import type { Instant } from '../time/instant';

/** A measure beside what was promised. `notBeforeSeconds` null: not measured; `notAfterSeconds` null: no upper bound is known. */
export interface MeasuredObjective {
  objectiveSeconds: number | null;
  notBeforeSeconds: number | null;
  notAfterSeconds: number | null;
  verdict: Verdict;
  /** Why the verdict is what it is, as the judge wrote it. */
  reason: string;
  /** What the judge reported beside the measure. */
  detail: Readonly<Record<string, Json>>;
}

/** What a plan promises beside recovery objectives: the time from one mark to another. */
export interface MeasuredPromise extends MeasuredObjective {
  promise: PromiseName;
  component: string;
  from: MarkName;
  to: MarkName;
}

/** Some witnesses: how many, and their numbers as runs, both ends included; not all of them where there are many. */
export interface Counted {
  count: number;
  ranges: readonly (readonly [number, number])[];
}

/** What came of the witnesses. Null means that it was not counted, which is not zero. */
export interface Loss {
  /** Before the fault. */
  acknowledged: number | null;
  /** Of those, as they should be. */
  present: number | null;
  lost: Counted | null;
  /** From the first lost acknowledgement to the last. */
  lostSpanSeconds: number | null;
  damaged: Counted | null;
  resurrected: Counted | null;
  /** Acknowledged between fault and switch by the system that was given up. */
  lostAfterFault: Counted | null;
  /** Acknowledged by the recovered system. */
  lostAfterSwitch: Counted | null;
}

export interface ReportedMark {
  mark: MarkName;
  component: string;
  notBefore: Instant;
  notAfter: Instant;
}

export interface ReportedPhase {
  phase: PhaseName;
  entered: Instant;
  /** Null when the drill ended within the phase. */
  left: Instant | null;
}

export interface ReportedUndo {
  undo: string;
  does: string;
  /** Null: filed, and not done when the ledger ended. */
  result: UndoDoneEntry['result'] | null;
  detail: string;
}

export interface ReportedCall {
  at: Instant;
  service: string;
  operation: string;
  region: string;
  /** The same call for a person with the AWS CLI, or the SQL as it was sent. */
  command: string;
  outcome: 'answered' | 'refused';
  error: { code: string; message: string } | null;
}

export interface ReportedDrill {
  /** Also the name of its folder in the run's. */
  id: string;
  plan: PlanEntry;
  verdict: Verdict;
  outcome: Outcome;
  /** Why it has that verdict, or why it did not finish. */
  reason: string;
  began: Instant;
  ended: Instant;
  /** Null where the drill was not judged by it. */
  rto: MeasuredObjective | null;
  /** Null where the drill was not judged by it. */
  rpo: MeasuredObjective | null;
  /** Those that the drill came to, in order. */
  promises: readonly MeasuredPromise[];
  loss: Loss;
  /** Every verdict as it was given, the whole drill's last. */
  verdicts: readonly { about: string; verdict: Verdict; reason: string }[];
  /** The first of each mark, in order of time. */
  marks: readonly ReportedMark[];
  phases: readonly ReportedPhase[];
  guards: readonly { guard: string; passed: boolean; detail: string }[];
  checks: readonly CheckEntry[];
  findings: readonly FindingEntry[];
  people: readonly { at: Instant; role: string; act: string }[];
  undos: readonly ReportedUndo[];
  calls: readonly ReportedCall[];
  looks: { count: number; provingData: number; unseen: number };
  artifacts: readonly { path: string; mediaType: string; digest: string }[];
  ledger: { path: string; entries: number; head: string; sealed: boolean };
}

export interface ReportModel {
  run: string;
  target: TargetKind;
  seed: number;
  verdict: Verdict;
  outcome: Outcome;
  head: string;
  drills: readonly ReportedDrill[];
}

/** What a measure of a drill is, in the judge's own words; for sections that show both the same way. */
export type MeasureName = MeasureEntry['measure'];
