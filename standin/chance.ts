/** Random draws from streams keyed by what they decide, so that no draw depends on which came before it. */
import { hash } from 'node:crypto';

export class Chance {
  constructor(private readonly seed: string) {}

  /** 32 bytes that depend on the seed and the key alone. */
  bytes(...key: (string | number)[]): Buffer {
    return hash('sha256', JSON.stringify([this.seed, ...key]), 'buffer');
  }

  /** A number in [0, 1). */
  fraction(...key: (string | number)[]): number {
    return this.bytes(...key).readUIntBE(0, 6) / 2 ** 48;
  }

  /** `length` (at most 32) characters of `alphabet`. */
  letters(alphabet: string, length: number, ...key: (string | number)[]): string {
    return Array.from(this.bytes(...key).subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
  }

  /** A version 4 UUID. */
  uuid(...key: (string | number)[]): string {
    const hex = this.bytes(...key).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
