/** How losses are read from a ledger and said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lossOf, whichInWords } from './loss';

test('what the judge did not write was not counted, which is not none', () => {
  assert.equal(lossOf({}).lost, null);
  assert.deepEqual(lossOf({ lostWitnesses: 0, lostRanges: [] }).lost, { count: 0, ranges: [] });
  assert.equal(lossOf({ lostWitnesses: 'many' }).lost, null);
});

test('numbers are said as runs, and those that are not listed are counted', () => {
  assert.equal(whichInWords({ count: 0, ranges: [] }), 'none');
  assert.equal(whichInWords({ count: 3, ranges: [[161, 162], [170, 170]] }), '161 to 162, 170');
  assert.equal(whichInWords({ count: 500, ranges: [[1, 100]] }), '1 to 100 and 400 more');
  assert.equal(whichInWords({ count: 9, ranges: [] }), '–');
  const { damaged } = lossOf({ damagedWitnesses: 4, damaged: [9, 3, 4, 5] });
  assert.equal(damaged && whichInWords(damaged), '3 to 5, 9');
});
