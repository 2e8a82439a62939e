/** Progress goes to whoever watches the run, the wish to stop to every drill of it, and neither to another run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type DrillProgress, RunChannel } from './run-channel';

const tick: DrillProgress = { drill: 'a.3', event: { type: 'tick', at: '2026-01-05T09:00:00.000Z' } };

/** Messages take turns of the event loop, and another thread has to start first; half a minute is for ever, also on a busy machine. */
async function until(said: () => boolean): Promise<void> {
  for (let looks = 0; looks < 3_000 && !said(); looks++) await delay(10);
}

function opened(...folders: string[]): { channels: RunChannel[]; heard: string[][]; close: () => void } {
  const channels = folders.map((folder) => new RunChannel(folder));
  const heard = channels.map((channel) => {
    const all: string[] = [];
    channel.onProgress(({ drill, event }) => void all.push(`${drill} ${event.type}`));
    channel.onStop((reason) => void all.push(`stop: ${reason}`));
    return all;
  });
  return { channels, heard, close: () => channels.forEach((channel) => channel.close()) };
}

test('whoever opened the channel of the run hears both, and nobody of another run does', async () => {
  const { channels, heard, close } = opened('out/run-1', 'out/run-1', 'out/run-2');
  channels[0]?.report(tick);
  channels[0]?.stop('Ctrl-C');
  await until(() => heard[1]?.length === 2);
  assert.deepEqual(heard, [[], ['a.3 tick', 'stop: Ctrl-C'], []]);
  close();
});

test('a drill in another thread is heard', async () => {
  const { heard, close } = opened('out/threads');
  // As a worker of Cucumber's would, by the same name of the channel.
  const report = `new (require('node:worker_threads').BroadcastChannel)('muster out/threads').postMessage(${JSON.stringify({ progress: tick })})`;
  const worker = new Worker(report, { eval: true });
  await until(() => heard[0]?.length === 1);
  await worker.terminate();
  assert.deepEqual(heard, [['a.3 tick']]);
  close();
});

test('what is closed hears nothing any more', async () => {
  const { channels, heard, close } = opened('out/closed', 'out/closed', 'out/closed');
  channels[1]?.close();
  channels[0]?.report(tick);
  await until(() => heard[2]?.length === 1);
  assert.deepEqual(heard, [[], [], ['a.3 tick']]);
  close();
});

test('a drill that opens the channel after the wish to stop hears it when it begins', async () => {
  const { channels: [run], close } = opened('out/late');
  run?.stop('Ctrl-C');
  const { channels: [drill], heard, close: closeDrill } = opened('out/late');
  drill?.report({ drill: 'a.3', event: { type: 'begun', scenario: 's', feature: 'f', component: null, rtoSeconds: null, at: '2026-01-05T00:00:00.000Z' } });
  await until(() => heard[0]?.includes('stop: Ctrl-C') ?? false);
  assert.deepEqual(heard, [['stop: Ctrl-C']]);
  close();
  closeDrill();
});
