/** Gives the restored database the name that the service uses, by RDS rename, and keeps the damaged one under another. */
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import { isAvailable } from './availability';
import type { Database } from './database';

const every = Duration.seconds(15);

/** Answers with the instant before the restored database was given its name. */
export async function renameIntoService(drill: Drill, database: Database): Promise<Instant> {
  const { identifier } = database.resource;
  const { component, restored } = database;
  if (!restored) throw new Compromised(`The runbook points the service at the restored "${component.name}" before it is restored.`);
  await rename(drill, database, identifier, `${identifier}-damaged`);
  await restored.sql.close();
  const notYet = drill.clock.now();
  await rename(drill, database, restored.identifier, identifier);
  database.restored = { identifier, sql: database.service };
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
