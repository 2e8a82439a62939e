/** Durations are read, written and said as people and the plan's files spell them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Duration } from './duration';

const duration = fc.integer({ min: 0, max: 40 * 86_400_000 }).map((n) => Duration.milliseconds(n));

describe('ISO 8601', () => {
  test('is read in days, hours, minutes and seconds', () => {
    assert.equal(Duration.parse('PT1H30M').seconds, 5_400);
    assert.equal(Duration.parse('P2D').seconds, 172_800);
    assert.equal(Duration.parse('P1DT2H3M4.5S').milliseconds, 93_784_500);
    assert.equal(Duration.parse('PT0.5H').seconds, 1_800);
    assert.equal(Duration.parse('PT0S').milliseconds, 0);
  });

  test('with nothing in it, with months, weeks or a sign, or in words is refused', () => {
    for (const text of ['', 'P', 'PT', 'P1DT', 'P1M', 'P1W', '-PT1S', 'pt1s', 'PT1S ', 'PT1M1H', '90', '90 minutes']) {
      assert.throws(() => Duration.parse(text), (error: Error) => error instanceof RangeError && error.message.includes(`"${text}"`), text);
    }
  });

  test('is written in the largest units that fit', () => {
    assert.equal(Duration.minutes(90).toString(), 'PT1H30M');
    assert.equal(Duration.hours(52).toString(), 'P2DT4H');
    assert.equal(Duration.milliseconds(250).toString(), 'PT0.25S');
    assert.equal(Duration.seconds(-61).toString(), '-PT1M1S');
    assert.equal(Duration.zero.toString(), 'PT0S');
  });

  test('read back is what was written, to the millisecond', () => {
    fc.assert(fc.property(duration, (one) => Duration.parse(one.toString()).milliseconds === one.milliseconds));
  });
});

describe('in words', () => {
  test('a duration is said in units that people use', () => {
    assert.equal(Duration.minutes(90).inWords(), '1 h 30 min');
    assert.equal(Duration.seconds(250).inWords(), '4 min 10 s');
    assert.equal(Duration.days(2).plus(Duration.seconds(5)).inWords(), '2 d 5 s');
    assert.equal(Duration.milliseconds(250).inWords(), '250 ms');
    assert.equal(Duration.zero.inWords(), '0 s');
  });

  test('rounding carries on into the next unit', () => {
    assert.equal(Duration.milliseconds(999.6).inWords(), '1 s');
    assert.equal(Duration.milliseconds(59_999).inWords(), '1 min');
  });

  test('a negative one has the same sign whatever its size', () => {
    assert.equal(Duration.minutes(-2).inWords(), '−2 min');
    assert.equal(Duration.milliseconds(-250).inWords(), '−250 ms');
  });
});

describe('arithmetic', () => {
  test('adds, subtracts, multiplies and compares', () => {
    const [long, short] = [Duration.minutes(3), Duration.seconds(30)];
    assert.equal(long.plus(short).seconds, 210);
    assert.equal(short.minus(long).seconds, -150);
    assert.equal(short.times(4).seconds, 120);
    assert.ok(long.compare(short) > 0 && short.compare(long) < 0 && long.compare(Duration.seconds(180)) === 0);
    assert.equal(Duration.max(short, long), long);
    assert.equal(Duration.max(long, short), long);
  });

  test('a length that is no number is refused', () => {
    assert.throws(() => Duration.seconds(Number.NaN), RangeError);
    assert.throws(() => Duration.days(Number.POSITIVE_INFINITY), RangeError);
  });
});
