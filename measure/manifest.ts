/** The digest of a set of rows or objects: the same in any order, different for any other content, and keyed so that it gives nothing away. */
import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** One value of an item: text, bytes, or nothing (SQL's NULL, a header that is not set), which differs from empty text. */
export type Part = string | Uint8Array | null;

/** Digest of one set, for instance of one table. */
export interface SetDigest {
  items: number;
  /** `hmac-sha256-sum:` and 64 hex digits. */
  digest: string;
}

/** What a component's data is, set by set. */
export type Manifest = Readonly<Record<string, SetDigest>>;

export interface ManifestDifference {
  set: string;
  /** Null where the set is not there at all. */
  expected: SetDigest | null;
  actual: SetDigest | null;
}

const modulus = 1n << 256n;

/** The key for a component's digests. It follows from the seed, so that a rehearsal repeated gives the same digests. */
export function manifestKey(seed: number, component: string): Uint8Array {
  return createHash('sha256').update(JSON.stringify(['manifest', seed, component])).digest();
}

/**
 * Adds up HMAC-SHA-256 of each item modulo 2^256, so that order does not matter, duplicates count, and items can stream by.
 * Proof against accidents and against whoever does not know the key.
 */
export class ContentDigest {
  #sum = 0n;
  #items = 0;

  /** Prepared once: to take the bytes anew for each item costs more than the digest itself. */
  readonly #key: KeyObject;

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  add(item: readonly Part[]): void {
    const hmac = createHmac('sha256', this.#key);
    // Lengths go before contents, or ("ab", "c") and ("a", "bc") would be one item.
    for (const part of item) {
      if (part === null) {
        hmac.update('-;');
        continue;
      }
      hmac.update(`${Buffer.byteLength(part)};`).update(part);
    }
    this.#sum = (this.#sum + BigInt(`0x${hmac.digest('hex')}`)) % modulus;
    this.#items += 1;
  }

  get result(): SetDigest {
    return { items: this.#items, digest: `hmac-sha256-sum:${this.#sum.toString(16).padStart(64, '0')}` };
  }
}

/** The sets that are not the same in both; none when the data is. Two empty manifests have nothing in common either: look at the population. */
export function compareManifests(expected: Manifest, actual: Manifest): ManifestDifference[] {
  const sets = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  return sets
    .map((set) => ({ set, expected: own(expected, set), actual: own(actual, set) }))
    .filter((pair) => pair.expected?.items !== pair.actual?.items || pair.expected?.digest !== pair.actual?.digest);
}

function own(manifest: Manifest, set: string): SetDigest | null {
  return Object.hasOwn(manifest, set) ? (manifest[set] ?? null) : null;
}
