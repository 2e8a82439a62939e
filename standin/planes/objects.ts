/** Where the bytes of S3 objects lie, few of them under their SHA-256, each content kept for as long as something counts on it. */
import { existsSync, mkdirSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Batches } from './batches';
import { sha256Of } from './digest';
import { Packs } from './packs';
import { readAhead } from './read-ahead';

/** Some bytes that are stored: what they are called, and how many they are. */
export interface Content {
  /** The SHA-256 of few bytes, in hex. Many are numbered: to hash them once more would take a fifth of the time that storing them takes. */
  readonly name: string;
  readonly size: number;
}

/** Up to here a content shares a file with others, and is written and read in one synchronous go, which costs less than handing it to another thread and back. */
const small = 64 * 1024;
const packBytes = 32 * 1024 ** 2;
/** Where contents lie that share files, and files that are numbered. */
const packed = 'packs';
const numbered = 'large';

export class ObjectStore {
  readonly #directory: string;
  /** How many times each content is counted on. */
  readonly #counts = new Map<string, number>();
  readonly #folders = new Set<string>();
  readonly #packs: Packs;
  /** The last number that was given to a file; undefined until there is need of one. */
  #numbers: number | undefined;

  constructor(directory: string) {
    this.#directory = directory;
    this.#packs = new Packs(`${directory}/${packed}`, { content: small, pack: packBytes });
  }

  /** How many contents are counted on. */
  get contents(): number {
    return this.#counts.size;
  }

  /** Stores bytes that are at hand. What it answers is counted once; `release` it when it is not needed. */
  put(bytes: Uint8Array): Content {
    const content = { name: sha256Of(bytes), size: bytes.length };
    // What a sudden end leaves half written nothing counts on, and is written over.
    if (this.#counts.has(content.name)) return this.retain(content);
    if (isPacked(content)) this.#packs.add(content.name, bytes);
    else writeFileSync(this.#path(content), bytes);
    return this.retain(content);
  }

  /**
   * Stores a body as it comes, and has `seen` see all of it, stretch by stretch; a stretch is at hand until what `seen` answers
   * has come true. What it answers is counted once. When the body breaks off, its error is thrown on and nothing is kept.
   */
  async receive(body: AsyncIterable<Uint8Array>, seen: (bytes: Uint8Array) => Promise<void>): Promise<Content> {
    const pieces = body[Symbol.asyncIterator]();
    const head: Uint8Array[] = [];
    for (let size = 0; size <= small; ) {
      const next = await pieces.next();
      if (next.done) {
        const bytes = head.length === 1 && head[0] ? head[0] : Buffer.concat(head);
        await seen(bytes);
        return this.put(bytes);
      }
      head.push(next.value);
      size += next.value.length;
    }
    return this.#receiveLarge(head, { [Symbol.asyncIterator]: () => pieces }, seen);
  }

  /** Counts once more on what is stored. */
  retain(content: Content): Content {
    this.#counts.set(content.name, (this.#counts.get(content.name) ?? 0) + 1);
    return content;
  }

  /** Counts once less; what nothing counts on any more is removed. */
  release(content: Content): void {
    const count = (this.#counts.get(content.name) ?? 0) - 1;
    if (count > 0) this.#counts.set(content.name, count);
    else if (!this.#counts.delete(content.name)) return;
    else if (isPacked(content)) this.#packs.remove(content.name);
    else unlinkSync(this.#path(content));
  }

  /** Removes what lies in the directory and nothing counts on: what a sudden end left behind. */
  removeUncounted(): void {
    this.#packs.removeAllBut((name) => this.#counts.has(name));
    for (const folder of existsSync(this.#directory) ? readdirSync(this.#directory) : []) {
      if (folder === packed) continue;
      for (const name of readdirSync(`${this.#directory}/${folder}`)) {
        if (!this.#counts.has(folder + name)) unlinkSync(`${this.#directory}/${folder}/${name}`);
      }
    }
  }

  /** Bytes `from` up to, not including, `to` of contents laid end to end; all at once when they are few. */
  read(contents: readonly Content[], from: number, to: number): Uint8Array | Readable {
    const pieces = piecesOf(contents, from, to);
    if (to - from <= small && pieces.every(({ content }) => isPacked(content))) {
      const [first, ...more] = pieces.map(({ content, start, end }) => this.#packs.read(content.name, start, end));
      return more.length || !first ? Buffer.concat([first ?? Buffer.alloc(0), ...more]) : first;
    }
    pieces.forEach(({ content }) => this.retain(content));
    const stretches = pieces.map(({ content, start, end }) => (isPacked(content) ? () => this.#packs.read(content.name, start, end) : { path: this.#path(content), start, end }));
    const stream = Readable.from(readAhead(stretches), { objectMode: false });
    return stream.once('close', () => pieces.forEach(({ content }) => this.release(content)));
  }

  /** Lets go of the files that it holds open. */
  close(): void {
    this.#packs.close();
  }

  async #receiveLarge(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>, seen: (bytes: Uint8Array) => Promise<void>): Promise<Content> {
    const name = this.#nextName();
    const path = this.#path({ name });
    const file = await open(path, 'wx');
    const batches = new Batches(async (batch) => void (await Promise.all([file.writeFile(batch), seen(batch)])));
    let size = 0;
    try {
      for (const piece of head) await batches.add(piece);
      for await (const piece of rest) {
        await batches.add(piece);
        size += piece.length;
      }
      await batches.end();
    } catch (error) {
      await batches.settle();
      rmSync(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return this.retain({ name, size: head.reduce((sum, piece) => sum + piece.length, size) });
  }

  /** Goes on behind what is there: a number is not given to other bytes for as long as anything may mean the first ones by it. */
  #nextName(): string {
    this.#numbers ??= readdirSync(this.#folder(numbered)).reduce((most, name) => Math.max(most, Number(name)), 0);
    return `${numbered}${(this.#numbers += 1)}`;
  }

  #path({ name }: Pick<Content, 'name'>): string {
    const folder = name.startsWith(numbered) ? numbered : name.slice(0, 2);
    return `${this.#folder(folder)}/${name.slice(folder.length)}`;
  }

  #folder(name: string): string {
    const path = `${this.#directory}/${name}`;
    if (!this.#folders.has(name)) {
      mkdirSync(path, { recursive: true });
      this.#folders.add(name);
    }
    return path;
  }
}

/** What is so small was all at hand, so no file that is numbered is. */
function isPacked({ size }: Content): boolean {
  return size <= small;
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
