/** Recovery times from marks: the later of service and proof counts, and what never came took longer than anybody looked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import type { InstantInterval, MarkName } from './marks';
import { type DurationInterval, recoveryTime, timeBetween } from './recovery';

const start = Instant.parse('2026-01-05T09:00:00Z');
const minute = (n: number): Instant => start.plus(Duration.minutes(n));
const seen = (notBefore: number, notAfter: number): InstantInterval => ({ notBefore: minute(notBefore), notAfter: minute(notAfter) });
const minutes = (interval: DurationInterval | undefined) =>
  interval && [interval.notBefore.seconds / 60, interval.notAfter ? interval.notAfter.seconds / 60 : undefined];

const whole = new Map<MarkName, InstantInterval>([
  ['fault', seen(0, 1)],
  ['detected', seen(3, 4)],
  ['approved', seen(10, 10)],
  ['restore-requested', seen(11, 11)],
  ['restore-completed', seen(30, 31)],
  ['verified', seen(35, 36)],
  ['service-ok', seen(33, 41)],
]);
const without = (...marks: MarkName[]) => new Map([...whole].filter(([mark]) => !marks.includes(mark)));

test('the RTO runs from the fault to whichever came later of service and verified data', () => {
  assert.deepEqual(minutes(recoveryTime(whole).rto), [34, 41]);
});

test('restore time, detection, decision and verification are told apart', () => {
  const { restoreTime, timeToDetect, timeToDecide, timeToVerify, recovered } = recoveryTime(whole);
  assert.equal(recovered, true);
  assert.deepEqual([restoreTime, timeToDetect, timeToDecide, timeToVerify].map(minutes), [[19, 20], [2, 4], [6, 7], [4, 6]]);
});

test('the shares of the phases make one', () => {
  const { shares } = recoveryTime(whole);
  assert.deepEqual(shares.map(({ until }) => until), ['detected', 'approved', 'restore-requested', 'restore-completed', 'verified', 'service-ok']);
  assert.equal(Math.round(shares.reduce((sum, { share }) => sum + share, 0) * 1e9), 1e9);
});

test('without damage there is no recovery to measure', () => {
  assert.equal(recoveryTime(without('fault'), minute(90)).rto, undefined);
});

test('a recovery that had not come when the drill ended took longer than that', () => {
  for (const marks of [without('service-ok'), without('verified'), without('service-ok', 'verified')]) {
    const { rto, recovered, shares } = recoveryTime(marks, minute(90));
    assert.equal(recovered, false);
    assert.deepEqual(minutes(rto), [89, undefined]);
    assert.deepEqual(shares, []);
  }
});

test('the time from one mark to another is known between two bounds, and never less than nothing', () => {
  assert.deepEqual(minutes(timeBetween(whole, 'fault', 'detected', minute(90))), [2, 4]);
  assert.deepEqual(minutes(timeBetween(whole, 'restore-requested', 'restore-completed', minute(90))), [19, 20]);
  assert.deepEqual(minutes(timeBetween(whole, 'service-ok', 'verified', minute(90))), [0, 3], 'they overlap');
  assert.deepEqual(minutes(timeBetween(whole, 'verified', 'fault', minute(90))), [0, 0], 'the other way round there is none');
});

test('where the second mark was not reached it took until somebody last looked at least, and where the first was not, nothing is known', () => {
  assert.deepEqual(minutes(timeBetween(whole, 'fault', 'hydrated', minute(90))), [89, undefined]);
  assert.deepEqual(minutes(timeBetween(whole, 'service-ok', 'hydrated', minute(40))), [0, undefined]);
  assert.equal(timeBetween(whole, 'hydrated', 'verified', minute(90)), undefined);
  assert.equal(timeBetween(whole, 'hydrated', 'failed-back', minute(90)), undefined);
});

test('the true time always lies within the interval', () => {
  const moment = fc.tuple(fc.nat(600), fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(moment, moment, moment, ([f, fw, fx], [v, vw, vx], [s, sw, sx]) => {
      const from = (n: number) => 1_000 + n;
      const marks = new Map<MarkName, InstantInterval>([
        ['fault', seen(f, f + fw)],
        ['verified', seen(from(v), from(v) + vw)],
        ['service-ok', seen(from(s), from(s) + sw)],
      ]);
      const truth = Math.max(from(v) + vw * vx, from(s) + sw * sx) - (f + fw * fx);
      const [least, most] = minutes(recoveryTime(marks).rto) ?? [];
      assert.ok((least ?? Infinity) <= truth + 1e-9 && truth <= (most ?? -Infinity) + 1e-9);
    }),
  );
});
