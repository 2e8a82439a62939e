/** The checksum algorithms that S3 takes, each with how it is computed piece by piece. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { startCompiledSum } from './compiled-sum';

export const algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5', 'XXHASH64', 'XXHASH3', 'XXHASH128'] as const;
export type Algorithm = (typeof algorithms)[number];

/** What S3 computes when the client names no algorithm. */
export const defaultAlgorithm: Algorithm = 'CRC64NVME';

/** The length of a digest in bytes. */
export const digestBytes: Record<Algorithm, number> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
  XXHASH64: 8,
  XXHASH3: 8,
  XXHASH128: 16,
};

const headers = new Map<string, Algorithm>(algorithms.map((algorithm) => [`x-amz-checksum-${algorithm.toLowerCase()}`, algorithm]));

export function isAlgorithm(name: string): name is Algorithm {
  return (algorithms as readonly string[]).includes(name);
}

/** The header that carries a checksum of an algorithm. */
export function headerOf(algorithm: Algorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The algorithm whose checksum a header carries; undefined for any other header. */
export function algorithmOfHeader(name: string): Algorithm | undefined {
  return headers.get(name);
}

/** A computation under way. */
export interface Summing {
  update(chunk: Uint8Array): void;
  /** The digest as S3 shows it, that is with its most significant byte first. */
  digest(): Uint8Array;
}

/** Some have to be compiled before their first use; the others begin at once. */
export function startSum(algorithm: Algorithm): Summing | Promise<Summing> {
  switch (algorithm) {
    case 'CRC32':
      return new ZlibCrc32();
    case 'CRC32C':
    case 'CRC64NVME':
    case 'XXHASH64':
    case 'XXHASH3':
    case 'XXHASH128':
      return startCompiledSum(algorithm);
    default:
      return createHash(algorithm.toLowerCase());
  }
}

class ZlibCrc32 implements Summing {
  #value = 0;

  update(chunk: Uint8Array): void {
    this.#value = crc32(chunk, this.#value);
  }

  digest(): Uint8Array {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return bytes;
  }
}
