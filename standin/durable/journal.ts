/** What a world must not forget, one line for each change, written before the change is acknowledged. */
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Instant } from '../../time/instant';
import { decode, encode } from './encoding';

/** A row was set to a value, or is gone where there is none. */
interface Change {
  at: Instant;
  table: string;
  key: string;
  value?: unknown;
}

/**
 * Rows by table and key. A line that reached the file is kept by the operating system also when this process is killed at once;
 * a line that was cut short was never acknowledged, and is dropped when the file is opened again. A loss of power may take
 * what the system had not yet written to the disk: syncing at each request would cost more than a stand-in is worth.
 */
export class Journal {
  #file: number | undefined;
  readonly #rows: Map<string, Map<string, unknown>>;
  #latest: Instant | undefined;

  private constructor(
    private readonly now: () => Instant,
    file: number | undefined,
    rows: Map<string, Map<string, unknown>>,
    latest: Instant | undefined,
  ) {
    this.#file = file;
    this.#rows = rows;
    this.#latest = latest;
  }

  /** One that keeps nothing: its world goes with its process. */
  static none(): Journal {
    return new Journal(() => neverAsked(), undefined, new Map(), undefined);
  }

  /**
   * Opens the journal in `path`, or begins one. What is there is first written anew in as few lines as it takes.
   * Throws an Error that names the line where the file was damaged anywhere but at its end.
   */
  static open(path: string, now: () => Instant): Journal {
    const { rows, latest } = readJournal(path);
    const fresh = `${path}.new`;
    const file = openSync(fresh, 'w', 0o600);
    for (const [table, entries] of rows) {
      for (const [key, value] of entries) writeSync(file, lineOf({ at: latest ?? now(), table, key, value }));
    }
    renameSync(fresh, path);
    return new Journal(now, file, rows, latest);
  }

  /** Whether anything is kept; what costs effort to describe need not be when not. */
  get keeps(): boolean {
    return this.#file !== undefined;
  }

  /** The last instant that is on record; undefined in a journal that is new. */
  get latest(): Instant | undefined {
    return this.#latest;
  }

  /** Hands over the rows that a table had when the journal was opened. A table is taken once, by the room that owns it. */
  take<Row>(table: string): ReadonlyMap<string, Row> {
    const rows = this.#rows.get(table);
    this.#rows.delete(table);
    // A table is read by the room that wrote it, and `value` came out as it went in.
    return (rows ?? new Map()) as ReadonlyMap<string, Row>;
  }

  put(table: string, key: string, value: unknown): void {
    this.#write({ at: this.now(), table, key, value });
  }

  delete(table: string, key: string): void {
    this.#write({ at: this.now(), table, key });
  }

  /** Puts on record what time it is. */
  tick(): void {
    this.put('clock', 'now', true);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #write(change: Change): void {
    if (this.#file === undefined) return;
    const line = Buffer.from(lineOf(change), 'utf8');
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

/** The sum comes first, so that a line that was cut short anywhere does not match it. */
function lineOf(change: Change): string {
  const text = encode(change);
  return `${sumOf(text)} ${text}\n`;
}

function sumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

function readJournal(path: string): { rows: Map<string, Map<string, unknown>>; latest: Instant | undefined } {
  const rows = new Map<string, Map<string, unknown>>();
  const lines = contentOf(path).split('\n');
  let latest: Instant | undefined;
  for (const [index, line] of lines.entries()) {
    const text = line.slice(9);
    if (line.slice(0, 9) !== `${sumOf(text)} `) {
      // Nobody was told of what the last line says when it is not whole.
      if (index >= lines.length - 1) break;
      throw new Error(`${path}, line ${index + 1}: the line is damaged, so what followed cannot be trusted. Restore the file from a copy, or begin with an empty folder.`);
    }
    const change = decode(text) as Change;
    latest = change.at;
    const table = rows.get(change.table) ?? new Map<string, unknown>();
    rows.set(change.table, table);
    if ('value' in change) table.set(change.key, change.value);
    else table.delete(change.key);
  }
  return { rows, latest };
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
