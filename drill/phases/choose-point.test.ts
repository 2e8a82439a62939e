/** The moment to go back to lies before the damage, in the whole seconds that restores take. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { momentBefore } from './choose-point';

const nine = Instant.parse('2026-01-05T09:00:00Z');
const chosen = (notBefore: Instant): string => momentBefore({ notBefore, notAfter: notBefore.plus(Duration.minutes(1)) }).toString();

test('it is the last whole second before the damage can have begun', () => {
  assert.equal(chosen(nine.plus(Duration.milliseconds(1))), '2026-01-05T09:00:00.000Z');
  assert.equal(chosen(nine.plus(Duration.milliseconds(999))), '2026-01-05T09:00:00.000Z');
});

test('damage on a whole second is one second later than the moment', () => {
  assert.equal(chosen(nine), '2026-01-05T08:59:59.000Z');
});

test('it is always before the damage, by a second at most', () => {
  fc.assert(
    fc.property(fc.nat(4e9), (n) => {
      const notBefore = nine.plus(Duration.milliseconds(n));
      const moment = momentBefore({ notBefore, notAfter: notBefore });
      return moment.isBefore(notBefore) && notBefore.since(moment).seconds <= 1 && moment.toWholeSecond().compare(moment) === 0;
    }),
  );
});
