/** The xxHash family, computed by one compiled instance of each that all computations share. */
import { createXXHash128, createXXHash3, createXXHash64 } from 'hash-wasm';
import type { Summing } from './algorithms';

const makers = { XXHASH64: createXXHash64, XXHASH3: createXXHash3, XXHASH128: createXXHash128 };

type Hasher = Awaited<ReturnType<typeof createXXHash64>>;

const compiled = new Map<string, Promise<Hasher>>();

/** With the seed 0, which is the one that S3 uses. */
export async function startXxHash(algorithm: keyof typeof makers): Promise<Summing> {
  let hasher = compiled.get(algorithm);
  if (!hasher) compiled.set(algorithm, (hasher = makers[algorithm]()));
  return new XxHash(await hasher);
}

/**
 * An instance holds WebAssembly memory that is given back late, so computations take turns on one:
 * each keeps its own state, some hundred bytes, while another's is loaded.
 */
class XxHash implements Summing {
  #state: Uint8Array;

  constructor(private readonly hasher: Hasher) {
    this.#state = hasher.init().save();
  }

  update(chunk: Uint8Array): void {
    this.#state = this.hasher.load(this.#state).update(chunk).save();
  }

  digest(): Uint8Array {
    return this.hasher.load(this.#state).digest('binary');
  }
}
