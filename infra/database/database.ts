/** A database as the plan says: created on RDS, filled with the orders that the runbooks damage and recover, and kept safe in the ways that the plan promises. */
import type { DatabaseConfiguration } from '../../aws/rds';
import type { DatabaseResource } from '../../aws/resources';
import type { Sql } from '../../aws/sql';
import type { Seen } from '../../measure/seen';
import type { DatabaseComponent } from '../../plan/plan';
import { awaitDatabase, willBeDeleted } from './database-life';
import { provisionFaultGround } from './database-fault';
import { provisionLogin } from './database-login';
import type { Ground } from '../ground';
import { databaseHealth } from '../health/database';
import { resourceName, resourceTags } from '../naming';
import { fillOrders } from './orders';
import { provisionReadReplica } from './read-replica';
import { provisionServiceName } from '../service-name';
import { provisionVault } from '../vault';

export interface ProvisionedDatabase extends DatabaseResource {
  kind: 'database';
  probe: (service: Sql) => Promise<Seen>;
}

const databaseName = 'orders';
const user = 'orders_app';

/** Creates the database and waits until it answers and has its first automated backup, then sets up what else keeps it safe. */
export async function provisionDatabase(ground: Ground, component: DatabaseComponent): Promise<ProvisionedDatabase> {
  const owner = { plan: ground.plan.name, drill: ground.id, seed: ground.seed, component: component.name };
  const { region, backup, replica } = component;
  const identifier = resourceName(owner);
  const tags = resourceTags(owner, ground.plan);
  const secret = { region, secretName: `${identifier}-login` };
  const password = await provisionLogin(ground, { ...secret, user, tags, copies: otherRegions(component) });
  const configuration = configurationOf(component);
  const rds = ground.services.rds(region);

  willBeDeleted(ground, region, tags);
  await rds.create({ identifier, databaseName, user, password, configuration, tags });
  const { arn, endpoint } = await awaitDatabase(ground, { rds, identifier, ready: (found) => found.endpoint !== undefined && found.latestRestorableTime !== undefined });
  const { host = '', port = 0 } = endpoint ?? {};
  // What can move to another region is reached by a name that can be pointed there.
  const serviceName = backup?.copy || replica ? await provisionServiceName(ground, { region, identifier, host, tags }) : undefined;
  const login = { host: serviceName?.name ?? host, port, database: databaseName, user, password: secret };
  const sql = ground.services.sql({ ...login, host });
  await fillOrders(sql, ground.seed);
  await sql.close();
  const made = { identifier, arn, configuration, tags, region };
  return {
    kind: 'database',
    owner,
    region,
    identifier,
    login,
    configuration,
    tags,
    ...(serviceName && { serviceName }),
    ...(backup && { vault: await provisionVault(ground, backup, { ...made, everyMomentDays: component.backupRetentionDays }) }),
    ...(replica && { replica: await provisionReadReplica(ground, replica, made) }),
    ...(component.multiAz && { fault: await provisionFaultGround(ground, made) }),
    probe: databaseHealth,
  };
}

/** Where the database may have to be read when its own region is lost. */
function otherRegions({ region, backup, replica }: DatabaseComponent): string[] {
  return [...new Set([backup?.copy, replica].flatMap((place) => place?.region ?? []))].filter((other) => other !== region);
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
