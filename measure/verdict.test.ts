/** Verdicts merge to the worst, and an interval proves only what all of it proves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../time/duration';
import { judgeAgainst, judgeChecks, mergeVerdicts, type Verdict } from './verdict';

const verdict = fc.constantFrom<Verdict>('met', 'unproven', 'missed');
const verdicts = fc.array(verdict, { minLength: 1, maxLength: 8 });

test('one missed promise outweighs everything, and one unproven all that is met', () => {
  assert.equal(mergeVerdicts(['met', 'missed', 'unproven']), 'missed');
  assert.equal(mergeVerdicts(['met', 'unproven', 'met']), 'unproven');
  assert.equal(mergeVerdicts(['met', 'met']), 'met');
});

test('nothing proves nothing', () => {
  assert.equal(mergeVerdicts([]), 'unproven');
  assert.equal(judgeChecks([]), 'unproven');
  assert.equal(judgeAgainst(Duration.hours(1), undefined), 'unproven');
});

test('merging does not care for order, grouping or repetition', () => {
  fc.assert(
    fc.property(verdicts, verdicts, (a, b) => {
      const merged = mergeVerdicts([...a, ...b]);
      assert.equal(mergeVerdicts([...b, ...a]), merged);
      assert.equal(mergeVerdicts([mergeVerdicts(a), mergeVerdicts(b)]), merged);
      assert.equal(mergeVerdicts([merged, merged, ...a]), merged);
    }),
  );
});

test('a check that failed is missed, one that could not look is unproven', () => {
  assert.equal(judgeChecks([true, true]), 'met');
  assert.equal(judgeChecks([true, null]), 'unproven');
  assert.equal(judgeChecks([true, null, false]), 'missed');
});

test('an objective is met only when the whole interval is inside, its edge included', () => {
  const of = (from: number, to: number | undefined) => ({ notBefore: Duration.seconds(from), notAfter: to === undefined ? undefined : Duration.seconds(to) });
  const objective = Duration.seconds(60);
  assert.equal(judgeAgainst(objective, of(50, 60)), 'met');
  assert.equal(judgeAgainst(objective, of(50, 61)), 'unproven');
  assert.equal(judgeAgainst(objective, of(60, 70)), 'unproven');
  assert.equal(judgeAgainst(objective, of(61, 70)), 'missed');
  assert.equal(judgeAgainst(objective, of(0, undefined)), 'unproven');
  assert.equal(judgeAgainst(objective, of(61, undefined)), 'missed');
});

test('whatever true value lies in the interval, met and missed are right about it', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(100), fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (objective, from, width, where) => {
      const judged = judgeAgainst(Duration.seconds(objective), { notBefore: Duration.seconds(from), notAfter: Duration.seconds(from + width) });
      const truth = from + width * where;
      if (judged === 'met') assert.ok(truth <= objective);
      if (judged === 'missed') assert.ok(truth > objective);
    }),
  );
});
