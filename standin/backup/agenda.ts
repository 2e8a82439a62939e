/** What is to be looked at when: any number of things at one instant cost the clock one event. */
import type { Instant } from '../../time/instant';
import type { World } from '../world';

/** Keeps nothing on record: who leaves a key here arms it again after a restart. */
export class Agenda {
  readonly #due = new Map<number, string[]>();

  constructor(
    private readonly world: World,
    /** Done for each key, one after the other; it has to see for itself whether there is still something to do. */
    private readonly perform: (key: string) => void | Promise<void>,
  ) {}

  /** An instant that has passed means now. */
  leave(at: Instant, key: string): void {
    const now = this.world.clock.now();
    const when = at.isBefore(now) ? now : at;
    const keys = this.#due.get(when.epochMilliseconds);
    if (keys) {
      keys.push(key);
      return;
    }
    const fresh = [key];
    this.#due.set(when.epochMilliseconds, fresh);
    this.world.clock.schedule(when, async () => {
      // What is left for this very instant from now on has an event of its own.
      this.#due.delete(when.epochMilliseconds);
      for (const due of fresh) {
        const doing = this.perform(due);
        if (doing) await doing;
      }
    });
  }
}
