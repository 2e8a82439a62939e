/** Where small contents lie: laid end to end in a few large files, for a file of its own each would cost most of the time that storing it takes. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, unlinkSync, writeSync } from 'node:fs';

/** In front of each content stand its name, 32 bytes, and its size, 4 bytes: what a new start finds it by. */
const nameBytes = 32;
const head = nameBytes + 4;

interface Pack {
  number: number;
  file: number;
  /** Where the next content goes. */
  end: number;
  /** How many of the bytes belong to contents that are kept, with what stands in front of them. */
  live: number;
}

/** Where a content's bytes begin. */
interface Place {
  pack: Pack;
  offset: number;
  size: number;
}

export interface PackLimits {
  /** Bytes of the largest content that is packed. */
  content: number;
  /** Bytes that a pack may come to. */
  pack: number;
}

/** Contents by name, the SHA-256 of their bytes in hex; whether any is still needed is for others to count. */
export class Packs {
  readonly #places = new Map<string, Place>();
  readonly #scratch: Buffer;
  #current: Pack | undefined;
  #numbers = 0;

  /** Takes back what lies in the directory, if it is there. */
  constructor(
    private readonly directory: string,
    private readonly limits: PackLimits,
  ) {
    this.#scratch = Buffer.allocUnsafe(head + limits.content);
    const numbers = existsSync(directory) ? readdirSync(directory).map(Number) : [];
    const packs = numbers.sort((a, b) => a - b).map((number) => this.#takeBack(number));
    for (const pack of packs) if (pack.live === 0) this.#discard(pack);
  }

  /** Writes a content, also where one of its name is there: what a sudden end left of it may be less than all. */
  add(name: string, bytes: Uint8Array): void {
    this.remove(name);
    this.#write(name, bytes);
  }

  /** Bytes `start` up to, not including, `end` of a content. Throws Error where they are not there. */
  read(name: string, start: number, end: number): Buffer {
    const place = this.#places.get(name);
    const bytes = Buffer.allocUnsafe(end - start);
    if (place && readSync(place.pack.file, bytes, 0, bytes.length, place.offset + start) === bytes.length) return bytes;
    throw new Error(`${end - start} stored bytes of ${name} are not there`);
  }

  /** Forgets a content, if it is there. Its room is given back once half of its pack is such room. */
  remove(name: string): void {
    const place = this.#places.get(name);
    if (!place) return;
    this.#places.delete(name);
    const { pack } = place;
    pack.live -= head + place.size;
    if (pack.live === 0) this.#discard(pack);
    else if (pack !== this.#current && pack.live < pack.end / 2) this.#empty(pack);
  }

  removeAllBut(isKept: (name: string) => boolean): void {
    for (const name of [...this.#places.keys()]) if (!isKept(name)) this.remove(name);
  }

  /** Lets go of the files; what lies in them stays. */
  close(): void {
    for (const { file } of this.#packs()) closeSync(file);
    this.#places.clear();
    this.#current = undefined;
  }

  #write(name: string, bytes: Uint8Array): void {
    const pack = this.#roomFor(head + bytes.length);
    this.#scratch.write(name, 'hex');
    this.#scratch.writeUInt32BE(bytes.length, nameBytes);
    this.#scratch.set(bytes, head);
    writeSync(pack.file, this.#scratch, 0, head + bytes.length, pack.end);
    this.#places.set(name, { pack, offset: pack.end + head, size: bytes.length });
    pack.end += head + bytes.length;
    pack.live += head + bytes.length;
  }

  #roomFor(bytes: number): Pack {
    if (this.#current && this.#current.end + bytes <= this.limits.pack) return this.#current;
    mkdirSync(this.directory, { recursive: true });
    const number = (this.#numbers += 1);
    return (this.#current = { number, file: openSync(this.#path(number), 'wx+'), end: 0, live: 0 });
  }

  /** Moves what is kept of a pack to the current one. */
  #empty(pack: Pack): void {
    for (const { name, offset, size } of contentsOf(readFileSync(pack.file).subarray(0, pack.end))) {
      const place = this.#places.get(name);
      if (place?.pack === pack && place.offset === offset) this.#write(name, this.read(name, 0, size));
    }
    this.#discard(pack);
  }

  #discard(pack: Pack): void {
    if (this.#current === pack) this.#current = undefined;
    closeSync(pack.file);
    unlinkSync(this.#path(pack.number));
  }

  /** Of contents that were moved when the end came, the later ones count. */
  #takeBack(number: number): Pack {
    const pack: Pack = { number, file: openSync(this.#path(number), 'r+'), end: 0, live: 0 };
    for (const { name, offset, size } of contentsOf(readFileSync(pack.file))) {
      const earlier = this.#places.get(name);
      if (earlier) earlier.pack.live -= head + earlier.size;
      this.#places.set(name, { pack, offset, size });
      pack.live += head + size;
      pack.end = offset + size;
    }
    this.#numbers = number;
    return (this.#current = pack);
  }

  #packs(): Set<Pack> {
    return new Set(Array.from(this.#places.values(), ({ pack }) => pack));
  }

  #path(number: number): string {
    return `${this.directory}/${number}`;
  }
}

/** What a pack holds, up to where a sudden end broke it off. */
function* contentsOf(bytes: Buffer): Generator<{ name: string; offset: number; size: number }> {
  for (let at = 0; at + head <= bytes.length; ) {
    const size = bytes.readUInt32BE(at + nameBytes);
    if (at + head + size > bytes.length) return;
    yield { name: bytes.toString('hex', at, at + nameBytes), offset: at + head, size };
    at += head + size;
  }
}
