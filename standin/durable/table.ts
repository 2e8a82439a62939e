/** A table of plain rows by key, each on record before it is known. */
import type { Journal } from './journal';

export class Table<Row> {
  readonly #rows: Map<string, Row>;

  /** Takes back the rows that the journal remembers. `name` is `<service>.<what>`, and no other table's. */
  constructor(
    private readonly journal: Journal,
    private readonly name: string,
  ) {
    this.#rows = new Map(journal.take<Row>(name));
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#rows.keys();
  }

  /** Oldest first, unless a row was deleted and put again. */
  values(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** Puts a row in the place of the one that was there. Rows are replaced, never changed. */
  put(key: string, row: Row): Row {
    this.journal.put(this.name, key, row);
    this.#rows.set(key, row);
    return row;
  }

  delete(key: string): void {
    this.journal.delete(this.name, key);
    this.#rows.delete(key);
  }
}
