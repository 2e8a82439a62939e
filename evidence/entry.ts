/** The kinds of ledger entry. The set is closed: what is not one of these is not evidence. */
import type { Outcome } from '../measure/endings';
import type { MarkName } from '../measure/marks';
import type { Verdict } from '../measure/verdict';

/** A value that canonical JSON can hold. Instants are ISO 8601 text in UTC, durations are numbers of seconds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What kind of place a drill ran on. Figures of the two are never mixed. */
export type TargetKind = 'aws' | 'stand-in';

export type PhaseName = 'protect' | 'steady state' | 'damage' | 'detect' | 'decide' | 'restore' | 'verify' | 'switch' | 'clean up';

export interface PlanEntry {
  kind: 'plan';
  /** Names the drill within its run: the feature's file name and the scenario's place in it. */
  drill: string;
  scenario: string;
  /** Path of the runbook inside the book, with `/`. */
  feature: string;
  line: number;
  /** The scenario class: the folder of the book that holds the runbook. */
  class: string;
  plan: { name: string; version: string; digest: string };
  runbookDigest: string;
  /** The component the drill is about, and what the plan promises for it: no RPO where it keeps no data. */
  component: string | null;
  objectives: { rtoSeconds: number; rpoSeconds: number | null } | null;
  /** Who answers for the component, or for the plan where the drill is about no single one; findings go to them. */
  owner: string;
  target: TargetKind;
  seed: number;
  /** The misbehaviour asked of the stand-in; empty in an honest drill. */
  mischief: readonly string[];
}

export interface GuardEntry {
  kind: 'guard';
  guard: string;
  passed: boolean;
  detail: string;
}

export interface PhaseEntry {
  kind: 'phase';
  phase: PhaseName;
  edge: 'entered' | 'left';
}

/** A moment of the recovery, found by looking: it lies after the last look that did not see it and no later than the first that did. */
export interface MarkEntry {
  kind: 'mark';
  mark: MarkName;
  notBefore: string;
  notAfter: string;
  component: string;
}

export interface UndoFiledEntry {
  kind: 'undo-filed';
  undo: string;
  /** One sentence for a person: what undoing does. */
  does: string;
  /** What the undo works on; enough to do it again after a crash. */
  action: string;
  arguments: Readonly<Record<string, Json>>;
}

export interface UndoDoneEntry {
  kind: 'undo-done';
  undo: string;
  result: 'done' | 'nothing left to do' | 'failed';
  detail: string;
}

export interface CallEntry {
  kind: 'call';
  service: string;
  operation: string;
  region: string;
  /** Redacted. */
  input: Readonly<Record<string, Json>>;
  outcome: 'answered' | 'refused';
  /** AWS's code and message when it was refused. */
  error: { code: string; message: string } | null;
  /** The same call for a person with the AWS CLI; SQL is shown as it was sent. */
  command: string;
  asked: string;
  answered: string;
}

/** One look at the world, by a probe, a poll or a check. */
export interface LookEntry {
  kind: 'look';
  /** What was looked at, for instance `health of orders`. */
  subject: string;
  /** Whether it was as hoped; null when nothing could be seen. */
  good: boolean | null;
  saw: string;
  /** True for a check that proves data, not just a status. */
  provesData: boolean;
}

/** Where the record of one component's witnesses stood at this entry. */
export interface WitnessEntry {
  kind: 'witness';
  component: string;
  /** `written`: the side file of attempts and acknowledgements; `read-back`: what the independent reader found. */
  event: 'written' | 'read-back';
  /** Name of the side file in the drill's folder. */
  file: string;
  lines: number;
  /** Chain head of the side file after that many lines. */
  digest: string;
}

/** The result of one integrity or parity check. */
export interface CheckEntry {
  kind: 'check';
  check: string;
  component: string;
  /** How it was done, for the auditor. */
  method: string;
  passed: boolean | null;
  /** True for a check of the content that came back, false for one of settings. */
  provesData: boolean;
  detail: string;
  population: number;
  examined: number;
}

/** What a plan promises beside recovery objectives: old versions readable in time; a copy that stops following noticed in time. */
export type PromiseName = 'retrieval' | 'notice';

/** The drill has come to where the plan promises something, and is to be judged by it. */
export interface PromiseEntry {
  kind: 'promise';
  promise: PromiseName;
  component: string;
  objectiveSeconds: number;
  /** What is measured: the time from one mark to the other. */
  from: MarkName;
  to: MarkName;
}

export interface MeasureEntry {
  kind: 'measure';
  measure: 'rto' | 'rpo' | PromiseName;
  component: string;
  objectiveSeconds: number;
  notBeforeSeconds: number | null;
  notAfterSeconds: number | null;
  detail: Readonly<Record<string, Json>>;
}

export interface VerdictEntry {
  kind: 'verdict';
  /** `rto`, `rpo`, a promise, `integrity`, `clean-up`, or `drill` for the whole. */
  about: string;
  verdict: Verdict;
  reason: string;
}

export interface FindingEntry {
  kind: 'finding';
  severity: 'high' | 'medium' | 'low';
  title: string;
  detail: string;
  owner: string;
}

export interface HumanEntry {
  kind: 'human';
  role: string;
  act: string;
}

export interface ArtifactEntry {
  kind: 'artifact';
  path: string;
  mediaType: string;
  digest: string;
}

export interface SealEntry {
  kind: 'seal';
  outcome: Outcome;
  /** Why a drill that is not finished ended; empty otherwise. */
  reason: string;
  /** How many entries the ledger has, this one counted. */
  entries: number;
}

export type EntryBody =
  | PlanEntry
  | GuardEntry
  | PhaseEntry
  | MarkEntry
  | UndoFiledEntry
  | UndoDoneEntry
  | CallEntry
  | LookEntry
  | WitnessEntry
  | CheckEntry
  | PromiseEntry
  | MeasureEntry
  | VerdictEntry
  | FindingEntry
  | HumanEntry
  | ArtifactEntry
  | SealEntry;

/** An entry as it lies in the ledger: one line of canonical JSON. */
export type Entry = EntryBody & {
  /** 0 for the first entry. */
  seq: number;
  /** When it was written, by the drill's clock. */
  at: string;
  /** Hash of the entry before, `sha256:` and hex; that of no bytes for the first. */
  previous: string;
  /** SHA-256 over the canonical bytes of the entry without this member. */
  hash: string;
};

export type EntryOf<Kind extends EntryBody['kind']> = Extract<Entry, { kind: Kind }>;
