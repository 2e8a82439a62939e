/** What a run's exit code says, by what became of its drills. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DrillEnd, exitCodeOf } from './exit-codes';

const [met, missed, unproven] = (['met', 'missed', 'unproven'] as const).map((verdict): DrillEnd => ({ outcome: 'finished', verdict })) as [DrillEnd, DrillEnd, DrillEnd];
const [refused, compromised, aborted] = (['refused', 'compromised', 'aborted'] as const).map((outcome): DrillEnd => ({ outcome, verdict: 'unproven' })) as [DrillEnd, DrillEnd, DrillEnd];

const table: readonly (readonly [code: number, drills: readonly DrillEnd[], why: string])[] = [
  [0, [met], 'a promise kept'],
  [0, [met, met], 'every promise kept'],
  [1, [missed], 'a promise missed'],
  [2, [unproven], 'nothing proven'],
  [3, [refused], 'not allowed to begin'],
  [3, [compromised], 'not performed'],
  [3, [], 'no drill at all is no success'],
  [3, [aborted], 'not performed to its end'],
  [1, [met, missed, unproven], 'one missed promise is one too many'],
  [2, [met, unproven], 'what one drill did not prove another cannot'],
  [3, [met, unproven, compromised], 'a drill that could not be performed outweighs one that proved nothing'],
  [1, [compromised, missed], 'a missed promise is certain, whatever else failed'],
  [1, [missed, aborted, compromised], 'and whatever was not performed'],
  [3, [{ outcome: 'compromised', verdict: 'met' }], 'a verdict of a drill that was not performed is worth nothing'],
];

for (const [code, drills, why] of table) {
  test(`${code}: ${why}`, () => assert.equal(exitCodeOf(drills), code));
}

test('the order of the drills changes nothing, and 0 means that every one was finished and met', () => {
  const drill = fc.record<DrillEnd>({ outcome: fc.constantFrom('finished', 'refused', 'compromised', 'aborted'), verdict: fc.constantFrom('met', 'missed', 'unproven') });
  fc.assert(
    fc.property(fc.array(drill, { maxLength: 5 }), (drills) => {
      const code = exitCodeOf(drills);
      assert.equal(exitCodeOf([...drills].reverse()), code);
      assert.equal(code === 0, drills.length > 0 && drills.every(({ outcome, verdict }) => outcome === 'finished' && verdict === 'met'));
    }),
  );
});
