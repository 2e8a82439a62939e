/** The real clock: it sleeps, wakes at once when told to, and does effects as they come. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { Duration } from './duration';
import { WallClock } from './wall-clock';

const clock = new WallClock();

test('a sleep ends by itself', async () => {
  const before = clock.monotonicMilliseconds();
  await clock.sleep(Duration.milliseconds(5));
  assert.ok(clock.monotonicMilliseconds() > before);
});

test('a sleep of a day ends at once when it is aborted, with the reason that was given', async () => {
  const stop = new AbortController();
  const slept = clock.sleep(Duration.days(1), stop.signal);
  const reason = new Error('enough');
  stop.abort(reason);
  await assert.rejects(slept, (error) => error === reason);
  assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
});

test('a sleep that is aborted beforehand does not begin', async () => {
  const reason = new Error('never mind');
  await assert.rejects(clock.sleep(Duration.days(1), AbortSignal.abort(reason)), (error) => error === reason);
});

test('effects run side by side, and during lets through what comes and what fails', async () => {
  let open = (): void => undefined;
  const first = clock.effect('file', () => new Promise<void>((resolve) => (open = resolve)));
  await clock.effect('file', async () => open());
  await first;
  assert.equal(await clock.during(async () => 7), 7);
  await assert.rejects(clock.during(async () => Promise.reject(new Error('no'))), /no/);
});

test('its instants are of this century', () => {
  assert.match(clock.now().toString(), /^20\d\d-/);
});
