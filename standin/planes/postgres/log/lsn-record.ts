/** Which position of a server's log belonged to which instant: what turns a time to restore to into a place to stop at. */
import type { Instant } from '../../../../time/instant';

export class LsnRecord {
  /** Both grow together, in order. */
  readonly #instants: number[] = [];
  readonly #positions: number[] = [];

  /** `onNote` is told of every note, each time with all there is to know of its instant, in milliseconds of the epoch. */
  constructor(private readonly onNote?: (at: number, lsn: number) => void) {}

  /** Notes where the log stood at the end of an instant. Instants come in order; a second note of one instant replaces the first. */
  note(at: Instant, lsn: number): void {
    this.onNote?.(at.epochMilliseconds, lsn);
    const last = this.#instants.length - 1;
    if (this.#instants[last] === at.epochMilliseconds) {
      this.#positions[last] = lsn;
      return;
    }
    this.#instants.push(at.epochMilliseconds);
    this.#positions.push(lsn);
  }

  /** Notes that the log goes on from a position: what lay behind it is lost, and was never reached. */
  cutAt(lsn: number): void {
    for (let index = this.#positions.length - 1; index >= 0 && (this.#positions[index] ?? 0) > lsn; index--) {
      this.#positions[index] = lsn;
      this.onNote?.(this.#instants[index] ?? 0, lsn);
    }
  }

  /** Takes back what was noted before this was made, in order. */
  remember(at: number, lsn: number): void {
    this.#instants.push(at);
    this.#positions.push(lsn);
  }

  /** Where the log stood at an instant: the last note at or before it. Undefined before the first. */
  at(instant: Instant): number | undefined {
    let [low, high] = [0, this.#instants.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#instants[middle] ?? Infinity) <= instant.epochMilliseconds) low = middle + 1;
      else high = middle;
    }
    return this.#positions[low - 1];
  }
}
