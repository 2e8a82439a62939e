/** Automated backups kept in another region: followed, restored from after the source is lost, ended, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { RDS } from '@aws-sdk/client-rds';
import { Client } from 'pg';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { codeOf, password, RdsUnderTest } from '../rds-under-test';

const named = (DBInstanceIdentifier: string) => ({ DBInstanceIdentifier });
const SourceDBInstanceArn = 'arn:aws:rds:us-east-1:123456789012:db:orders';

let under: RdsUnderTest;
let west: RDS;
const written: { n: number; at: Instant }[] = [];

before(async () => {
  under = await RdsUnderTest.start();
  west = under.client('us-west-2');
  await under.create('orders', { BackupRetentionPeriod: 3 });
  await under.available('orders');
  await under.query('orders', 'create table written (n int primary key)');
});

after(async () => {
  await under.close();
  assert.deepEqual(under.faults, []);
});

async function write(n: number): Promise<void> {
  await under.query('orders', 'insert into written values ($1)', [n]);
  written.push({ n, at: under.now });
}

async function backup() {
  return (await west.describeDBInstanceAutomatedBackups({})).DBInstanceAutomatedBackups?.[0] ?? {};
}

async function restored(identifier: string): Promise<number[]> {
  for (let looks = 0; looks < 100; looks++) {
    const { DBInstances: [found] = [] } = await west.describeDBInstances(named(identifier));
    if (found?.DBInstanceStatus === 'available') break;
    await under.pass(Duration.seconds(30));
  }
  const { DBInstances: [{ Endpoint: { Address: name = '', Port: port = 0 } = {} } = {}] = [] } = await west.describeDBInstances(named(identifier));
  const client = new Client({ ...under.standin.resolve(name, port), user: 'keeper', password, database: 'app' });
  await client.connect();
  const { rows } = await client.query<{ n: number }>('select n from written order by n');
  await client.end();
  return rows.map(({ n }) => n);
}

test('replication is begun in the other region, once, of an instance with backups', async () => {
  assert.equal(await codeOf(under.rds.startDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn })), 'InvalidParameterValue');
  assert.equal(await codeOf(west.startDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn: `${SourceDBInstanceArn}-not` })), 'DBInstanceNotFound');
  assert.equal(await codeOf(west.startDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn: 'orders' })), 'InvalidParameterValue');
  assert.equal(await codeOf(west.startDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn, BackupRetentionPeriod: 36 })), 'InvalidParameterValue');
  assert.equal(await codeOf(west.stopDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn })), 'InvalidDBInstanceState');
  const { DBInstanceAutomatedBackup: begun } = await west.startDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn, BackupRetentionPeriod: 2 });
  assert.deepEqual([begun?.Status, begun?.Region, begun?.DBInstanceArn, begun?.BackupRetentionPeriod], ['pending', 'us-east-1', SourceDBInstanceArn, 2]);
  assert.match(begun?.DBInstanceAutomatedBackupsArn ?? '', /^arn:aws:rds:us-west-2:123456789012:auto-backup:ab-/);
  assert.equal(await codeOf(west.startDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn })), 'InvalidDBInstanceAutomatedBackupState');
  const target = { SourceDBInstanceAutomatedBackupsArn: begun?.DBInstanceAutomatedBackupsArn, TargetDBInstanceIdentifier: 'early', UseLatestRestorableTime: true };
  assert.equal(await codeOf(west.restoreDBInstanceToPointInTime(target)), 'PointInTimeRestoreNotEnabled');
  assert.deepEqual((await under.find('orders')).DBInstanceAutomatedBackupsReplications, [{ DBInstanceAutomatedBackupsArn: begun?.DBInstanceAutomatedBackupsArn }]);
  await under.pass(Duration.minutes(21));
  assert.equal((await backup()).Status, 'replicating');
});

test('what is replicated is minutes behind what can be restored in the region of the source', async () => {
  const steps: number[] = [];
  for (let n = 1; n <= 20; n++) {
    await write(n);
    await under.pass(Duration.minutes(1));
    const there = (await backup()).RestoreWindow?.LatestTime?.getTime() ?? 0;
    const here = (await under.find('orders')).LatestRestorableTime?.getTime() ?? 0;
    assert.ok(there <= here && under.now.epochMilliseconds - there < 600_000, `${under.now.epochMilliseconds - there} ms behind`);
    steps.push(here - there);
  }
  assert.ok(steps.some((behind) => behind > 0));
});

test('after the source is lost, restores are exact to any instant that had arrived', async () => {
  under.standin.outages.take('us-east-1');
  const { RestoreWindow: { LatestTime: latest = new Date(0) } = {}, DBInstanceAutomatedBackupsArn: arn } = await backup();
  await under.pass(Duration.minutes(30));
  assert.deepEqual((await backup()).RestoreWindow?.LatestTime, latest);
  const moments = [written[4], written[9]].flatMap((one) => one?.at.toDate() ?? []);
  for (const [index, RestoreTime] of [...moments, undefined].entries()) {
    const target = `again-${index}`;
    await west.restoreDBInstanceToPointInTime({
      SourceDBInstanceAutomatedBackupsArn: arn, TargetDBInstanceIdentifier: target, BackupRetentionPeriod: 0, ...(RestoreTime ? { RestoreTime } : { UseLatestRestorableTime: true }),
    });
    assert.deepEqual(await restored(target), written.filter(({ at }) => at.toDate() <= (RestoreTime ?? latest)).map(({ n }) => n));
  }
  under.standin.outages.bringBack('us-east-1');
});

test('a deleted source leaves its replicated backups for their days', async () => {
  await under.pass(Duration.minutes(10));
  await write(100);
  await under.rds.deleteDBInstance({ ...named('orders'), SkipFinalSnapshot: true });
  await under.pass(Duration.minutes(7));
  const { Status: status, DBInstanceAutomatedBackupsArn: arn } = await backup();
  assert.equal(status, 'retained');
  await west.restoreDBInstanceToPointInTime({ SourceDBInstanceAutomatedBackupsArn: arn, TargetDBInstanceIdentifier: 'last', BackupRetentionPeriod: 0, UseLatestRestorableTime: true });
  assert.deepEqual(await restored('last'), written.map(({ n }) => n));
  assert.equal(await codeOf(west.stopDBInstanceAutomatedBackupsReplication({ SourceDBInstanceArn })), 'InvalidDBInstanceState');
  await under.pass(Duration.days(2));
  assert.deepEqual((await west.describeDBInstanceAutomatedBackups({})).DBInstanceAutomatedBackups, []);
});
