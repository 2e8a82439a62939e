/** A file that only grows, line by line, and that never keeps half a line. */
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refused } from '../measure/endings';

export class AppendOnlyFile {
  readonly #descriptor: number;
  #length = 0;
  #synced = true;
  #open = true;
  /** Set when half a line may be at the end and could not be taken back: whatever came after it would be unreadable. */
  #torn = false;

  /** Creates the file and the folders above it. Throws Refused when it is there already or cannot be made. */
  constructor(readonly path: string) {
    this.#descriptor = this.#trying('create', () => {
      mkdirSync(dirname(path), { recursive: true });
      const descriptor = openSync(path, 'ax', 0o644);
      syncFolder(dirname(path));
      return descriptor;
    });
  }

  /** Adds one line. Throws Refused when it could not be written whole; the file then ends where it ended before. */
  appendLine(line: string): void {
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    this.#trying('write', () => {
      if (this.#torn) throw new Error('an earlier write failed half-way');
      try {
        this.#synced = false;
        for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written);
      } catch (error) {
        this.#takeBack();
        throw error;
      }
    });
    this.#length += bytes.length;
  }

  /** Returns once everything written so far would survive a loss of power. */
  sync(): void {
    if (this.#synced) return;
    this.#trying('sync', () => fsyncSync(this.#descriptor));
    this.#synced = true;
  }

  /** Syncs and closes; a second call does nothing. */
  close(): void {
    if (!this.#open) return;
    this.sync();
    closeSync(this.#descriptor);
    this.#open = false;
  }

  #takeBack(): void {
    try {
      ftruncateSync(this.#descriptor, this.#length);
    } catch {
      this.#torn = true;
    }
  }

  #trying<T>(verb: string, act: () => T): T {
    try {
      return act();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Refused(
        `Could not ${verb} ${this.path}: ${why}. Without its record a drill may not touch anything, so it goes no further. ` +
          `Check that the folder is writable, has space left and holds no earlier drill, then run again.`,
        { cause },
      );
    }
  }
}

/** A new file is only safe once its folder's entry for it is on disk as well. Windows cannot open folders, and needs no such thing. */
function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
