/** Where the blocks of snapshots lie: in files named after what is in them, each kept for as long as something counts on it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { blockSize, isZero, withoutTail } from './block';

export class BlockStore {
  readonly #counts = new Map<string, number>();
  readonly #folders = new Set<string>();

  constructor(private readonly directory: string) {}

  /** Stores a whole block, and answers with its SHA-256 in hex. It is counted once; `release` it when it is not needed. */
  put(block: Uint8Array): string {
    // The array is filled again with other bytes, so that no digest of an earlier one can be taken for its own.
    const name = hash('sha256', block, 'hex');
    // What a sudden end leaves half written nothing counts on, and is written over.
    if (!this.#counts.has(name)) writeFileSync(this.#path(name), withoutTail(block));
    this.retain(name);
    return name;
  }

  retain(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Counts once less; what nothing counts on any more is removed. */
  release(name: string): void {
    const count = (this.#counts.get(name) ?? 0) - 1;
    if (count > 0) this.#counts.set(name, count);
    else if (this.#counts.delete(name)) unlinkSync(this.#path(name));
  }

  /** All of its bytes. */
  read(name: string): Buffer {
    const block = Buffer.alloc(blockSize);
    this.head(name).copy(block);
    return block;
  }

  /** Its bytes but for zeros at its end. */
  head(name: string): Buffer {
    return readFileSync(this.#path(name));
  }

  /** Whether that is what is in a block: to compare costs a fraction of what a digest does. */
  holds(name: string, block: Uint8Array): boolean {
    const head = this.head(name);
    return head.compare(block, 0, head.length) === 0 && isZero(block.subarray(head.length));
  }

  /** How many different blocks there are. */
  get size(): number {
    return this.#counts.size;
  }

  /** Removes what lies there and nothing counts on: what a sudden end left behind. */
  removeUncounted(): void {
    for (const folder of existsSync(this.directory) ? readdirSync(this.directory) : []) {
      for (const rest of readdirSync(`${this.directory}/${folder}`)) if (!this.#counts.has(folder + rest)) unlinkSync(`${this.directory}/${folder}/${rest}`);
    }
  }

  #path(name: string): string {
    const folder = `${this.directory}/${name.slice(0, 2)}`;
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#folders.add(folder);
    }
    return `${folder}/${name.slice(2)}`;
  }
}
