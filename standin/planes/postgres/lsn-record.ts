/** Which position of a server's log belonged to which instant: what turns a time to restore to into a place to stop at. */
import type { Instant } from '../../../time/instant';

export class LsnRecord {
  /** Both grow together, in order. */
  readonly #instants: number[] = [];
  readonly #positions: number[] = [];

  /** Notes where the log stood at the end of an instant. Instants come in order; a second note of one instant replaces the first. */
  note(at: Instant, lsn: number): void {
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
    for (let index = this.#positions.length - 1; index >= 0 && (this.#positions[index] ?? 0) > lsn; index--) this.#positions[index] = lsn;
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
