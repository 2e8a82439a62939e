/** Witnesses in a table: written as the application writes, read back by other code. */
import { createHash } from 'node:crypto';
import type { Sql } from '../../aws/sql';
import type { WitnessPath } from '../subject';

/** Writes rows of `muster_witness (witness, body)` over a connection of its own. */
export function witnessTablePath(sql: Sql): WitnessPath {
  return {
    write: async (witness, body) => {
      await sql.query('INSERT INTO muster_witness (witness, body) VALUES ($1, $2)', [witness, body]);
    },
    remove: async (witness) => {
      await sql.query('DELETE FROM muster_witness WHERE witness = $1', [witness]);
    },
    close: () => sql.close(),
  };
}

/** How many rows one look at the table takes. */
const page = 5_000;

/** Reads every witness row, page by page, and digests the bytes that are there. */
export async function readWitnessTable(sql: Sql): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (let after = -1; ; ) {
    const rows = await sql.query<{ n: number; bytes: Buffer }>(
      `SELECT witness AS n, convert_to(body, 'UTF8') AS bytes FROM muster_witness WHERE witness > $1 ORDER BY witness LIMIT ${page}`,
      [after],
    );
    for (const { n, bytes } of rows) found.set(n, `sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    const last = rows.at(-1);
    if (!last || rows.length < page) return found;
    after = last.n;
  }
}
