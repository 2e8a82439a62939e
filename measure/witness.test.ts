/** What witnesses prove, example by example, and that the loss they show always holds the true one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import { compareWitnesses } from './witness';
import type { WitnessEvent } from './witness-history';

const start = Instant.parse('2026-01-05T09:00:00Z');
const second = (n: number): Instant => start.plus(Duration.milliseconds(n * 1_000));
const content = (witness: number): string => `sha256:${witness}`;

/** Attempted at `from`, acknowledged at `to`; without `to` never. */
function act(operation: WitnessEvent['operation'], witness: number, from: number, to: number | undefined, digest = content(witness)): WitnessEvent[] {
  const event = { witness, operation, digest: operation === 'delete' ? null : digest };
  const attempted: WitnessEvent = { ...event, event: 'attempted', at: second(from) };
  return to === undefined ? [attempted] : [attempted, { ...event, event: 'acknowledged', at: second(to) }];
}
const write = (witness: number, from: number, to: number | undefined = from + 1, digest?: string) => act('write', witness, from, to, digest);
const remove = (witness: number, from: number, to: number | undefined = from + 1) => act('delete', witness, from, to);
const unanswered = (events: readonly WitnessEvent[]) => events.filter(({ event }) => event === 'attempted');
const found = (...witnesses: number[]) => new Map(witnesses.map((witness) => [witness, content(witness)]));

/** Witnesses 1 to 10 at seconds 10, 20, … 100, each acknowledged a second later; the fault comes in seconds 105 to 106. */
const ten = Array.from({ length: 10 }, (_, index) => write(index + 1, (index + 1) * 10)).flat();
const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const fault = { notBefore: second(105), notAfter: second(106) };
const loss = (report: ReturnType<typeof compareWitnesses>) =>
  report.recoveryPointLoss && [report.recoveryPointLoss.notBefore.seconds, report.recoveryPointLoss.notAfter?.seconds];

test('when everything is there, at most what came after the newest witness can be lost', () => {
  const report = compareWitnesses(ten, found(...all), fault);
  assert.deepEqual([report.acknowledged, report.present, report.lost.count], [10, 10, 0]);
  assert.deepEqual(report.newestComplete, { witness: 10, at: second(101) });
  assert.deepEqual(loss(report), [0, 6]);
});

test('a tail that is gone is loss: from the first that is missing back to the newest that is whole', () => {
  const report = compareWitnesses(ten, found(1, 2, 3, 4, 5, 6, 7), fault);
  assert.deepEqual(report.lost, { count: 3, first: 8, last: 10, spanSeconds: 20, ranges: [[8, 10]] });
  assert.deepEqual(report.newestComplete, { witness: 7, at: second(71) });
  assert.deepEqual(loss(report), [105 - 81, 106 - 70]);
});

test('a hole counts from the hole on: what came after it does not make it whole', () => {
  const report = compareWitnesses(ten, found(1, 2, 3, 5, 6, 7, 9, 10), fault);
  assert.deepEqual(report.lost.ranges, [[4, 4], [8, 8]]);
  assert.equal(report.newestComplete?.witness, 3);
  assert.deepEqual(loss(report), [105 - 41, 106 - 30]);
});

test('when none of them is there, no bound on the loss is known from above', () => {
  const report = compareWitnesses(ten, found(), fault);
  assert.equal(report.newestComplete, null);
  assert.deepEqual(loss(report), [105 - 11, undefined]);
});

test('without a witness acknowledged before the fault nothing is known', () => {
  for (const events of [[], write(1, 200), unanswered(write(1, 10))]) {
    const report = compareWitnesses(events, found(), fault);
    assert.equal(report.recoveryPointLoss, undefined);
    assert.equal(report.acknowledged, 0);
  }
});

test('a write that was never acknowledged may be there or not', () => {
  const events = [...ten, ...unanswered(write(11, 104))];
  for (const there of [found(...all), found(...all, 11)]) {
    const report = compareWitnesses(events, there, fault);
    assert.deepEqual([report.acknowledged, report.lost.count, report.damaged], [10, 0, []]);
    assert.equal(report.newestComplete?.witness, 10);
  }
});

test('a failed write may be there all the same, for only its answer may have been lost', () => {
  const failed: WitnessEvent[] = [...unanswered(write(11, 103)), { witness: 11, event: 'failed', operation: 'write', at: second(104), digest: content(11) }];
  assert.deepEqual(compareWitnesses([...ten, ...failed], found(...all, 11), fault).damaged, []);
  assert.equal(compareWitnesses([...ten, ...failed], found(...all), fault).lost.count, 0);
});

test('content that nobody wrote is damage, and no loss', () => {
  const report = compareWitnesses(ten, new Map([...found(...all), [4, 'sha256:flipped']]), fault);
  assert.deepEqual([report.damaged, report.lost.count, report.present], [[4], 0, 9]);
});

test('a damaged witness is never the newest whole one', () => {
  assert.equal(compareWitnesses(ten, new Map([...found(...all), [10, 'sha256:flipped']]), fault).newestComplete?.witness, 9);
});

test('a number that nobody ever wrote is damage', () => {
  assert.deepEqual(compareWitnesses(ten, found(...all, 99), fault).damaged, [99]);
});

test('a deleted witness is rightly absent, and its absence proves nothing', () => {
  const report = compareWitnesses([...ten, ...remove(10, 102)], found(1, 2, 3, 4, 5, 6, 7, 8, 9), fault);
  assert.deepEqual([report.lost.count, report.resurrected, report.acknowledged, report.present], [0, [], 10, 10]);
  assert.equal(report.newestComplete?.witness, 9);
});

test('a deleted witness that is back is resurrected, and the deletion is what was lost', () => {
  const report = compareWitnesses([...ten, ...remove(2, 95)], found(...all), fault);
  assert.deepEqual([report.resurrected, report.lost.count, report.damaged], [[2], 0, []]);
  assert.equal(report.newestComplete?.witness, 9);
  assert.deepEqual(loss(report), [105 - 96, 106 - 90]);
});

test('a deletion that is newer than all that came back was lost, as the writes beside it were', () => {
  const report = compareWitnesses([...ten, ...remove(2, 101)], found(1, 2, 3, 4, 5, 6, 7, 8), fault);
  assert.deepEqual([report.resurrected, report.lost.ranges], [[], [[2, 2], [9, 10]]]);
  assert.equal(report.newestComplete?.witness, 8);
});

test('a witness that is absent because its deletion may have happened proves nothing', () => {
  const report = compareWitnesses([...ten, ...unanswered(remove(10, 102))], found(1, 2, 3, 4, 5, 6, 7, 8, 9), fault);
  assert.deepEqual([report.lost.count, report.newestComplete?.witness], [0, 9]);
});

test('a deletion that was never acknowledged may have happened or not', () => {
  const events = [...ten, ...unanswered(remove(2, 95))];
  for (const there of [found(...all), found(...all.filter((one) => one !== 2))]) {
    const report = compareWitnesses(events, there, fault);
    assert.deepEqual([report.resurrected, report.lost.count], [[], 0]);
  }
});

test('a witness found as an earlier version of itself lost its newest one', () => {
  const events = [...ten, ...write(3, 95, 96, 'sha256:3, second version')];
  const report = compareWitnesses(events, found(...all), fault);
  assert.deepEqual([report.lost.ranges, report.damaged], [[[3, 3]], []]);
  assert.equal(report.newestComplete?.witness, 9);
});

test('written on the damaged system and gone with it is reported apart, and is no part of the RPO', () => {
  const events = [...ten, ...write(11, 110), ...write(12, 120), ...write(13, 210)];
  const report = compareWitnesses(events, found(...all, 13), fault, second(200));
  assert.deepEqual([report.lost.count, report.lostAfterFault.ranges, report.lostAfterSwitch.count], [0, [[11, 12]], 0]);
  assert.deepEqual(loss(report), [0, 6]);
});

test('written on the damaged system and kept is fine too', () => {
  const report = compareWitnesses([...ten, ...write(11, 110)], found(...all, 11), fault, second(200));
  assert.deepEqual([report.lostAfterFault.count, report.damaged], [0, []]);
});

test('what the recovered system acknowledged must be in it', () => {
  const events = [...ten, ...write(11, 210), ...write(12, 220)];
  const report = compareWitnesses(events, found(...all, 12), fault, second(200));
  assert.deepEqual([report.lostAfterSwitch.ranges, report.lost.count, report.acknowledged], [[[11, 11]], 0, 10]);
});

test('a write that was under way at the switch may have gone to either system, so it binds nobody', () => {
  const report = compareWitnesses([...ten, ...write(11, 195, 205)], found(...all), fault, second(200));
  assert.deepEqual([report.lostAfterFault.count, report.lostAfterSwitch.count], [1, 0]);
});

test('a deletion on the damaged system binds nobody: a restore to before it may bring the witness back', () => {
  const events = [...ten, ...remove(2, 120)];
  assert.deepEqual(compareWitnesses(events, found(...all), fault, second(200)).resurrected, []);
  assert.equal(compareWitnesses(events, found(...all.filter((one) => one !== 2)), fault, second(200)).lost.count, 0);
});

test('a deletion that the recovered system acknowledged must hold', () => {
  const events = [...ten, ...remove(2, 210)];
  const report = compareWitnesses(events, found(...all), fault, second(200));
  assert.deepEqual([report.lostAfterSwitch.ranges, report.resurrected], [[[2, 2]], []]);
  assert.equal(compareWitnesses(events, found(...all.filter((one) => one !== 2)), fault, second(200)).lostAfterSwitch.count, 0);
});

test('a write that was under way when the fault came counts as before it', () => {
  const report = compareWitnesses([...ten, ...write(11, 104, 106)], found(...all), fault);
  assert.deepEqual(report.lost.ranges, [[11, 11]]);
  assert.equal(report.newestComplete?.witness, 10);
});

test('wherever a database is cut off, the true loss lies within what its witnesses show', () => {
  const gaps = fc.array(fc.record({ pause: fc.integer({ min: 1, max: 60 }), commit: fc.integer({ min: 0, max: 10 }), answer: fc.integer({ min: 0, max: 10 }) }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(gaps, fc.nat(2_000), fc.nat(30), fc.double({ min: 0, max: 1, noNaN: true }), (writes, cut, width, where) => {
      let now = 0;
      const timed = writes.map(({ pause, commit, answer }, index) => {
        const attempted = now + pause;
        now = attempted + commit + answer;
        return { witness: index + 1, attempted, committed: attempted + commit, acknowledged: now };
      });
      const from = now + 1;
      const trueFault = from + width * where;
      const point = Math.min(cut, trueFault);
      const kept = timed.filter(({ committed }) => committed <= point).map(({ witness }) => witness);
      const events = timed.flatMap(({ witness, attempted, acknowledged }) => write(witness, attempted, acknowledged));
      const report = compareWitnesses(events, found(...kept), { notBefore: second(from), notAfter: second(from + width) });
      const [least, most] = loss(report) ?? [];
      assert.ok((least ?? Infinity) <= trueFault - point + 1e-6, 'below');
      assert.ok(trueFault - point <= (most ?? Infinity) + 1e-6 || kept.length === 0, 'above');
      assert.equal(report.lost.count, writes.length - kept.length);
    }),
  );
});
