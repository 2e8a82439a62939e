/** Has the service use the database that was restored: by its name in Route 53 where it lies in another region, or by renaming it. */
import type { ServiceName } from '../../aws/resources';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import { isAvailable } from './availability';
import type { Database, RestoredDatabase } from './database';

const every = Duration.seconds(15);

/** Answers with the last instant at which the service cannot have been on the restored database; undefined where it has the name already. */
export async function intoService(drill: Drill, database: Database): Promise<Instant | undefined> {
  const { component, restored, resource } = database;
  if (!restored) throw new Compromised(`The runbook points the service at the restored "${component.name}" before it is restored.`);
  if (restored.region !== resource.region) return pointServiceAt(drill, database, restored);
  return restored.identifier === resource.identifier ? undefined : renameIntoService(drill, database, restored);
}

/** The restored database gets the name that the service uses, and the damaged one keeps another. */
async function renameIntoService(drill: Drill, database: Database, restored: RestoredDatabase): Promise<Instant> {
  const { identifier } = database.resource;
  await rename(drill, database, identifier, `${identifier}-damaged`);
  await restored.sql.close();
  const notYet = drill.clock.now();
  await rename(drill, database, restored.identifier, identifier);
  database.restored = { ...restored, identifier, sql: database.service };
  return notYet;
}

async function rename(drill: Drill, database: Database, from: string, to: string): Promise<void> {
  const rds = drill.services.rds(database.resource.region);
  await rds.rename(from, to);
  await waitInRecovery(drill, {
    subject: `${from} under its new name ${to}`,
    every,
    within: recoveryDeadline(drill.subject(database.component.name)),
    look: () => isAvailable(rds, to),
  });
}

/** Points the service's name at a database, and waits until every name server says so. */
async function pointServiceAt(drill: Drill, database: Database, restored: RestoredDatabase): Promise<Instant> {
  const { region, identifier, sql } = restored;
  const { zone, name } = serviceNameOf(database);
  const endpoint = (await drill.services.rds(region).find(identifier))?.endpoint;
  const dns = drill.services.dns(database.resource.region);
  const notYet = drill.clock.now();
  const change = await dns.point(zone, name, endpoint?.host ?? '');
  await waitInRecovery(drill, {
    subject: `name ${name}`,
    every,
    within: recoveryDeadline(drill.subject(database.component.name)),
    look: async () => ((await dns.isEverywhere(change)) ? { good: true, saw: `leads to ${identifier} in ${region}` } : { good: false, saw: 'not yet known everywhere' }),
  });
  await sql.close();
  database.useItsNameAt(region, endpoint?.port ?? database.resource.login.port);
  await database.service.close();
  database.restored = { ...restored, sql: database.service };
  return notYet;
}

function serviceNameOf({ resource, component }: Database): ServiceName {
  if (resource.serviceName) return resource.serviceName;
  throw new Compromised(`"${component.name}" has no name that could be pointed at another region. Give it a replica or a copy of its backups in the plan.`);
}
