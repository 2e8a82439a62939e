/** Drives the virtual clock for callers over HTTP, one advance at a time: time has one driver. */
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { VirtualClock } from '../../time/virtual-clock';

export class ClockDriver {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly clock: () => VirtualClock) {}

  /** Moves on by `duration` after whatever else moves the clock, and answers when every due event is done. */
  advance(duration: Duration): Promise<Instant> {
    return this.alone(async () => {
      const clock = this.clock();
      await clock.advance(duration);
      return clock.now();
    });
  }

  /** Does what is due at this very instant, if anything is. */
  async settle(): Promise<void> {
    const clock = this.clock();
    const due = clock.nextDue();
    if (due && !due.isAfter(clock.now())) await this.advance(Duration.zero);
  }

  /** Runs `work` while the clock stands still. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
