/** Work that is left for a later instant, and is done then also when this process ends and another goes on. */
import type { Instant } from '../../time/instant';
import type { World } from '../world';

interface Errand<Task> {
  at: Instant;
  task: Task;
}

/** Tasks are plain data: they go on record. Each is done at least once, in the order of their instants. */
export class Errands<Task extends object> {
  #count = 0;
  readonly #waiting = new Map<string, Errand<Task>>();

  constructor(
    private readonly world: World,
    private readonly table: string,
    private readonly perform: (task: Task) => void | Promise<void>,
  ) {
    for (const [key, errand] of world.journal.take<Errand<Task>>(table)) {
      this.#count = Math.max(this.#count, Number(key) || 0);
      this.#schedule(key, errand);
    }
  }

  /** What is still to be done. */
  *tasks(): Iterable<Task> {
    for (const { task } of this.#waiting.values()) yield task;
  }

  /** A task under a key of its own takes on record the place of the one before it, so that of a chain no more than one link is there. */
  leave(at: Instant, task: Task, key = String((this.#count += 1))): void {
    this.world.journal.put(this.table, key, { at, task } satisfies Errand<Task>);
    this.#schedule(key, { at, task });
  }

  #schedule(key: string, errand: Errand<Task>): void {
    this.#waiting.set(key, errand);
    this.world.clock.schedule(errand.at, async () => {
      await this.perform(errand.task);
      if (this.#waiting.get(key) !== errand) return;
      this.#waiting.delete(key);
      this.world.journal.delete(this.table, key);
    });
  }
}
