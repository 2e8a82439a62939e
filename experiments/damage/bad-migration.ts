/** A migration that is run twice: it divides amounts that were divided already, in half of the orders. */
import type { DatabaseTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import type { Experiment } from '../experiment';
import { undoneInDatabase, whichDatabase } from './damaged-database';

/** Holds the amounts as they were, so that the damage can be undone where it was done. */
const before = 'muster_undo_bad_migration';

export const badMigration: Experiment<DatabaseTarget> = {
  name: 'bad-migration',
  does: 'Divides the totals of every second order by a hundred, as a migration does that is run a second time.',
  target: 'database',
  blastRadius: 'The column orders.total_cents of one database.',
  permissions: ['UPDATE on orders', 'CREATE in its schema'],
  undo: { 'put-amounts-back': putAmountsBack },

  async inject({ services, undo }, { region, identifier, password, sql }) {
    undo.file({
      action: 'put-amounts-back',
      does: 'Puts the totals of the damaged orders back, in the database that was damaged, whatever it is called by then.',
      arguments: await whichDatabase(services, { region, identifier, password }),
    });
    // Kept as it is when the migration is run once more: it holds the amounts from before the first.
    await sql.execute(`CREATE TABLE IF NOT EXISTS ${before} AS SELECT id, total_cents FROM orders WHERE id % 2 = 0`);
    await sql.execute('UPDATE orders SET total_cents = total_cents / 100 WHERE id % 2 = 0');
  },

  async landed(_ground, { sql }) {
    const [row] = await sql.query<{ changed: string }>(
      `SELECT count(*) AS changed FROM ${before} AS was JOIN orders USING (id) WHERE orders.total_cents <> was.total_cents`,
    );
    const changed = Number(row?.changed ?? 0);
    return { good: changed > 0, saw: `${changed} orders whose total is not what it was` };
  },
};

function putAmountsBack(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  return undoneInDatabase(services, args, async (sql) => {
    const [row] = await sql.query<{ there: boolean }>(`SELECT to_regclass('${before}') IS NOT NULL AS there`);
    if (!row?.there) return 'nothing left to do';
    await sql.execute(`UPDATE orders SET total_cents = was.total_cents FROM ${before} AS was WHERE orders.id = was.id`);
    await sql.execute(`DROP TABLE ${before}`);
    return 'done';
  });
}
