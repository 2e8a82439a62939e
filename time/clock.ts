/** What every part of Muster knows about time: one clock, real or virtual, handed to it from outside. */
import type { Duration } from './duration';
import type { Instant } from './instant';

/**
 * The kinds of asynchronous I/O a drill does. A virtual clock gives each a modelled duration;
 * on the wall clock they take what they take.
 */
export type EffectKind = 'api' | 'sql' | 'file' | 'http';

export interface Clock {
  now(): Instant;

  /** Resolves once `duration` has passed. Rejects with `signal.reason` when the signal fires first. */
  sleep(duration: Duration, signal?: AbortSignal): Promise<void>;

  /**
   * Does one piece of asynchronous I/O and answers with its result.
   *
   * On a virtual clock effects run one at a time, in the order of their instants, and nothing
   * else happens while one runs; code that awaits I/O outside an effect makes a rehearsal
   * depend on the machine. Effects do not nest.
   */
  effect<T>(kind: EffectKind, work: () => Promise<T>): Promise<T>;

  /**
   * Lets time pass until `main` has settled, and answers with its result.
   * Outside of it a virtual clock stands still, whatever the test runner does meanwhile.
   */
  during<T>(main: () => Promise<T>): Promise<T>;
}
