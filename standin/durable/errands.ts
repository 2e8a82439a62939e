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

  constructor(
    private readonly world: World,
    private readonly table: string,
    private readonly perform: (task: Task) => void | Promise<void>,
  ) {
    for (const [key, errand] of world.journal.take<Errand<Task>>(table)) {
      this.#count = Math.max(this.#count, Number(key));
      this.#schedule(key, errand);
    }
  }

  leave(at: Instant, task: Task): void {
    const key = String((this.#count += 1));
    this.world.journal.put(this.table, key, { at, task } satisfies Errand<Task>);
    this.#schedule(key, { at, task });
  }

  #schedule(key: string, { at, task }: Errand<Task>): void {
    this.world.clock.schedule(at, async () => {
      await this.perform(task);
      this.world.journal.delete(this.table, key);
    });
  }
}
