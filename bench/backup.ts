/** Backups on schedule: how long 35 days of daily backups take, what they cost each, for few resources and for many, and what they take on the disk. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Duration } from '../time/duration';
import { dailySnapshots } from './daily-snapshots';
import type { Row } from './row';
import { benchWorld } from './s3/world';

const SIZES = [100, 1_000, 10_000];
const DAYS = 35;

interface Measured {
  seconds: number;
  mebibytes: number;
  jobs: number;
}

/** Each size in a process of its own, whose peak of memory is its own, too. */
export async function backup(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    const { seconds, mebibytes, jobs } = await inProcess(size);
    rows.push({
      what: `${DAYS} days of daily backups of ${size.toLocaleString('en')} buckets, ${jobs.toLocaleString('en')} jobs`,
      muster: `${seconds.toFixed(1)} s, ${Math.round(mebibytes)} MiB, ${((seconds * 1_000_000) / jobs).toFixed(0)} µs a job`,
      ...(size === 10_000 && { aim: '60 s, 1,024 MiB, the same a job' }),
    });
  }
  return [...rows, await dailySnapshots()];
}

async function inProcess(size: number): Promise<Measured> {
  const child = fork(__filename, [String(size)], { execArgv: process.execArgv });
  const answered = once(child, 'message');
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the backups of ${size} buckets ended with ${code}`);
  // The child sends this and nothing else.
  const [measured] = (await answered) as [Measured];
  return measured;
}

/** The engine compiles what it runs often, which must not be counted against the smallest of the three. */
async function warmMeasured(size: number): Promise<Measured> {
  await measure(SIZES[0] ?? 1);
  return measure(size);
}

async function measure(size: number): Promise<Measured> {
  const world = await benchWorld();
  const { open, call } = world;
  const roleArn = await role(call);
  for (let number = 0; number < size; number += 1) {
    await call('s3', 'CreateBucket', { Bucket: `bucket-${number}` });
    await call('s3', 'PutBucketVersioning', { Bucket: `bucket-${number}`, VersioningConfiguration: { Status: 'Enabled' } });
  }
  await call('backup', 'CreateBackupVault', { BackupVaultName: 'vault' });
  const rule = { RuleName: 'daily', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 5 ? * * *)', Lifecycle: { DeleteAfterDays: DAYS } };
  const { BackupPlanId } = (await call('backup', 'CreateBackupPlan', { BackupPlan: { BackupPlanName: 'plan', Rules: [rule] } })) as { BackupPlanId: string };
  await call('backup', 'CreateBackupSelection', { BackupPlanId, BackupSelection: { SelectionName: 'all', IamRoleArn: roleArn, Resources: ['arn:aws:s3:::*'] } });
  const begun = performance.now();
  await open.world.clock.advance(Duration.days(DAYS));
  const seconds = (performance.now() - begun) / 1_000;
  const jobs = await completed(call, size);
  await world.close();
  return { seconds, mebibytes: process.resourceUsage().maxRSS / 1_024, jobs };
}

type Call = Awaited<ReturnType<typeof benchWorld>>['call'];

async function role(call: Call): Promise<string> {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  await call('iam', 'CreateRole', { RoleName: 'backup', AssumeRolePolicyDocument: JSON.stringify(trust) });
  await call('iam', 'PutRolePolicy', { RoleName: 'backup', PolicyName: 'all', PolicyDocument: JSON.stringify(everything) });
  return 'arn:aws:iam::123456789012:role/backup';
}

/** Counts the recovery points of one bucket; a run that backed up nothing must not look fast. */
async function completed(call: Call, size: number): Promise<number> {
  const { RecoveryPoints = [] } = (await call('backup', 'ListRecoveryPointsByResource', { ResourceArn: `arn:aws:s3:::bucket-${size - 1}` })) as { RecoveryPoints?: { Status?: string }[] };
  if (RecoveryPoints.length !== DAYS || RecoveryPoints.some(({ Status }) => Status !== 'COMPLETED')) throw new Error(`the last bucket has ${RecoveryPoints.length} recovery points`);
  return DAYS * size;
}

if (require.main === module) {
  void warmMeasured(Number(process.argv[2])).then((measured) => process.send?.(measured));
}
