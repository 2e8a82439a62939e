/** A read replica of a database in another region, and an alarm on how far behind it is. */
import type { DatabaseConfiguration } from '../../aws/rds';
import type { DatabaseReplica } from '../../aws/resources';
import type { ReplicaPromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import { provisionAlarm } from '../watching/alarms';
import { awaitDatabase, willBeDeleted } from './database-life';
import type { Ground } from '../ground';

interface Followed {
  identifier: string;
  arn: string;
  configuration: DatabaseConfiguration;
  tags: Readonly<Record<string, string>>;
}

const period = Duration.minutes(1);
/** One slow minute is no stop. */
const periods = 3;

/** Makes the replica and waits until it can be read. */
export async function provisionReadReplica(ground: Ground, { region, stopNoticedWithin }: ReplicaPromise, followed: Followed): Promise<DatabaseReplica> {
  const { arn, configuration, tags } = followed;
  const identifier = `${followed.identifier}-replica`;
  const rds = ground.services.rds(region);
  willBeDeleted(ground, region, tags);
  await rds.createReplica(arn, { identifier, configuration, tags });
  await awaitDatabase(ground, { rds, identifier, ready: ({ endpoint }) => endpoint !== undefined });
  const lagAlarm = `${identifier}-lags`;
  await provisionAlarm(ground, region, {
    name: lagAlarm,
    describes: 'The read replica does not follow its database',
    namespace: 'AWS/RDS',
    metric: 'ReplicaLag',
    dimensions: { DBInstanceIdentifier: identifier },
    // Half of the time is left for RDS to report it and for people to look.
    threshold: stopNoticedWithin.seconds / 2,
    period,
    periods,
    missingData: 'breaching',
    tags,
  });
  return { region, identifier, lagAlarm };
}
