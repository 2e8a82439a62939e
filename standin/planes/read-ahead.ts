/** Reads stretches of files one behind the other, each piece while the one before it is being sent. */
import { type FileHandle, open } from 'node:fs/promises';

/** Bytes `start` up to, not including, `end` of a file, or what is read in one go. */
export type Stretch = FileStretch | (() => Uint8Array);

interface FileStretch {
  path: string;
  start: number;
  end: number;
}

const size = 256 * 1024;

/** The bytes of all stretches. Throws where a file is not there or ends too early. */
export async function* readAhead(stretches: readonly Stretch[]): AsyncGenerator<Uint8Array> {
  for (const stretch of stretches) {
    if (typeof stretch === 'function') {
      yield stretch();
      continue;
    }
    const { path, start, end } = stretch;
    const file = await open(path);
    let ahead = read(file, start, end);
    try {
      for (let at = start; at < end; ) {
        const piece = await ahead;
        at += piece.length;
        if (at < end) ahead = read(file, at, end);
        // It is thrown when its turn comes; who stops before that does not hear of it.
        ahead.catch(() => undefined);
        yield piece;
      }
    } finally {
      await ahead.catch(() => undefined);
      await file.close();
    }
  }
}

async function read(file: FileHandle, from: number, end: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(Math.min(size, end - from)), { position: from });
  if (bytesRead === 0) throw new Error(`a stored file ends ${end - from} bytes too early`);
  return buffer.subarray(0, bytesRead);
}
