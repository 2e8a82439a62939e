/** Mischief: one byte of one row of the restored data differs from what was backed up. */
import { escapeIdentifier } from 'pg';
import type { Chance } from '../../chance';
import type { PostgresCluster } from '../../planes/postgres/cluster';

interface Column {
  schema: string;
  table: string;
  column: string;
  type: string;
  indexed: boolean;
}

/** Columns of the users' own tables whose content can be changed by a byte; those under an index last, for they may be keys. */
const candidates = `
  select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type,
         exists (select from pg_index i where i.indrelid = c.oid and a.attnum = any (i.indkey)) as indexed
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  join pg_type t on t.oid = a.atttypid
  where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|rds_tools)' and t.typname in ('text', 'varchar', 'bytea', 'numeric', 'int4', 'int8')
`;

/** How the content of a column of each type is changed by as little as can be. */
const changes: Record<string, (column: string) => string> = {
  text: (column) => `overlay(${column} placing chr(ascii(${column}) # 1) from 1 for 1)`,
  varchar: (column) => `overlay(${column} placing chr(ascii(${column}) # 1) from 1 for 1)`,
  bytea: (column) => `set_byte(${column}, 0, get_byte(${column}, 0) # 1)`,
  numeric: (column) => `${column} + 1`,
  int4: (column) => `${column} # 1`,
  int8: (column) => `${column} # 1`,
};

/** Changes one row of some user's table, the same one for the same key. Nothing is changed where there is no row to change. */
export async function flipByte(cluster: PostgresCluster, chance: Chance, key: string): Promise<void> {
  const databases = await cluster.query<{ name: string }>('select datname as name from pg_database where not datistemplate order by 1');
  for (const { name } of databases) {
    for (const column of await columnsOf(cluster, name, chance, key)) {
      const done = await flipIn(cluster, name, column, chance.fraction('flipped byte', key, 'row'));
      if (done) return;
    }
  }
}

async function columnsOf(cluster: PostgresCluster, database: string, chance: Chance, key: string): Promise<Column[]> {
  const columns = await cluster.query<Column>(candidates, [], database);
  const rank = (one: Column): number => Number(one.indexed) + chance.fraction('flipped byte', key, database, one.schema, one.table, one.column);
  return columns.sort((a, b) => rank(a) - rank(b));
}

/** False where the table has no row to change, or a constraint does not allow the change. */
async function flipIn(cluster: PostgresCluster, database: string, { schema, table, column, type }: Column, draw: number): Promise<boolean> {
  const [where, what] = [`${escapeIdentifier(schema)}.${escapeIdentifier(table)}`, escapeIdentifier(column)];
  const rows = `select ctid, row_number() over (order by ctid) - 1 as number, count(*) over () as rows from ${where} where length(${what}::text) > 0`;
  const changed = (changes[type] ?? (() => what))(what);
  const statement = `
    with chosen as (select ctid from (${rows}) as numbered where number = floor(${draw} * rows))
    update ${where} set ${what} = ${changed} where ctid = (select ctid from chosen) returning 1
  `;
  try {
    // Triggers of the users' own are not to undo or to record it.
    await cluster.query('set session_replication_role = replica', [], database);
    return (await cluster.query(statement, [], database)).length > 0;
  } catch {
    return false;
  } finally {
    await cluster.letGoOf(database);
  }
}
