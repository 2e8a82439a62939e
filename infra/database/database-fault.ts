/** What FIS needs to make a database fail over: a role that may do that and nothing else, and an alarm that stops it. */
import type { FaultGround } from '../../aws/resources';
import { Duration } from '../../time/duration';
import { provisionAlarm } from '../watching/alarms';
import type { Ground } from '../ground';
import { createRole } from '../roles';

interface Broken {
  region: string;
  identifier: string;
  arn: string;
  tags: Readonly<Record<string, string>>;
}

/** More sessions than the service ever has: something else is going on then. */
const tooManyConnections = 50;

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#reboot-db-instances */
export async function provisionFaultGround(ground: Ground, { region, identifier, arn, tags }: Broken): Promise<FaultGround> {
  const roleArn = await createRole(ground, region, {
    name: `${identifier}-fault`,
    service: 'fis.amazonaws.com',
    allow: [
      { actions: ['rds:RebootDBInstance'], resources: [arn] },
      { actions: ['rds:DescribeDBInstances', 'tag:GetResources'], resources: ['*'] },
    ],
    tags,
  });
  const stopAlarm = `${identifier}-overrun`;
  await provisionAlarm(ground, region, {
    name: stopAlarm,
    describes: 'More connections than the service makes, which no experiment of ours causes',
    namespace: 'AWS/RDS',
    metric: 'DatabaseConnections',
    dimensions: { DBInstanceIdentifier: identifier },
    threshold: tooManyConnections,
    period: Duration.minutes(1),
    periods: 1,
    missingData: 'notBreaching',
    tags,
  });
  return { roleArn, stopAlarm };
}
