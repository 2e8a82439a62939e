/** Pending events, the earliest first and, at one instant, in the order they were added. */
import type { Instant } from './instant';

export interface Scheduled {
  /** Takes the event out of the queue; nothing happens when it has already run. */
  cancel(): void;
}

export interface PendingEvent {
  at: Instant;
  work: () => Promise<void> | void;
}

interface Entry extends PendingEvent {
  order: number;
  cancelled: boolean;
}

export class EventQueue {
  /** A binary heap: the parent of entry i is at (i − 1) / 2. */
  readonly #heap: Entry[] = [];
  #added = 0;

  add(at: Instant, work: PendingEvent['work']): Scheduled {
    const entry: Entry = { at, work, order: this.#added++, cancelled: false };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return { cancel: () => void (entry.cancelled = true) };
  }

  /** The next event, left where it is. */
  peek(): PendingEvent | undefined {
    while (this.#heap[0]?.cancelled) this.#removeFirst();
    return this.#heap[0];
  }

  /** The next event, taken out. */
  take(): PendingEvent | undefined {
    return this.peek() && this.#removeFirst();
  }

  #removeFirst(): Entry | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last && last !== first) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(index: number): void {
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#comesFirst(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(index: number): void {
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let first = index;
      if (this.#comesFirst(left, first)) first = left;
      if (this.#comesFirst(right, first)) first = right;
      if (first === index) return;
      this.#swap(index, first);
      index = first;
    }
  }

  #comesFirst(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (!x || !y) return false;
    const apart = x.at.compare(y.at);
    return apart < 0 || (apart === 0 && x.order < y.order);
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x && y) [this.#heap[a], this.#heap[b]] = [y, x];
  }
}
