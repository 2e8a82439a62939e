/** Rows that have an id for good and a name in an account, on record. */
import type { Journal } from '../../durable/journal';
import { Table } from '../../durable/table';
import type { Named } from './records';

export class NamedRows<Row extends Named> {
  readonly #rows: Table<Row>;
  /** Ids by account and name. */
  readonly #ids = new Map<string, string>();

  constructor(journal: Journal, table: string) {
    this.#rows = new Table(journal, table);
    for (const row of this.#rows.values()) this.#ids.set(nameKey(row.accountId, row.name), row.id);
  }

  byId(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  find(accountId: string, name: string): Row | undefined {
    const id = this.#ids.get(nameKey(accountId, name));
    return id === undefined ? undefined : this.#rows.get(id);
  }

  /** Every row of an account, by name. */
  inAccount(accountId: string): Row[] {
    const rows = [...this.#rows.values()].filter((row) => row.accountId === accountId);
    return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Adds a row, or replaces the one of its id, under another name if it has got one. */
  put(row: Row): void {
    const before = this.#rows.get(row.id);
    this.#rows.put(row.id, row);
    if (before) this.#ids.delete(nameKey(before.accountId, before.name));
    this.#ids.set(nameKey(row.accountId, row.name), row.id);
  }

  delete(row: Row): void {
    this.#rows.delete(row.id);
    this.#ids.delete(nameKey(row.accountId, row.name));
  }
}

function nameKey(accountId: string, name: string): string {
  return `${accountId}/${name.toLowerCase()}`;
}
