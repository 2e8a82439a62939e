/** A discrete-event clock: time moves only by jumping to the next due event, and only when nothing is working. */
import { setImmediate as settled } from 'node:timers/promises';
import type { Clock, EffectKind } from './clock';
import type { Duration } from './duration';
import { EventQueue, type Scheduled } from './event-queue';
import type { Instant } from './instant';

export interface VirtualClockOptions {
  /** The instant the clock stands at when it is made. */
  start: Instant;
  /** How long an effect of each kind is modelled to take. */
  effectDuration: (kind: EffectKind) => Duration;
  /** Told of every jump before it happens, so that a clock elsewhere can be moved along. */
  beforeJump?: (to: Instant, from: Instant) => Promise<void>;
}

export class VirtualClock implements Clock {
  readonly #queue = new EventQueue();
  readonly #options: VirtualClockOptions;
  #now: Instant;
  #driven = false;

  constructor(options: VirtualClockOptions) {
    this.#options = options;
    this.#now = options.start;
  }

  now(): Instant {
    return this.#now;
  }

  /** When the next event is due, if any is. */
  nextDue(): Instant | undefined {
    return this.#queue.peek()?.at;
  }

  /** Runs `work` at `at` (now, if that has passed). Nothing else happens on this clock while it runs. */
  schedule(at: Instant, work: () => Promise<void> | void): Scheduled {
    return this.#queue.add(at.isBefore(this.#now) ? this.#now : at, work);
  }

  sleep(duration: Duration, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const giveUp = (): void => {
        wake.cancel();
        reject(signal?.reason as Error);
      };
      const wake = this.schedule(this.#now.plus(duration), () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      });
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  effect<T>(kind: EffectKind, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.schedule(this.#now, async () => {
        const deliver = await outcomeOf(work);
        this.schedule(this.#now.plus(this.#options.effectDuration(kind)), () => deliver(resolve, reject));
      });
    });
  }

  during<T>(main: () => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      let finished = false;
      const result = main().finally(() => (finished = true));
      result.catch(() => undefined);
      await this.#pump(() => !finished);
      return result;
    });
  }

  /** Moves on by `duration`, doing everything that falls due on the way. */
  advance(duration: Duration): Promise<void> {
    return this.#alone(async () => {
      const until = this.#now.plus(duration);
      await this.#pump(() => {
        const due = this.nextDue();
        return due !== undefined && !due.isAfter(until);
      });
      await this.#jump(until);
    });
  }

  /** Lets one driver at a time begin; whoever comes while it drives does nothing at all. */
  async #alone<T>(drive: () => Promise<T>): Promise<T> {
    if (this.#driven) throw new Error('the virtual clock is already being driven; time has one driver');
    this.#driven = true;
    try {
      return await drive();
    } finally {
      this.#driven = false;
    }
  }

  async #pump(goOn: () => boolean): Promise<void> {
    // One turn of the event loop drains every promise continuation of what ran before it.
    await settled();
    while (goOn()) {
      const event = this.#queue.take();
      if (!event) throw new Error('the virtual clock has nothing left to do, and somebody still waits: an await on I/O outside an effect?');
      await this.#jump(event.at);
      await event.work();
      await settled();
    }
  }

  async #jump(to: Instant): Promise<void> {
    if (!to.isAfter(this.#now)) return;
    await this.#options.beforeJump?.(to, this.#now);
    this.#now = to;
  }
}

type Delivery<T> = (resolve: (value: T) => void, reject: (reason: unknown) => void) => void;

async function outcomeOf<T>(work: () => Promise<T>): Promise<Delivery<T>> {
  try {
    const value = await work();
    return (resolve) => resolve(value);
  } catch (error) {
    return (_resolve, reject) => reject(error);
  }
}
