/** What a world must not forget, one line for each change, written before the change is acknowledged. */
import { closeSync, fstatSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';
import type { Instant } from '../../time/instant';
import { type Change, lineOf, readJournal, type Rows } from './journal-file';

/**
 * Rows by table and key. A line that reached the file is kept by the operating system also when this process is killed at once;
 * a line that was cut short was never acknowledged, and is dropped when the file is opened again. A loss of power may take
 * what the system had not yet written to the disk: syncing at each request would cost more than a stand-in is worth.
 */
export class Journal {
  #file: number | undefined;
  readonly #rows: Rows;
  /** What is to go into one line together. */
  #gathered: Change[] | undefined;

  private constructor(
    private readonly now: () => Instant,
    file: number | undefined,
    rows: Rows,
    /** The last instant that was on record when the journal was opened; undefined in one that is new. */
    readonly latest: Instant | undefined,
  ) {
    this.#file = file;
    this.#rows = rows;
  }

  /** One that keeps nothing: its world goes with its process. */
  static none(): Journal {
    return new Journal(neverAsked, undefined, new Map(), undefined);
  }

  /**
   * Opens the journal in `path`, or begins one. What is there is first written anew in as few lines as it takes.
   * Throws UnusableState, naming the line, where the file was damaged anywhere but at its end.
   */
  static open(path: string, now: () => Instant): Journal {
    const { rows, latest } = readJournal(path);
    const fresh = `${path}.new`;
    const file = openSync(fresh, 'w', 0o600);
    for (const [table, entries] of rows) {
      for (const [key, value] of entries) if (latest) writeSync(file, lineOf([{ at: latest, table, key, value }]));
    }
    renameSync(fresh, path);
    return new Journal(now, file, rows, latest);
  }

  /** Whether anything is kept; what costs effort to describe need not be described when not. */
  get keeps(): boolean {
    return this.#file !== undefined;
  }

  /** Hands over the rows that a table had when the journal was opened. A table is taken once, by the room that owns it. */
  take<Row>(table: string): ReadonlyMap<string, Row> {
    const rows = this.#rows.get(table);
    this.#rows.delete(table);
    // A table is read by the room that wrote it, and its rows came out as they went in.
    return (rows ?? new Map()) as ReadonlyMap<string, Row>;
  }

  put(table: string, key: string, value: unknown): void {
    if (this.keeps) this.#write({ at: this.now(), table, key, value });
  }

  delete(table: string, key: string): void {
    if (this.keeps) this.#write({ at: this.now(), table, key });
  }

  /** Puts on record what time it is. */
  tick(): void {
    this.put('clock', 'now', true);
  }

  /** Whatever `work` puts on record gets there whole or not at all. It must not wait for anything. */
  together<T>(work: () => T): T {
    if (!this.keeps || this.#gathered) return work();
    const gathered: Change[] = [];
    this.#gathered = gathered;
    try {
      return work();
    } finally {
      this.#gathered = undefined;
      if (gathered.length) this.#append(gathered);
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #write(change: Change): void {
    if (this.#gathered) this.#gathered.push(change);
    else this.#append([change]);
  }

  #append(changes: readonly Change[]): void {
    if (this.#file === undefined) return;
    const line = Buffer.from(lineOf(changes), 'utf8');
    const written = writeSync(this.#file, line);
    if (written === line.length) return;
    // A disk that is full took a part of the line; the next one must not be glued to it.
    ftruncateSync(this.#file, fstatSync(this.#file).size - written);
    throw new Error('the journal of the state could not be written: the disk is full');
  }
}

function neverAsked(): never {
  throw new Error('a journal that keeps nothing was asked for the time');
}
