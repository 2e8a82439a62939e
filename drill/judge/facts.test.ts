/** What judging takes from a ledger, and what it leaves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainStart, link } from '../../evidence/chain';
import type { Entry, EntryBody, MarkEntry, PhaseEntry, PlanEntry } from '../../evidence/entry';
import { Refused } from '../../measure/endings';
import type { MarkName } from '../../measure/marks';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { gatherFacts } from './facts';

const minute = (n: number): Instant => Instant.parse('2026-01-05T09:00:00Z').plus(Duration.minutes(n));
const plan: PlanEntry = {
  kind: 'plan', drill: 'd-1', scenario: 's', feature: 'f.feature', line: 1, class: 'data-corruption', plan: { name: 'shop', version: '1.0', digest: '' },
  runbookDigest: '', component: 'orders', objectives: null, owner: 'Orders team', target: 'stand-in', seed: 7, mischief: [],
};
const mark = (name: MarkName, at: number): MarkEntry => ({ kind: 'mark', mark: name, notBefore: minute(at).toString(), notAfter: minute(at).toString(), component: 'orders' });
const left = (phase: PhaseEntry['phase']): PhaseEntry => ({ kind: 'phase', phase, edge: 'left' });

/** The facts of a ledger with one entry a minute. */
function factsOf(...bodies: EntryBody[]) {
  const entries: Entry[] = [];
  for (const body of bodies) entries.push(link(body, entries.length, minute(entries.length).toString(), entries.at(-1)?.hash ?? chainStart));
  return gatherFacts(entries, () => []);
}

test('a recovery is measured from the first time that a moment was reached', () => {
  assert.equal(factsOf(plan, mark('service-ok', 3), mark('service-ok', 9)).marks.get('service-ok')?.notAfter.toString(), minute(3).toString());
});

test('the application is on the recovered system when the switch is over, or, where nothing is switched, when service is back', () => {
  assert.equal(factsOf(plan, left('restore'), left('switch'), mark('service-ok', 9)).switched?.toString(), minute(2).toString());
  assert.equal(factsOf(plan, left('restore'), mark('service-ok', 9)).switched?.toString(), minute(9).toString());
  assert.equal(factsOf(plan, left('restore')).switched, undefined);
});

test('witnesses that were read before the fault are no account of the recovery', () => {
  const read: EntryBody = { kind: 'witness', component: 'orders', event: 'read-back', file: 'f', lines: 0, digest: '' };
  assert.equal(factsOf(plan, read, mark('fault', 2)).found, undefined);
  assert.deepEqual(factsOf(plan, mark('fault', 1), read).found, new Map());
});

test('a recovery that never came had until the clean-up to come, and no longer', () => {
  const cleaning: PhaseEntry = { kind: 'phase', phase: 'clean up', edge: 'entered' };
  assert.equal(factsOf(plan, left('restore'), cleaning, left('clean up')).end.toString(), minute(2).toString());
  assert.equal(factsOf(plan, left('restore'), left('verify')).end.toString(), minute(2).toString());
});

test('a ledger without a plan cannot be judged', () => {
  assert.throws(() => factsOf(left('restore')), Refused);
});
