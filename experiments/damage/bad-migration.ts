/** A migration that is run twice: it divides amounts that were divided already, in half of the orders. */
import { drillPassword, type Owner } from '../../aws/drill-password';
import type { DatabaseInstance } from '../../aws/rds';
import type { DatabaseTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import type { Experiment } from '../experiment';

/** Holds the amounts as they were, so that the damage can be undone where it was done. */
const before = 'muster_undo_bad_migration';

const lookEvery = Duration.seconds(15);
const availableWithin = Duration.minutes(30);

export const badMigration: Experiment<DatabaseTarget> = {
  name: 'bad-migration',
  does: 'Divides the totals of every second order by a hundred, as a migration does that is run a second time.',
  target: 'database',
  blastRadius: 'The column orders.total_cents of one database.',
  permissions: ['UPDATE on orders', 'CREATE in its schema'],
  undo: { 'put-amounts-back': putAmountsBack },

  async inject({ services, undo }, { region, identifier, owner, sql }) {
    const instance = await services.rds(region).find(identifier);
    if (!instance) throw new Compromised(`There is no database ${identifier} to damage.`);
    undo.file({
      action: 'put-amounts-back',
      does: 'Puts the totals of the damaged orders back, in the database that was damaged, whatever it is called by then.',
      arguments: { region, resourceId: instance.resourceId, owner: { ...owner } },
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

async function putAmountsBack(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by inject above.
  const { region, resourceId, owner } = args as { region: string; resourceId: string; owner: UndoArguments & Owner };
  const endpoint = await endpointOf(services, region, resourceId);
  if (!endpoint) return 'nothing left to do';
  const sql = services.sql({ ...endpoint, database: 'orders', user: 'orders_app', password: drillPassword(owner) });
  try {
    const [row] = await sql.query<{ there: boolean }>(`SELECT to_regclass('${before}') IS NOT NULL AS there`);
    if (!row?.there) return 'nothing left to do';
    await sql.execute(`UPDATE orders SET total_cents = was.total_cents FROM ${before} AS was WHERE orders.id = was.id`);
    await sql.execute(`DROP TABLE ${before}`);
    return 'done';
  } finally {
    await sql.close();
  }
}

/** Where the damaged database answers, once it is not in the middle of something; undefined when it is gone or going. */
async function endpointOf(services: Services, region: string, resourceId: string): Promise<DatabaseInstance['endpoint']> {
  const deadline = services.clock.now().plus(availableWithin);
  for (;;) {
    const instance = (await services.rds(region).list()).find((found) => found.resourceId === resourceId);
    if (!instance || instance.status === 'deleting') return undefined;
    if (instance.status === 'available' && instance.endpoint) return instance.endpoint;
    if (!services.clock.now().isBefore(deadline)) {
      throw new Error(`the database ${instance.identifier} is ${instance.status}, so its amounts cannot be put back`);
    }
    await services.clock.sleep(lookEvery);
  }
}
