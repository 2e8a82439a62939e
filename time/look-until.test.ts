/** What is looked for is found at the first look that sees it, or missed at its deadline. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration } from './duration';
import { Instant } from './instant';
import { lookUntil } from './look-until';
import { VirtualClock } from './virtual-clock';

const start = Instant.parse('2026-01-05T09:00:00Z');

/** Looks every ten seconds for half a minute, for what is there from an instant on; answers with the seconds of the looks, and what came of them. */
async function looks(from: number): Promise<[number[], string]> {
  const clock = new VirtualClock({ start, effectDuration: () => Duration.zero });
  const at: number[] = [];
  const watch = { every: Duration.seconds(10), deadline: start.plus(Duration.seconds(25)), late: () => new Error('too late') };
  const seen = await clock.during(() =>
    lookUntil(clock, watch, () => {
      const now = clock.now().since(start).seconds;
      at.push(now);
      return Promise.resolve(now >= from ? 'there' : undefined);
    }).catch((error: Error) => error.message),
  );
  return [at, seen];
}

test('it looks at once, and goes on until it sees something', async () => {
  assert.deepEqual(await looks(0), [[0], 'there']);
  assert.deepEqual(await looks(15), [[0, 10, 20], 'there']);
});

test('the first look after the deadline is the last, and still counts', async () => {
  assert.deepEqual(await looks(30), [[0, 10, 20, 30], 'there']);
  assert.deepEqual(await looks(31), [[0, 10, 20, 30], 'too late']);
});
