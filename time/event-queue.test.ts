/** Events come out by their instants and, at one instant, in the order they went in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EventQueue, type Scheduled } from './event-queue';
import { Instant } from './instant';

const at = (n: number): Instant => Instant.ofEpochMilliseconds(n);

type Act = { act: 'add'; at: number } | { act: 'cancel'; which: number } | { act: 'take' };

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('add' as const), at: fc.nat(5) }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('cancel' as const), which: fc.nat(15) }) },
    { weight: 2, arbitrary: fc.constant({ act: 'take' as const }) },
  ),
  { maxLength: 60 },
);

/** What a queue gives out when it is asked for everything after `acts`; names tell the events apart. */
function emptied(queue: EventQueue, done: readonly Act[]): string[] {
  const out: string[] = [];
  const scheduled: Scheduled[] = [];
  const take = (): boolean => {
    const next = queue.peek();
    const event = queue.take();
    assert.equal(event, next, 'what is taken is what was seen');
    void event?.work();
    return event !== undefined;
  };
  for (const act of done) {
    if (act.act === 'add') {
      const name = `${act.at}#${scheduled.length}`;
      scheduled.push(queue.add(at(act.at), () => void out.push(name)));
    } else if (act.act === 'cancel') scheduled[act.which]?.cancel();
    else take();
  }
  while (take());
  return out;
}

/** The same by the simplest means: a list, looked through each time. */
function expected(done: readonly Act[]): string[] {
  const out: string[] = [];
  const all: { at: number; order: number; left: boolean }[] = [];
  const take = (): boolean => {
    const [next] = all.filter(({ left }) => left).sort((a, b) => a.at - b.at || a.order - b.order);
    if (!next) return false;
    next.left = false;
    out.push(`${next.at}#${next.order}`);
    return true;
  };
  for (const act of done) {
    if (act.act === 'add') all.push({ at: act.at, order: all.length, left: true });
    else if (act.act === 'cancel') {
      const one = all[act.which];
      if (one) one.left = false;
    } else take();
  }
  while (take());
  return out;
}

test('whatever is added, cancelled and taken, events come by instant and then by age', () => {
  fc.assert(fc.property(acts, (done) => assert.deepEqual(emptied(new EventQueue(), done), expected(done))), { numRuns: 300 });
});

test('an empty queue has nothing to see or take', () => {
  const queue = new EventQueue();
  assert.equal(queue.peek(), undefined);
  assert.equal(queue.take(), undefined);
});

test('a queue of cancelled events is empty, and cancelling twice or too late does nothing', () => {
  const queue = new EventQueue();
  const first = queue.add(at(1), () => undefined);
  const second = queue.add(at(2), () => undefined);
  first.cancel();
  first.cancel();
  assert.equal(queue.take()?.at.epochMilliseconds, 2);
  second.cancel();
  for (const one of [queue.add(at(3), () => undefined), queue.add(at(4), () => undefined)]) one.cancel();
  assert.equal(queue.peek(), undefined);
});
