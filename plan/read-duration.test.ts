/** Durations as people write them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDuration } from './read-duration';

test('words and ISO 8601 say the same', () => {
  for (const [words, iso] of [['15 minutes', 'PT15M'], ['1 hour 30 minutes', 'PT1H30M'], ['35 days', 'P35D'], ['1 second', 'PT1S'], ['2 h', 'PT2H'], ['90 min', 'PT1H30M']] as const) {
    assert.equal(readDuration(words).toString(), iso);
    assert.equal(readDuration(iso).toString(), iso);
  }
});

test('what is no duration is refused with the forms that work', () => {
  for (const text of ['', '15', 'minutes', '15 fortnights', 'P', 'PT', '15 minutes or so', '-1 minutes', '1 minute, 2 seconds']) {
    assert.throws(() => readDuration(text), RangeError, text);
  }
});

test('any number of any units adds up', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), (hours, seconds) => {
      assert.equal(readDuration(`${hours} hours ${seconds} seconds`).seconds, hours * 3_600 + seconds);
    }),
  );
});
