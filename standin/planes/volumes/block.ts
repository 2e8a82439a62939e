/** The blocks that volumes and snapshots are made of. */

/** In bytes; that of EBS's own: https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-elements.html */
export const blockSize = 512 * 1024;

/** What a file system writes at least. */
const page = 4096;
const zeros = Buffer.alloc(blockSize);

export function isZero(block: Uint8Array): boolean {
  return zeros.compare(block, 0, block.length, 0, block.length) === 0;
}

/** How many bytes of it lie in pages that are not zero. */
export function bytesInUse(block: Uint8Array): number {
  let used = 0;
  for (let from = 0; from < block.length; from += page) if (!isZero(block.subarray(from, from + page))) used += page;
  return used;
}

/** The block without the zero pages at its end. */
export function withoutTail(block: Uint8Array): Uint8Array {
  let end = block.length;
  while (end > 0 && isZero(block.subarray(Math.max(end - page, 0), end))) end = Math.max(end - page, 0);
  return block.subarray(0, end);
}
