/** A database as the plan says: created on RDS, filled with the orders that the runbooks damage and recover. */
import { drillPassword } from '../aws/drill-password';
import type { DatabaseConfiguration, Rds } from '../aws/rds';
import type { DatabaseResource } from '../aws/resources';
import type { Services } from '../aws/services';
import type { Sql } from '../aws/sql';
import type { UndoArguments } from '../drill/undo';
import { Compromised } from '../measure/endings';
import type { Seen } from '../measure/seen';
import type { DatabaseComponent } from '../plan/plan';
import { Duration } from '../time/duration';
import type { Clock } from '../time/clock';
import type { Instant } from '../time/instant';
import type { Ground } from './ground';
import { databaseHealth } from './health/database';
import { resourceName, resourceTags } from './naming';
import { fillOrders } from './orders';

export interface ProvisionedDatabase extends DatabaseResource {
  kind: 'database';
  probe: (service: Sql) => Promise<Seen>;
}

const databaseName = 'orders';
const user = 'orders_app';
const lookEvery = Duration.seconds(30);
const availableWithin = Duration.hours(1);
const goneWithin = Duration.hours(1);

/** Creates the database and waits until it answers and has its first automated backup. */
export async function provisionDatabase(ground: Ground, component: DatabaseComponent): Promise<ProvisionedDatabase> {
  const owner = { plan: ground.plan.name, drill: ground.id, seed: ground.seed, component: component.name };
  const { region } = component;
  const identifier = resourceName(owner);
  const tags = resourceTags(owner, ground.plan);
  const password = drillPassword(owner);
  ground.keepSecret(password);
  const configuration = configurationOf(component);
  const rds = ground.services.rds(region);

  ground.undo.file({
    action: 'delete-databases',
    does: `Deletes the databases that the drill makes for "${component.name}".`,
    arguments: { region, tags },
  });
  await rds.create({ identifier, databaseName, user, password, configuration, tags });
  const endpoint = await available(ground, rds, identifier);
  const login = { ...endpoint, database: databaseName, user, password };
  const sql = ground.services.sql(login);
  await fillOrders(sql, ground.seed);
  await sql.close();
  return { kind: 'database', owner, region, identifier, login, configuration, tags, probe: databaseHealth };
}

function configurationOf(component: DatabaseComponent): DatabaseConfiguration {
  return {
    engine: component.engine,
    engineVersion: component.engineVersion,
    instanceClass: component.instanceClass,
    storageGiB: component.storageGiB,
    storageEncrypted: component.encrypted,
    multiAz: component.multiAz,
    publiclyAccessible: false,
    backupRetentionDays: component.backupRetentionDays,
    deletionProtection: false,
  };
}

async function available(ground: Ground, rds: Rds, identifier: string): Promise<{ host: string; port: number }> {
  const { clock } = ground.services;
  const deadline = clock.now().plus(availableWithin);
  for (;;) {
    const found = await rds.find(identifier);
    if (found?.status === 'available' && found.endpoint && found.latestRestorableTime) return found.endpoint;
    if (!clock.now().isBefore(deadline)) {
      throw new Compromised(`The database ${identifier} was not available and backed up within ${availableWithin.inWords()} (${found?.status ?? 'absent'}), so there was nothing to drill with.`);
    }
    await clock.sleep(lookEvery, ground.signal);
  }
}

/** Undo action `delete-databases`: deletes every instance in `region` that carries all of `tags`, and waits until they are gone. */
export async function deleteDatabases(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionDatabase and by restores.
  const { region, tags } = args as { region: string; tags: Record<string, string> };
  const rds = services.rds(region);
  const deadline = services.clock.now().plus(goneWithin);
  const ours = async () => (await rds.list()).filter((found) => Object.entries(tags).every(([key, value]) => found.tags[key] === value));
  const found = await ours();
  for (const { resourceId } of found) await deleteSettled(services.clock, rds, resourceId, deadline);
  while ((await ours()).length > 0) {
    if (!services.clock.now().isBefore(deadline)) throw new Error(`databases tagged ${JSON.stringify(tags)} are still there after ${goneWithin.inWords()}`);
    await services.clock.sleep(lookEvery);
  }
  return found.length > 0 ? 'done' : 'nothing left to do';
}

/** States that RDS refuses to delete an instance in; it leaves each of them by itself. */
const busy = ['renaming', 'rebooting', 'starting', 'stopping', 'modifying', 'resetting-master-credentials'];

/** Deletes an instance once it is not in the middle of something, under whatever name it has by then. */
async function deleteSettled(clock: Clock, rds: Rds, resourceId: string, deadline: Instant): Promise<void> {
  for (;;) {
    const instance = (await rds.list()).find((one) => one.resourceId === resourceId);
    if (!instance || instance.status === 'deleting') return;
    if (!busy.includes(instance.status) || !clock.now().isBefore(deadline)) return rds.delete(instance.identifier);
    await clock.sleep(lookEvery);
  }
}
