/** Instants are whole milliseconds of UTC, read and written in one form. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from './duration';
import { Instant } from './instant';

const nine = Instant.parse('2026-01-05T09:00:00Z');
const instant = fc.integer({ min: 0, max: 4e12 }).map((n) => Instant.ofEpochMilliseconds(n));

test('an instant is read with milliseconds or without, and written with them', () => {
  assert.equal(nine.toString(), '2026-01-05T09:00:00.000Z');
  assert.equal(Instant.parse('2026-01-05T09:00:00.5Z').toString(), '2026-01-05T09:00:00.500Z');
  fc.assert(fc.property(instant, (one) => Instant.parse(one.toString()).compare(one) === 0));
});

test('what is no instant in UTC is refused, and so is a day that no calendar has', () => {
  const none = ['', '2026-01-05', '2026-01-05T09:00:00', '2026-01-05T09:00:00+01:00', '2026-13-05T09:00:00Z', '2026-02-30T09:00:00Z', '2026-01-05T24:00:00Z', '2026-01-05T09:60:00Z'];
  for (const text of none) assert.throws(() => Instant.parse(text), RangeError, text);
});

test('there is nothing between two milliseconds', () => {
  assert.equal(Instant.ofEpochMilliseconds(1.6).epochMilliseconds, 2);
  assert.equal(nine.plus(Duration.milliseconds(0.4)).compare(nine), 0);
  assert.throws(() => Instant.ofDate(new Date(Number.NaN)), RangeError);
});

test('the whole second of an instant is the last one at or before it', () => {
  assert.equal(nine.toWholeSecond().compare(nine), 0);
  assert.equal(nine.plus(Duration.milliseconds(999)).toWholeSecond().compare(nine), 0);
  assert.equal(Instant.ofEpochMilliseconds(-1).toWholeSecond().epochMilliseconds, -1_000);
});

test('what is added can be measured and taken away again', () => {
  const later = nine.plus(Duration.minutes(5));
  assert.equal(later.since(nine).seconds, 300);
  assert.equal(nine.since(later).seconds, -300);
  assert.equal(later.minus(Duration.minutes(5)).compare(nine), 0);
  assert.ok(later.isAfter(nine) && nine.isBefore(later) && !nine.isBefore(nine) && !nine.isAfter(nine));
  assert.deepEqual([Instant.earliest(later, nine), Instant.latest(nine, later)], [nine, later]);
  assert.equal(Instant.ofDate(later.toDate()).compare(later), 0);
});
