/** What RDS acknowledged is there after the next start, and what was under way goes on. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Duration } from '../../../time/duration';
import { DatabasesUnderTest } from '../../backup/kinds/rds/databases-under-test';
import { openUp } from '../../planes/postgres/ground';
import { RdsUnderTest } from '../rds-under-test';

let directory: string;
let under: RdsUnderTest;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-state-'));
  await openUp(directory);
  under = await RdsUnderTest.start({ directory });
});

after(async () => {
  await under.close();
  await rm(directory, { recursive: true, force: true });
  assert.deepEqual(under.faults, []);
});

async function startAgain(): Promise<void> {
  await under.close();
  assert.deepEqual(under.faults, []);
  under = await RdsUnderTest.start({ directory });
}

const rows = async (identifier: string) => (await under.query<{ n: number }>(identifier, 'select n from written order by n')).map(({ n }) => n);
const write = (n: number) => under.query('source', 'insert into written values ($1)', [n]);

test('an instance is there with its rows and its name, and one that was being made is made', async () => {
  await under.create('source', { BackupRetentionPeriod: 7, Tags: [{ Key: 'team', Value: 'orders' }] });
  const before = await under.available('source');
  await under.query('source', 'create table written (n int primary key)');
  await write(1);
  await under.create('coming', { BackupRetentionPeriod: 0 });
  await startAgain();
  const found = await under.find('source');
  assert.equal(found.DBInstanceStatus, 'available');
  assert.deepEqual([found.DbiResourceId, found.Endpoint?.Address, found.TagList], [before.DbiResourceId, before.Endpoint?.Address, before.TagList]);
  assert.deepEqual(await rows('source'), [1]);
  assert.equal(await under.status('coming'), 'creating');
  await under.available('coming');
  assert.deepEqual(await under.query('coming', 'select 1 as n'), [{ n: 1 }]);
});

test('a restore to a moment before the start, or after it, brings back what was there then', async () => {
  await under.pass(Duration.minutes(1));
  const first = under.now;
  await under.pass(Duration.minutes(6));
  await write(2);
  await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'source', DBSnapshotIdentifier: 'shot' });
  await startAgain();
  await under.available('source');
  await write(3);
  const second = under.now;
  await under.pass(Duration.minutes(6));
  await write(4);
  for (const [target, moment] of [['first', first], ['second', second]] as const) {
    await under.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'source', TargetDBInstanceIdentifier: target, RestoreTime: moment.toDate(), BackupRetentionPeriod: 0 });
  }
  await under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'third', DBSnapshotIdentifier: 'shot' });
  await startAgain();
  for (const target of ['first', 'second', 'third']) await under.available(target);
  assert.deepEqual([await rows('first'), await rows('second'), await rows('third')], [[1], [1, 2, 3], [1, 2]]);
});

test('a recovery point of AWS Backup, and the retained backup of an instance that is gone, are restored after the next start', async () => {
  const { RecoveryPointArn: point = '' } = await (await DatabasesUnderTest.of(under)).backUp('source');
  const { DbiResourceId: resource } = await under.available('source');
  await under.rds.deleteDBInstance({ DBInstanceIdentifier: 'source', SkipFinalSnapshot: true, DeleteAutomatedBackups: false });
  await startAgain();
  assert.equal(await under.status('source'), 'deleting');
  await under.pass(Duration.minutes(20));
  await startAgain();
  const job = await DatabasesUnderTest.again(under).restore(point, { DBInstanceIdentifier: 'recovered' });
  assert.equal(job.Status, 'COMPLETED');
  await under.rds.restoreDBInstanceToPointInTime({ SourceDbiResourceId: resource, TargetDBInstanceIdentifier: 'revived', UseLatestRestorableTime: true });
  await under.available('revived');
  assert.deepEqual([await rows('recovered'), await rows('revived')], [[1, 2, 3, 4], [1, 2, 3, 4]]);
});
