/** Looking again and again: how close together what was not yet and what was first seen are, and when it is enough. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Aborted, TimedOut } from '../measure/endings';
import type { Seen } from '../measure/seen';
import { Duration } from '../time/duration';
import { type DrillUnderTest, drillUnderTest } from './drill-under-test';
import { type Poll, pollUntilGood } from './poll';

const minute = Duration.minutes(1);

/** Looks that see these one after the other, each taking `takes`; the interval comes in seconds from the beginning. */
async function polled(ground: DrillUnderTest, goods: readonly (boolean | null)[], more: Partial<Poll> = {}, takes = Duration.zero) {
  const { clock } = ground.drill;
  const start = clock.now();
  const looks: number[] = [];
  const look = async (): Promise<Seen> => {
    looks.push(clock.now().since(start).seconds);
    await clock.sleep(takes);
    const good = goods.length < looks.length ? false : (goods[looks.length - 1] ?? null);
    return { good, saw: String(good) };
  };
  const poll: Poll = { subject: 'health of orders', look, every: minute, within: Duration.minutes(10), ...more };
  const result = await ground.during(() => pollUntilGood(ground.drill, poll)).then(
    ({ notBefore, notAfter }) => [notBefore, notAfter].map((instant) => instant.since(start).seconds),
    (error: unknown) => error,
  );
  return { looks, result, ended: clock.now().since(start).seconds };
}

test('the moment lies between the last look that did not see it and the first that did', async () => {
  await using ground = await drillUnderTest();
  assert.deepEqual((await polled(ground, [false, false, true])).result, [60, 120]);
});

test('what took long to see came no earlier than the last look was asked, and no later than the answer', async () => {
  await using ground = await drillUnderTest();
  assert.deepEqual((await polled(ground, [false, true], {}, Duration.seconds(10))).result, [0, 80]);
});

test('what is good at once came between the beginning, or what is known of before, and the first look', async () => {
  await using ground = await drillUnderTest();
  assert.deepEqual((await polled(ground, [true], {}, Duration.seconds(2))).result, [0, 2]);
  const notBefore = ground.drill.clock.now().minus(Duration.seconds(30));
  assert.deepEqual((await polled(ground, [true], { notBefore })).result, [-30, 0]);
});

test('several in a row are wanted in one run, and the interval is that of its first', async () => {
  await using ground = await drillUnderTest();
  const { looks, result } = await polled(ground, [true, true, false, true, true, true], { times: 3 });
  assert.deepEqual(result, [120, 180]);
  assert.equal(looks.length, 6);
});

test('a look that could see nothing breaks a run, and says nothing about when it came', async () => {
  await using ground = await drillUnderTest();
  assert.deepEqual((await polled(ground, [false, null, null, true])).result, [0, 180]);
  assert.deepEqual((await polled(ground, [false, true, null, true, true], { times: 2 })).result, [0, 180]);
});

test('every look is on record with what it saw, and moves the display on', async () => {
  await using ground = await drillUnderTest();
  await polled(ground, [null, false, true], { provesData: true });
  const looks = ground.entries('look').map(({ subject, good, saw, provesData }) => ({ subject, good, saw, provesData }));
  assert.deepEqual(looks, [null, false, true].map((good) => ({ subject: 'health of orders', good, saw: String(good), provesData: true })));
  assert.equal(ground.progress.filter(({ type }) => type === 'tick').length, 3);
});

test('what has not come by the deadline has timed out, with a last look at the deadline itself', async () => {
  await using ground = await drillUnderTest();
  const { looks, result, ended } = await polled(ground, [], { within: Duration.seconds(150) });
  assert.ok(result instanceof TimedOut);
  assert.equal(result.message, 'health of orders: not as awaited within 2 min 30 s; the last look saw: false.');
  assert.deepEqual([looks, ended], [[0, 60, 120, 150], 150]);
});

test('what comes in the last moment has come', async () => {
  await using ground = await drillUnderTest();
  assert.deepEqual((await polled(ground, [false, false, false, true], { within: Duration.seconds(150) })).result, [120, 150]);
});

test('a run that is stopped gives the wait up at once', async () => {
  await using ground = await drillUnderTest();
  const reason = new Aborted('Ctrl-C');
  const { clock } = ground.drill;
  void clock.sleep(Duration.seconds(90)).then(() => ground.stop(reason));
  const { result, ended } = await polled(ground, []);
  assert.deepEqual([result, ended], [reason, 90]);
});
