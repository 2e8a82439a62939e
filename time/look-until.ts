/** Looking again and again until there is something to see, on a clock and with a deadline. */
import type { Clock } from './clock';
import type { Duration } from './duration';
import type { Instant } from './instant';

export interface Watch {
  every: Duration;
  /** The last look is the first one at this instant or after it. */
  deadline: Instant;
  /** Gives the wait up. */
  signal?: AbortSignal;
  /** What is thrown when the deadline has passed and nothing was seen. */
  late: () => Error;
}

/** Answers with the first thing that `look` sees; undefined is nothing. */
export async function lookUntil<T>(clock: Clock, { every, deadline, signal, late }: Watch, look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (!clock.now().isBefore(deadline)) throw late();
    await clock.sleep(every, signal);
  }
}
