/** Where the bytes of S3 objects lie: files named after what is in them, each kept for as long as something counts on it. */
import { createHash, hash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** Some bytes that are stored: their SHA-256 in hex, and how many they are. */
export interface Content {
  readonly digest: string;
  readonly size: number;
}

/** Up to here a file is written and read in one synchronous go, which costs less than handing it to another thread and back. */
const small = 64 * 1024;
/** How much of a large body is gathered before it is written. */
const batch = 1024 * 1024;

export class ObjectStore {
  readonly #directory: string;
  /** How many times each content is counted on. */
  readonly #counts = new Map<string, number>();
  readonly #folders = new Set<string>();
  #received = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Stores bytes that are at hand. What it answers is counted once; `release` it when it is not needed. */
  put(bytes: Uint8Array): Content {
    const content = { digest: hash('sha256', bytes, 'hex'), size: bytes.length };
    if (this.#counts.has(content.digest)) return this.retain(content);
    const incoming = this.#incoming();
    writeFileSync(incoming, bytes);
    return this.#adopt(incoming, content);
  }

  /**
   * Stores a body as it comes, telling `seen` of each chunk. What it answers is counted once.
   * When the body breaks off, its error is thrown on and nothing is kept.
   */
  async receive(body: AsyncIterable<Uint8Array>, seen: (chunk: Uint8Array) => void): Promise<Content> {
    const chunks = body[Symbol.asyncIterator]();
    const head: Uint8Array[] = [];
    for (let size = 0; size <= small; ) {
      const next = await chunks.next();
      if (next.done) return this.put(head.length === 1 && head[0] ? head[0] : Buffer.concat(head));
      seen(next.value);
      head.push(next.value);
      size += next.value.length;
    }
    return this.#receiveLarge(head, { [Symbol.asyncIterator]: () => chunks }, seen);
  }

  /** Counts once more on what is stored. */
  retain(content: Content): Content {
    this.#counts.set(content.digest, (this.#counts.get(content.digest) ?? 0) + 1);
    return content;
  }

  /** Counts once less; what nothing counts on any more is removed. */
  release(content: Content): void {
    const count = (this.#counts.get(content.digest) ?? 0) - 1;
    if (count > 0) this.#counts.set(content.digest, count);
    else if (this.#counts.delete(content.digest)) unlinkSync(this.#path(content));
  }

  /** Removes what lies in the directory and nothing counts on: what a sudden end left behind. */
  removeUncounted(): void {
    for (const folder of existsSync(this.#directory) ? readdirSync(this.#directory) : []) {
      for (const name of readdirSync(join(this.#directory, folder))) {
        if (folder === 'incoming' || !this.#counts.has(folder + name)) unlinkSync(join(this.#directory, folder, name));
      }
    }
  }

  /** Bytes `from` up to, not including, `to` of contents laid end to end; all at once when they are few. */
  read(contents: readonly Content[], from: number, to: number): Uint8Array | Readable {
    const pieces = piecesOf(contents, from, to);
    if (to - from <= small && pieces.every(({ content }) => content.size <= small)) {
      const [first, ...more] = pieces.map(({ content, start, end }) => readFileSync(this.#path(content)).subarray(start, end));
      return more.length || !first ? Buffer.concat([first ?? Buffer.alloc(0), ...more]) : first;
    }
    pieces.forEach(({ content }) => this.retain(content));
    const stream = Readable.from(this.#stream(pieces), { objectMode: false });
    return stream.once('close', () => pieces.forEach(({ content }) => this.release(content)));
  }

  async *#stream(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
    for (const { content, start, end } of pieces) {
      yield* createReadStream(this.#path(content), { start, end: end - 1, highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>;
    }
  }

  async #receiveLarge(head: Uint8Array[], rest: AsyncIterable<Uint8Array>, seen: (chunk: Uint8Array) => void): Promise<Content> {
    const incoming = this.#incoming();
    const file = await open(incoming, 'w');
    const hashing = createHash('sha256');
    let [pending, size, waiting] = [[] as Uint8Array[], 0, 0];
    const take = async (chunk: Uint8Array): Promise<void> => {
      hashing.update(chunk);
      pending.push(chunk);
      size += chunk.length;
      waiting += chunk.length;
      if (waiting >= batch) await flush();
    };
    const flush = async (): Promise<void> => {
      const full = pending;
      [pending, waiting] = [[], 0];
      if (full.length) await file.writev(full);
    };
    try {
      for (const chunk of head) await take(chunk);
      for await (const chunk of rest) {
        seen(chunk);
        await take(chunk);
      }
      await flush();
      await file.close();
    } catch (error) {
      await file.close();
      rmSync(incoming, { force: true });
      throw error;
    }
    return this.#adopt(incoming, { digest: hashing.digest('hex'), size });
  }

  /** Gives a file that is written its name, unless the same bytes are there already. */
  #adopt(incoming: string, content: Content): Content {
    if (this.#counts.has(content.digest)) unlinkSync(incoming);
    else renameSync(incoming, this.#path(content));
    return this.retain(content);
  }

  #path({ digest }: Content): string {
    return join(this.#folder(digest.slice(0, 2)), digest.slice(2));
  }

  #incoming(): string {
    return join(this.#folder('incoming'), String((this.#received += 1)));
  }

  #folder(name: string): string {
    const path = join(this.#directory, name);
    if (!this.#folders.has(name)) {
      mkdirSync(path, { recursive: true });
      this.#folders.add(name);
    }
    return path;
  }
}

/** A stretch of one content: bytes `start` up to, not including, `end`. */
interface Piece {
  content: Content;
  start: number;
  end: number;
}

function piecesOf(contents: readonly Content[], from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const content of contents) {
    const [start, end] = [Math.max(from - offset, 0), Math.min(to - offset, content.size)];
    if (start < end) pieces.push({ content, start, end });
    offset += content.size;
  }
  return pieces;
}
