/** The algorithms that Node.js has not got, each computed by one compiled instance that all computations share. */
import { createCRC32, createCRC64, createXXHash128, createXXHash3, createXXHash64 } from 'hash-wasm';
import type { Summing } from './algorithms';

/** The CRCs by their polynomials with the bits reversed; xxHash with the seed 0, which is the one that S3 uses. */
const makers = {
  CRC32C: () => createCRC32(0x82f63b78),
  CRC64NVME: () => createCRC64('9a6c9329ac4bc9b5'),
  XXHASH64: createXXHash64,
  XXHASH3: createXXHash3,
  XXHASH128: createXXHash128,
};

type Hasher = Awaited<ReturnType<typeof createXXHash64>>;

const compiled = new Map<string, Hasher>();

/** Begins at once, but for the first time. */
export function startCompiledSum(algorithm: keyof typeof makers): Summing | Promise<Summing> {
  const hasher = compiled.get(algorithm);
  return hasher ? new CompiledSum(hasher) : compile(algorithm);
}

async function compile(algorithm: keyof typeof makers): Promise<Summing> {
  const hasher = await makers[algorithm]();
  compiled.set(algorithm, hasher);
  return new CompiledSum(hasher);
}

/**
 * An instance holds WebAssembly memory that is given back late, so computations take turns on one:
 * each keeps its own state, some hundred bytes at most, while another's is loaded.
 */
class CompiledSum implements Summing {
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
