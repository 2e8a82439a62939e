/** Lets the stand-in's clock run by itself, so many times as fast as the wall. */
import { Duration } from '../../time/duration';
import type { WallClock } from '../../time/wall-clock';
import type { ClockDriver } from './clock-driver';

/** How often the clock is moved along: an event is late by this much of the wall's time at most. */
const tick = Duration.milliseconds(10);

export interface Pacing {
  /** Answers once the clock stands still. */
  stop(): Promise<void>;
}

export function pace(driver: ClockDriver, wall: WallClock, speed: number, onFault: (error: unknown, operation: string) => void): Pacing {
  const stopping = new AbortController();
  const running = run(driver, wall, speed, { signal: stopping.signal, onFault });
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function run(
  driver: ClockDriver,
  wall: WallClock,
  speed: number,
  { signal, onFault }: { signal: AbortSignal; onFault: (error: unknown, operation: string) => void },
): Promise<void> {
  let last = wall.monotonicMilliseconds();
  while (!signal.aborted) {
    // Stopping is what ends the sleep early; it is no failure.
    await wall.sleep(tick, signal).catch(() => undefined);
    const now = wall.monotonicMilliseconds();
    const passed = Math.floor((now - last) * speed);
    // What is left of a millisecond counts at the next tick.
    last += passed / speed;
    await driver.advance(Duration.milliseconds(passed)).catch((error: unknown) => onFault(error, 'an event of the clock'));
  }
}
