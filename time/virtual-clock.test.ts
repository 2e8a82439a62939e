/** Virtual time: it moves by jumps, one thing at a time, and the machine's speed cannot be seen in it. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import type { EffectKind } from './clock';
import { Duration } from './duration';
import { Instant } from './instant';
import { VirtualClock } from './virtual-clock';

const start = Instant.parse('2026-01-05T09:00:00Z');
const modelled: Record<EffectKind, number> = { api: 40, sql: 2, http: 20, file: 0 };
const ms = (n: number): Duration => Duration.milliseconds(n);

const newClock = (beforeJump?: (to: Instant, from: Instant) => Promise<void>): VirtualClock =>
  new VirtualClock({ start, effectDuration: (kind) => ms(modelled[kind]), beforeJump });

const passed = (clock: VirtualClock): number => clock.now().since(start).milliseconds;

/** Real work: so many turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await turn();
}

describe('sleep', () => {
  test('takes no time but on the clock', async () => {
    const clock = newClock();
    await clock.during(() => clock.sleep(Duration.days(365)));
    assert.equal(passed(clock), 365 * 86_400_000);
  });

  test('rejects at the instant it is aborted, with the reason given, and leaves nothing behind', async () => {
    const clock = newClock();
    const stop = new AbortController();
    const reason = new Error('enough');
    clock.schedule(start.plus(ms(10)), () => stop.abort(reason));
    await assert.rejects(clock.during(() => clock.sleep(Duration.hours(1), stop.signal)), (error) => error === reason);
    assert.equal(passed(clock), 10);
    assert.equal(clock.nextDue(), undefined);
  });

  test('that was aborted beforehand does not begin', async () => {
    const clock = newClock();
    const reason = new Error('never mind');
    await assert.rejects(clock.sleep(Duration.hours(1), AbortSignal.abort(reason)), (error) => error === reason);
    assert.equal(clock.nextDue(), undefined);
  });

  test('that came to its end listens to its signal no longer', async () => {
    const clock = newClock();
    const { signal } = new AbortController();
    await clock.during(() => clock.sleep(ms(5), signal));
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
});

describe('effects', () => {
  test('are delivered at their modelled instant, whether they come to something or fail', async () => {
    const clock = newClock();
    const seen = await clock.during(async () => {
      const value = await clock.effect('api', async () => turns(3).then(() => 'done'));
      const at = passed(clock);
      const failure = await clock.effect('sql', () => Promise.reject(new Error('no'))).catch((error: Error) => error.message);
      return { value, at, failure, then: passed(clock) };
    });
    assert.deepEqual(seen, { value: 'done', at: 40, failure: 'no', then: 42 });
  });

  test('run one at a time, in the order of their instants', async () => {
    const clock = newClock();
    const log: string[] = [];
    const task = async (name: string, after: number, realTurns: number): Promise<void> => {
      await clock.sleep(ms(after));
      await clock.effect('api', async () => {
        log.push(`${name} begins at ${passed(clock)}`);
        await turns(realTurns);
        log.push(`${name} ends at ${passed(clock)}`);
      });
      log.push(`${name} delivered at ${passed(clock)}`);
    };
    await clock.during(() => Promise.all([task('late', 20, 0), task('early', 10, 9), task('later', 20, 4)]));
    assert.deepEqual(log, [
      'early begins at 10', 'early ends at 10',
      'late begins at 20', 'late ends at 20', 'later begins at 20', 'later ends at 20',
      'early delivered at 50', 'late delivered at 60', 'later delivered at 60',
    ]);
  });

  test('let nothing that falls due happen while they run', async () => {
    const clock = newClock();
    const log: string[] = [];
    clock.schedule(start.plus(ms(1)), () => void log.push('event'));
    await clock.during(() => clock.effect('api', async () => {
      await turns(5);
      log.push('effect');
    }));
    assert.deepEqual(log, ['effect', 'event']);
  });
});

describe('tasks side by side', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('sleep' as const), milliseconds: fc.nat(50) }),
    fc.record({ do: fc.constantFrom('api' as const, 'sql' as const, 'file' as const), milliseconds: fc.constant(0) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  async function told(tasks: readonly (readonly Step[])[], realTurns: () => number): Promise<string[]> {
    const clock = newClock();
    const log: string[] = [];
    const note = (task: number, what: string): void => void log.push(`${passed(clock)} ${task} ${what}`);
    const perform = async (steps: readonly Step[], task: number): Promise<void> => {
      for (const one of steps) {
        if (one.do === 'sleep') await clock.sleep(ms(one.milliseconds));
        else {
          await clock.effect(one.do, async () => {
            note(task, 'acts');
            await turns(realTurns());
            note(task, 'acted');
          });
        }
        note(task, one.do);
      }
    };
    await clock.during(() => Promise.all(tasks.map(perform)));
    return log;
  }

  test('interleave the same way however long their effects really take', async () => {
    const tasks = fc.array(fc.array(step, { maxLength: 6 }), { minLength: 2, maxLength: 4 });
    const speeds = fc.infiniteStream(fc.nat(4));
    await fc.assert(
      fc.asyncProperty(tasks, speeds, async (steps, speed) => {
        assert.deepEqual(await told(steps, () => Number(speed.next().value)), await told(steps, () => 0));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the driver', () => {
  test('nothing moves while nobody drives', async () => {
    const clock = newClock();
    let woken = false;
    const slept = clock.sleep(ms(1)).then(() => (woken = true));
    await turns(5);
    assert.deepEqual([woken, passed(clock)], [false, 0]);
    await clock.during(() => slept);
    assert.deepEqual([woken, passed(clock)], [true, 1]);
  });

  test('time stands still again once what it passed for has settled', async () => {
    const clock = newClock();
    clock.schedule(start.plus(ms(100)), () => undefined);
    await clock.during(() => clock.sleep(ms(10)));
    await turns(3);
    assert.deepEqual([passed(clock), clock.nextDue()?.since(start).milliseconds], [10, 100]);
  });

  test('advance does everything that falls due on the way, what was scheduled meanwhile too, and nothing later', async () => {
    const clock = newClock();
    const log: string[] = [];
    const note = (what: string) => (): void => void log.push(`${what} at ${passed(clock)}`);
    clock.schedule(start.plus(ms(30)), note('third'));
    clock.schedule(start.plus(ms(10)), async () => {
      await turns(2);
      note('first')();
      clock.schedule(start.plus(ms(20)), note('second'));
      clock.schedule(start, note('overdue'));
    });
    clock.schedule(start.plus(ms(10)), note('with the first'));
    clock.schedule(start.plus(ms(31)), note('later'));
    await clock.advance(ms(30));
    assert.deepEqual(log, ['first at 10', 'with the first at 10', 'overdue at 10', 'second at 20', 'third at 30']);
    assert.equal(passed(clock), 30);
    await clock.advance(ms(100));
    assert.deepEqual([log.at(-1), passed(clock)], ['later at 31', 130]);
  });

  test('a cancelled event does not happen', async () => {
    const clock = newClock();
    let happened = false;
    clock.schedule(start.plus(ms(1)), () => void (happened = true)).cancel();
    await clock.advance(ms(5));
    assert.equal(happened, false);
  });

  test('a driver inside a driver is refused and does nothing, and the outer one goes on', async () => {
    const clock = newClock();
    let began = false;
    const said = await clock.during(async () => {
      const refusals = [clock.during(async () => (began = true)), clock.advance(ms(1))].map((one) => one.then(() => '', (error: Error) => error.message));
      const all = await Promise.all(refusals);
      await clock.sleep(ms(7));
      return all;
    });
    for (const message of said) assert.match(message, /already being driven/);
    assert.deepEqual([began, passed(clock)], [false, 7]);
  });

  test('a wait that nothing will ever end is an error, not a hang', async () => {
    const clock = newClock();
    await assert.rejects(clock.during(() => new Promise(() => undefined)), /nothing left to do, and somebody still waits/);
    await clock.during(() => clock.sleep(ms(1)));
  });

  test('an event that fails ends the driving with its error, and the clock can be driven again', async () => {
    const clock = newClock();
    clock.schedule(start.plus(ms(1)), () => Promise.reject(new Error('broken')));
    await assert.rejects(clock.advance(ms(5)), /broken/);
    await clock.advance(ms(5));
    assert.equal(passed(clock), 6);
  });

  test('a clock elsewhere is told of every jump, and waited for, before it happens', async () => {
    const jumps: number[][] = [];
    const clock = newClock(async (to, from) => {
      await turns(3);
      jumps.push([from, to, clock.now()].map((instant) => instant.since(start).milliseconds));
    });
    await clock.during(async () => {
      await clock.sleep(ms(10));
      await clock.effect('file', async () => undefined);
      await clock.sleep(ms(5));
    });
    assert.deepEqual(jumps, [[0, 10, 0], [10, 15, 10]]);
  });
});
