/** What is written on a device: it is read where there may be something, since a file's holes cannot be asked for. */
import { type FileHandle, statfs } from 'node:fs/promises';
import { blockSize, bytesInUse, isZero } from './block';

/** Takes a block that was read; its bytes are at hand until it returns. */
export type Look = (index: number, block: Uint8Array) => void;

const stretch = 8 * blockSize;
/** What Linux calls tmpfs: https://man7.org/linux/man-pages/man2/statfs.2.html */
const tmpfs = 0x01021994;

/**
 * Looks at the blocks of `known`, and then at every other one that is not all zeros. On tmpfs it stops once it has seen
 * as many bytes as the file has pages for: what is left are holes. Elsewhere files may be compressed, and all of it is read.
 */
export async function scan(file: FileHandle, path: string, known: Iterable<number>, look: Look): Promise<void> {
  const { size, blocks } = await file.stat();
  const most = (await statfs(path)).type === tmpfs ? blocks * 512 : Number.POSITIVE_INFINITY;
  const buffer = Buffer.allocUnsafeSlow(stretch);
  const seen = new Set<number>();
  let used = 0;
  for (const index of known) {
    const { bytesRead } = await file.read(buffer, 0, blockSize, index * blockSize);
    const block = buffer.subarray(0, bytesRead);
    used += bytesInUse(block);
    seen.add(index);
    look(index, block);
  }
  for (let from = 0; from < size && used < most; from += stretch) {
    const { bytesRead } = await file.read(buffer, 0, stretch, from);
    for (let at = 0; at < bytesRead; at += blockSize) {
      const block = buffer.subarray(at, Math.min(at + blockSize, bytesRead));
      const index = (from + at) / blockSize;
      if (seen.has(index) || isZero(block)) continue;
      used += bytesInUse(block);
      look(index, block);
    }
  }
}
