/** Reads a database for its manifest: every row of every table, every constraint, every sequence. */
import type { Sql } from '../../aws/sql';
import { ContentDigest, type Manifest, manifestKey, type SetDigest } from '../../measure/manifest';

/** What the drill itself writes is accounted for by its own record. */
const ours = 'muster_%';

const page = 5_000;

/** The digests of all tables of schema `public`, of their constraints and of the sequences. `seed` keys them. */
export async function readTables(sql: Sql, seed: number, component: string): Promise<Manifest> {
  const key = manifestKey(seed, component);
  const tables = await sql.query<{ name: string; key: string | null }>(
    `SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY array_position(i.indkey::int[], a.attnum::int)) AS key
       FROM pg_class c LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
       LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '${ours}'
      GROUP BY c.relname ORDER BY c.relname`,
  );
  const sets: [string, SetDigest][] = [];
  for (const table of tables) sets.push([`table ${table.name}`, await tableDigest(sql, key, table)]);
  sets.push(['constraints', await queryDigest(sql, key, constraints)], ['sequences', await queryDigest(sql, key, sequences)]);
  return Object.fromEntries(sets);
}

const constraints = `
  SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS item FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '${ours}'`;

const sequences = `SELECT sequencename || ' ' || coalesce(last_value, start_value) AS item FROM pg_sequences WHERE schemaname = 'public'`;

async function queryDigest(sql: Sql, key: Uint8Array, query: string): Promise<SetDigest> {
  const digest = new ContentDigest(key);
  for (const { item } of await sql.query<{ item: string }>(query)) digest.add([item]);
  return digest.result;
}

/** Reads page by page, so that a large table needs no more memory than a small one; without a primary key, in the order of whole rows. */
async function tableDigest(sql: Sql, key: Uint8Array, table: { name: string; key: string | null }): Promise<SetDigest> {
  const digest = new ContentDigest(key);
  const name = `"${table.name.replaceAll('"', '""')}"`;
  for (let offset = 0; ; offset += page) {
    const rows = await sql.query<{ item: string }>(
      `SELECT to_jsonb(t)::text AS item FROM ${name} AS t ORDER BY ${table.key ?? 'item'} LIMIT ${page} OFFSET ${offset}`,
    );
    for (const { item } of rows) digest.add([item]);
    if (rows.length < page) return digest.result;
  }
}
