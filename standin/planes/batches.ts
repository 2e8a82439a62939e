/** Gathers the pieces of a body into large batches, each of which is emptied while the next is filled. */

const size = 1024 * 1024;

export class Batches {
  #filling = Buffer.allocUnsafeSlow(size);
  #other = Buffer.allocUnsafeSlow(size);
  #filled = 0;
  #emptied: Promise<void> = Promise.resolve();

  /** `empty` is called with one batch at a time, which is at hand until it is done. */
  constructor(private readonly empty: (batch: Uint8Array) => Promise<void>) {}

  /** Copies a piece. Throws what emptying an earlier batch threw. */
  async add(piece: Uint8Array): Promise<void> {
    for (let from = 0; from < piece.length; ) {
      const taken = piece.subarray(from, from + size - this.#filled);
      this.#filling.set(taken, this.#filled);
      this.#filled += taken.length;
      from += taken.length;
      if (this.#filled === size) await this.#turn();
    }
  }

  /** Answers once all that was added has been emptied. Throws what emptying threw. */
  async end(): Promise<void> {
    if (this.#filled > 0) await this.#turn();
    await this.#emptied;
  }

  /** Answers once nothing is being emptied any more, whatever came of it. */
  async settle(): Promise<void> {
    await this.#emptied.catch(() => undefined);
  }

  async #turn(): Promise<void> {
    await this.#emptied;
    const full = this.#filling.subarray(0, this.#filled);
    [this.#filling, this.#other] = [this.#other, this.#filling];
    this.#filled = 0;
    this.#emptied = this.empty(full);
    // It is thrown at the next turn or at the end; until then nobody waits for it.
    this.#emptied.catch(() => undefined);
  }
}
