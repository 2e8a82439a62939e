/** The real clock, for live drills: durations from a monotonic source, instants from the wall. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, EffectKind } from './clock';
import type { Duration } from './duration';
import { Instant } from './instant';

export class WallClock implements Clock {
  now(): Instant {
    return Instant.ofEpochMilliseconds(Date.now());
  }

  /** Milliseconds of the monotonic source; only differences of it mean anything. */
  monotonicMilliseconds(): number {
    return performance.now();
  }

  async sleep(duration: Duration, signal?: AbortSignal): Promise<void> {
    try {
      await delay(duration.milliseconds, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  effect<T>(_kind: EffectKind, work: () => Promise<T>): Promise<T> {
    return work();
  }

  during<T>(main: () => Promise<T>): Promise<T> {
    return main();
  }
}
