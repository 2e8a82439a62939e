/** The database that an experiment damaged, found again for the undo, whatever it is called by then. */
import type { DatabaseInstance } from '../../aws/rds';
import type { DatabaseTarget } from '../../aws/resources';
import type { SecretPlace } from '../../aws/secrets';
import type { Services } from '../../aws/services';
import type { Sql } from '../../aws/sql';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { lookUntil } from '../../time/look-until';

const lookEvery = Duration.seconds(15);
const availableWithin = Duration.minutes(30);

/** Arguments of an undo by which `undoneInDatabase` finds it. Throws Compromised where there is none to damage. */
export async function whichDatabase(services: Services, { region, identifier, password }: Pick<DatabaseTarget, 'region' | 'identifier' | 'password'>): Promise<UndoArguments> {
  const instance = await services.rds(region).find(identifier);
  if (!instance) throw new Compromised(`There is no database ${identifier} to damage.`);
  return { region, resourceId: instance.resourceId, login: { ...password } };
}

type Undone = 'done' | 'nothing left to do';

/**
 * Undoes in it what was done to it, once it is not in the middle of something; there is nothing left to do when it is gone or going.
 * Throws when it does not get there in time.
 */
export async function undoneInDatabase(services: Services, args: UndoArguments, work: (sql: Sql) => Promise<Undone>): Promise<Undone> {
  // Arguments come from our own undo entries, written with whichDatabase above.
  const { region, resourceId, login } = args as { region: string; resourceId: string; login: UndoArguments & SecretPlace };
  const endpoint = await endpointOf(services, region, resourceId);
  if (!endpoint) return 'nothing left to do';
  const sql = services.sql({ ...endpoint, database: 'orders', user: 'orders_app', password: login });
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

/** Undefined when it is gone or going. */
async function endpointOf(services: Services, region: string, resourceId: string): Promise<DatabaseInstance['endpoint']> {
  let instance: DatabaseInstance | undefined;
  const late = () => new Error(`the database ${instance?.identifier} is ${instance?.status}, so what was done to it cannot be undone`);
  const settled = await lookUntil(services.clock, { every: lookEvery, deadline: services.clock.now().plus(availableWithin), late }, async () => {
    instance = (await services.rds(region).list()).find((found) => found.resourceId === resourceId);
    if (!instance || instance.status === 'deleting') return 'gone';
    return instance.status === 'available' ? instance.endpoint : undefined;
  });
  return settled === 'gone' ? undefined : settled;
}
