/** A map whose entries are walked in the order of their keys, from any key on, without ever sorting the whole. */

interface Entry<V> {
  order: string;
  value: V;
}

/** A run is split in two when it grows beyond this. */
const longest = 512;

export class SortedMap<V> {
  readonly #byOrder = new Map<string, V>();
  /** Entries in order, in runs; no run is empty. */
  readonly #runs: Entry<V>[][] = [];

  get size(): number {
    return this.#byOrder.size;
  }

  get(order: string): V | undefined {
    return this.#byOrder.get(order);
  }

  /** Adds an entry. The order must not be in use. */
  add(order: string, value: V): void {
    this.#byOrder.set(order, value);
    const at = Math.min(this.#runFor(order), this.#runs.length - 1);
    const run = this.#runs[at];
    if (!run) return void this.#runs.push([{ order, value }]);
    run.splice(firstFrom(run, order), 0, { order, value });
    if (run.length > longest) this.#runs.splice(at + 1, 0, run.splice(longest >> 1));
  }

  delete(order: string): void {
    if (!this.#byOrder.delete(order)) return;
    const at = this.#runFor(order);
    const run = this.#runs[at];
    run?.splice(firstFrom(run, order), 1);
    if (run?.length === 0) this.#runs.splice(at, 1);
  }

  /** The first entry at or behind `order`, and from there on. The map must not change during the walk. */
  *from(order: string): Generator<[string, V]> {
    for (let at = this.#runFor(order); at < this.#runs.length; at += 1) {
      const run = this.#runs[at] ?? [];
      for (let index = firstFrom(run, order); index < run.length; index += 1) {
        const entry = run[index];
        if (entry) yield [entry.order, entry.value];
      }
    }
  }

  /** The first entry at or behind `order`. */
  first(order: string): [string, V] | undefined {
    const run = this.#runs[this.#runFor(order)];
    const entry = run?.[firstFrom(run, order)];
    return entry && [entry.order, entry.value];
  }

  /** The first run that ends at or behind `order`; behind the last when none does. */
  #runFor(order: string): number {
    return partition(this.#runs.length, (index) => (this.#runs[index]?.at(-1)?.order ?? '') < order);
  }
}

function firstFrom(run: readonly Entry<unknown>[], order: string): number {
  return partition(run.length, (index) => (run[index]?.order ?? '') < order);
}

/** How many of the first `length` indices are before the point where `isBefore` turns false. */
function partition(length: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
