/** The CRC of two stretches of bytes laid end to end, from the CRC of each. */
import type { PartChecksum } from './checksum';

interface Polynomial {
  /** In bits. */
  width: bigint;
  /** With its bits reversed, as the algorithm uses it. */
  reversed: bigint;
}

const polynomials: Record<string, Polynomial> = {
  CRC32: { width: 32n, reversed: 0xedb88320n },
  CRC32C: { width: 32n, reversed: 0x82f63b78n },
  CRC64NVME: { width: 64n, reversed: 0x9a6c9329ac4bc9b5n },
};

/** True for the algorithms whose value for a whole follows from the values for its parts. */
export function canCombine(algorithm: string): boolean {
  return Object.hasOwn(polynomials, algorithm);
}

/** The digest of the whole, in base64. Parts are in order, sizes in bytes. Throws RangeError for an algorithm that cannot. */
export function combine(algorithm: string, parts: readonly { checksum: PartChecksum; size: number }[]): string {
  const polynomial = polynomials[algorithm];
  if (!polynomial) throw new RangeError(`${algorithm} of a whole cannot be told from ${algorithm} of its parts`);
  // A CRC is linear: appending n bytes multiplies what came before by x to the 8n, and adds.
  const crc = parts.reduce((sum, { checksum, size }) => multiply(power(8 * size, polynomial), sum, polynomial) ^ numberOf(checksum.value), 0n);
  return Buffer.from(crc.toString(16).padStart(Number(polynomial.width / 4n), '0'), 'hex').toString('base64');
}

function numberOf(base64: string): bigint {
  return BigInt(`0x${Buffer.from(base64, 'base64').toString('hex')}`);
}

/** Polynomials over GF(2), modulo the algorithm's; the highest bit is the coefficient of x to the 0. */
function multiply(a: bigint, b: bigint, { width, reversed }: Polynomial): bigint {
  let [product, shifted] = [0n, b];
  for (let bit = 1n << (width - 1n); bit; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ reversed : shifted >> 1n;
  }
  return product;
}

/** x to the `exponent`. */
function power(exponent: number, polynomial: Polynomial): bigint {
  let result = 1n << (polynomial.width - 1n);
  let square = result >> 1n;
  for (let left = BigInt(exponent); left; left >>= 1n) {
    if (left & 1n) result = multiply(result, square, polynomial);
    square = multiply(square, square, polynomial);
  }
  return result;
}
