/** The last words of a run: each drill with its verdict and its reason, that it was a rehearsal, and where the report is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClosedDrill } from '../drill/run/close-run';
import { summary } from './summary';

const drill = (more: Partial<ClosedDrill>): ClosedDrill => ({ drill: 'd', scenario: 'Orders come back', outcome: 'finished', verdict: 'met', reason: '', head: '', ...more });
const said = (...drills: ClosedDrill[]): string[] => summary(drills, 'reports/out/run/index.html').split('\n');

test('every drill is said with its verdict, and with the reason where there is one', () => {
  const lines = said(drill({}), drill({ verdict: 'missed', reason: 'RTO was missed.' }), drill({ verdict: 'unproven', reason: 'Nothing was read.' }));
  assert.deepEqual(lines.slice(1, -2), [
    '✓ met  Orders come back',
    '✗ missed  Orders come back',
    '    RTO was missed.',
    '? unproven  Orders come back',
    '    Nothing was read.',
  ]);
});

test('a drill that was not performed is said by how it ended, never by a verdict', () => {
  for (const outcome of ['refused', 'compromised', 'aborted'] as const) {
    assert.deepEqual(said(drill({ outcome, verdict: 'met', reason: 'Why.' })).slice(1, -2), [`! ${outcome}  Orders come back`, '    Why.']);
  }
});

test('it ends with what the figures are worth and where the report is', () => {
  assert.equal(said(drill({})).at(-1), 'REHEARSAL on the stand-in: durations are modelled. Report: reports/out/run/index.html');
});
