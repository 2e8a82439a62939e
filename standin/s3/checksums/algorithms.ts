/** The checksum algorithms that S3 takes, each with how it is computed piece by piece. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';

export const algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type Algorithm = (typeof algorithms)[number];

/** What S3 computes when the client names no algorithm. */
export const defaultAlgorithm: Algorithm = 'CRC64NVME';

/** The length of a digest in bytes. */
export const digestBytes: Record<Algorithm, number> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };

export function isAlgorithm(name: string): name is Algorithm {
  return (algorithms as readonly string[]).includes(name);
}

/** The header that carries a checksum of an algorithm. */
export function headerOf(algorithm: Algorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** A computation under way. */
export interface Summing {
  update(chunk: Uint8Array): void;
  digest(): Uint8Array | Promise<Uint8Array>;
}

export function startSum(algorithm: Algorithm): Summing {
  switch (algorithm) {
    case 'CRC32':
      return new ZlibCrc32();
    case 'CRC32C':
      return new Crc32c();
    case 'CRC64NVME':
      return new Crc64Nvme();
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
