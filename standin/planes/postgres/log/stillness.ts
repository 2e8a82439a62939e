/** Tells that a server holds what it held at an earlier moment, without a look at its data. */

interface Moment {
  /** How often the server had been disturbed. */
  disturbances: number;
  /** Where its log ended. */
  logEnd: number;
}

/**
 * Two things must both hold still. The log tells of every change, and of the stand-in's own bookkeeping besides;
 * disturbances tell of whoever could have changed something while that bookkeeping went on.
 */
export class Stillness {
  #disturbances = 0;
  #since: Moment | undefined;

  constructor(private readonly logEnd: () => Promise<number>) {}

  /** Notes that something may have been written. */
  disturb(): void {
    this.#disturbances += 1;
  }

  /** Has `keep` make something of all that the server holds; from its end on, this tells whether the server still holds just that. */
  async during<T>(keep: () => Promise<T>): Promise<T> {
    this.#since = undefined;
    const disturbances = this.#disturbances;
    const kept = await keep();
    this.#since = { disturbances, logEnd: await this.logEnd() };
    return kept;
  }

  /** Whether nothing was written since the beginning of the last `during`. */
  async lasts(): Promise<boolean> {
    return this.#since?.disturbances === this.#disturbances && this.#since.logEnd === (await this.logEnd());
  }

  /** Does what writes to the log and changes nothing of what the server holds. */
  async across(bookkeeping: () => Promise<void>): Promise<void> {
    const since = (await this.lasts()) ? this.#since : undefined;
    await bookkeeping();
    if (since) since.logEnd = await this.logEnd();
  }

  /** What was made before is of no use for what comes. */
  end(): void {
    this.#since = undefined;
  }
}
