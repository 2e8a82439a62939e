/** Keeps RDS on record: whatever of its rows changed since the last time is written, all of it in one line. */
import type { Journal } from '../../durable/journal';
import { superuserPassword } from '../../planes/postgres/superuser';
import type { Place } from '../room';
import { type Rows, rowsOf } from './rows';

const tables = ['rds.places', 'rds.instances', 'rds.snapshots', 'rds.backups', 'rds.courses', 'rds.arrived'] as const;

export class Records {
  /** As they are on record, by table and key, for comparison alone: in a form that is made fast, not the one in which they are written. */
  readonly #written = new Map<string, Map<string, string>>(tables.map((table) => [table, new Map()]));
  #password: string | undefined;
  /** What there was when this was made. */
  readonly found: Rows;

  constructor(
    private readonly journal: Journal,
    private readonly places: () => Iterable<Place>,
  ) {
    this.#password = journal.take<string>('rds.superuser').get('password');
    this.found = {
      'rds.places': this.#take('rds.places'),
      'rds.instances': this.#take('rds.instances'),
      'rds.snapshots': this.#take('rds.snapshots'),
      'rds.backups': this.#take('rds.backups'),
      'rds.courses': this.#take('rds.courses'),
      'rds.arrived': this.#take('rds.arrived'),
    };
  }

  /** The superuser's in all servers and backups of this world, which are the ones of the process that made the first of them. */
  password(): string | undefined {
    const { journal } = this;
    if (!journal.keeps) return undefined;
    this.#password ??= superuserPassword;
    journal.put('rds.superuser', 'password', this.#password);
    return this.#password;
  }

  save(): void {
    const { journal } = this;
    if (!journal.keeps) return;
    const rows = rowsOf(this.places());
    journal.together(() => {
      for (const table of tables) this.#saveTable(table, rows[table]);
    });
  }

  #take<Row>(table: string): Map<string, Row> {
    const rows = new Map(this.journal.take<Row>(table));
    for (const [key, row] of rows) this.#written.get(table)?.set(key, JSON.stringify(row));
    return rows;
  }

  #saveTable(table: string, rows: ReadonlyMap<string, unknown>): void {
    const written = this.#written.get(table) ?? new Map<string, string>();
    for (const [key, row] of rows) {
      const text = JSON.stringify(row);
      if (written.get(key) === text) continue;
      this.journal.put(table, key, row);
      written.set(key, text);
    }
    for (const key of [...written.keys()].filter((one) => !rows.has(one))) {
      this.journal.delete(table, key);
      written.delete(key);
    }
  }
}
