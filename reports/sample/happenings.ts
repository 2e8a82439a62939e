/** What happens in the drills that reports are tested with, told in seconds after their start. */
import { sha256 } from '../../evidence/canonical';
import type { Entry, EntryBody, PhaseName, PlanEntry } from '../../evidence/entry';
import type { MarkName } from '../../measure/marks';
import { sampleInstant, sampleLedger } from './chain';

export type Happening = readonly [seconds: number, body: EntryBody];

/** The plan's entry of a drill of seed 7 on the stand-in. */
export function planned(what: Omit<PlanEntry, 'kind' | 'line' | 'plan' | 'runbookDigest' | 'target' | 'seed'>): Happening {
  return [0, { kind: 'plan', line: 12, plan: { name: 'web-shop', version: '3', digest: sha256('plan') }, runbookDigest: sha256('runbook'), target: 'stand-in', seed: 7, ...what }];
}

export function phase(name: PhaseName, from: number, to: number): Happening[] {
  return [
    [from, { kind: 'phase', phase: name, edge: 'entered' }],
    [to, { kind: 'phase', phase: name, edge: 'left' }],
  ];
}

export function mark(name: MarkName, from: number, to: number, component = 'orders'): Happening {
  return [to, { kind: 'mark', mark: name, notBefore: sampleInstant(from), notAfter: sampleInstant(to), component }];
}

/** Chains what happened in order of time, with the seal last. */
export function sealed(happenings: readonly Happening[], outcome: 'finished' | 'compromised' | 'aborted', reason = ''): Entry[] {
  const inOrder = [...happenings].sort((a, b) => a[0] - b[0]);
  const last = inOrder.at(-1)?.[0] ?? 0;
  return sampleLedger([...inOrder, [last, { kind: 'seal', outcome, reason, entries: inOrder.length + 1 }]]);
}
