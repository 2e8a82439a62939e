/** Random choices that are the same again for the same seed and number. */
import { createHash } from 'node:crypto';

export class Dice {
  #state: number;

  constructor(seed: string, number: number) {
    this.#state = createHash('sha256').update(`${seed} ${number}`).digest().readUInt32LE(0);
  }

  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number {
    // Mulberry32: small, and good enough to choose by.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  /** Whether something happens that happens once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('there is nothing to pick from');
    return chosen;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}
