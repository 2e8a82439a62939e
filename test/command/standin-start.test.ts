/** `muster standin --start`: when a new world begins, so that a sync of files of today has nothing to do the second time. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { eventually, muster, startMuster } from './muster';

/** What the server's clock showed, in milliseconds from what the machine's did. */
async function offsetOf(t: TestContext, args: readonly string[]): Promise<number> {
  const running = startMuster(['standin', ...args]);
  t.after(() => running.child.kill('SIGKILL'));
  await eventually('the stand-in listens', () => running.printed().includes('endpoint'));
  const { endpoint } = JSON.parse(running.printed()) as { endpoint: string };
  const answer = await fetch(`${endpoint}/_standin/clock`);
  // The control path answers with an instant.
  const { now } = (await answer.json()) as { now: string };
  running.child.kill('SIGINT');
  await running.ended;
  return Date.parse(now) - Date.now();
}

const anHour = 3_600_000;

test('a clock that runs by itself shows the time, and one that does not begins where it always does', async (t) => {
  assert.ok(Math.abs(await offsetOf(t, ['--clock', 'wall'])) < anHour);
  assert.ok(Math.abs(await offsetOf(t, ['--start', 'now'])) < anHour);
  const january = Date.parse('2026-01-05T00:00:00Z');
  assert.ok(Math.abs((await offsetOf(t, [])) + Date.now() - january) < anHour);
});

test('a start that is no instant is named, with what would be one', async () => {
  const { code, stderr } = await muster(['standin', '--start', 'tomorrow']);
  assert.equal(code, 3);
  assert.match(stderr, /--start.*Give an instant in UTC, such as 2026-01-05T00:00:00Z, or now/);
  assert.doesNotMatch(stderr, /^\s+at /m);
});
