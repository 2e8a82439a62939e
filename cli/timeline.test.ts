/** What the terminal shows of a run where nobody can see a live line. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mock, test } from 'node:test';
import { RunChannel } from '../drill/run/run-channel';
import { openTimeline } from './timeline';

test('a phase that several steps lie in is said once, and a drill that only waits is not said again', async () => {
  const folder = randomUUID();
  const [ours, drills] = [new RunChannel(folder), new RunChannel(folder)];
  const printed = mock.method(console, 'log', () => undefined);
  const timeline = openTimeline(ours, { scenarios: 1, quiet: false });
  try {
    const at = '2026-01-05T00:00:00.000Z';
    const heard = new Promise<void>((resolve) => ours.onProgress(({ event }) => event.type === 'ended' && resolve()));
    drills.report({ drill: 'd', event: { type: 'begun', scenario: 'Orders come back', feature: 'f.feature', component: 'orders', rtoSeconds: null, at } });
    for (const phase of ['detect', 'detect', 'decide'] as const) drills.report({ drill: 'd', event: { type: 'phase', phase, at } });
    drills.report({ drill: 'd', event: { type: 'tick', at } });
    drills.report({ drill: 'd', event: { type: 'ended', outcome: 'finished', verdict: 'met', reason: '', at } });
    // The channel keeps no process alive while it is waited for.
    const alive = setInterval(() => undefined, 1_000);
    await heard;
    clearInterval(alive);
    const doing = printed.mock.calls.slice(1).map((call) => String((call.arguments as unknown[])[0]).trim().split(/ {2,}/)[1]);
    assert.deepEqual(doing, ['begins', 'detect', 'decide', 'met']);
  } finally {
    printed.mock.restore();
    timeline.close();
    ours.close();
    drills.close();
  }
});
