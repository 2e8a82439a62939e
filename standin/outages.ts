/** Which regions of the world are down. */

export class Outages {
  readonly #down = new Set<string>();
  readonly #listeners: ((region: string) => void)[] = [];

  isDown(region: string): boolean {
    return this.#down.has(region);
  }

  /** Nothing in that region answers from now on; what is in it stays. */
  take(region: string): void {
    this.#down.add(region);
  }

  /** The region answers again, and what waited for it goes on. */
  bringBack(region: string): void {
    if (!this.#down.delete(region)) return;
    for (const listener of this.#listeners) listener(region);
  }

  onReturn(listener: (region: string) => void): void {
    this.#listeners.push(listener);
  }
}
