/** Databases backed up continuously by AWS Backup, which takes their automated backups over. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Backup } from '@aws-sdk/client-backup';
import { Duration } from '../../../../time/duration';
import { codeOf } from '../../../rds/rds-under-test';
import { DatabasesUnderTest } from './databases-under-test';

let databases: DatabasesUnderTest;
let west: Backup;
let point = '';

const selection = { SelectionName: 'one', IamRoleArn: 'arn:aws:iam::123456789012:role/backups' };
const source = { DBInstanceIdentifier: 'source' };
const write = (n: number) => databases.under.query('source', 'insert into written values ($1)', [n]);

before(async () => {
  databases = await DatabasesUnderTest.start();
  west = databases.backupIn('us-west-2');
  await west.createBackupVault({ BackupVaultName: 'far' });
  await databases.under.create('source', { BackupRetentionPeriod: 0, PreferredMaintenanceWindow: 'sat:12:00-sat:12:30' });
  await databases.under.available('source');
  await databases.under.query('source', 'create table written (n int primary key)');
  const { BackupPlanId } = await databases.backup.createBackupPlan({
    BackupPlan: {
      BackupPlanName: 'continuous',
      Rules: [{ RuleName: 'hourly', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 * ? * * *)', StartWindowMinutes: 60, CompletionWindowMinutes: 180, EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 7 },
        CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:123456789012:backup-vault:far' }] }],
    },
  });
  await databases.backup.createBackupSelection({
    BackupPlanId,
    BackupSelection: { ...selection, Resources: ['arn:aws:rds:us-east-1:123456789012:db:source'] },
  });
});

after(() => databases.close());

test('following an instance turns its backups on for the days of the rule, and takes them over from RDS', async () => {
  const { under, backup } = databases;
  await under.pass(Duration.hours(3));
  const found = await under.available('source');
  point = found.AwsBackupRecoveryPointArn ?? '';
  assert.match(point, new RegExp(`^arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:${found.DbiResourceId?.toLowerCase()}-[0-9a-f]{8}$`));
  assert.equal(found.BackupRetentionPeriod, 7);
  const told = await backup.describeRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: point });
  assert.deepEqual([told.Status, told.ResourceType], ['AVAILABLE', 'RDS']);
  assert.equal(await codeOf(under.rds.modifyDBInstance({ ...source, BackupRetentionPeriod: 3 })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.rds.modifyDBInstance({ ...source, PreferredBackupWindow: '01:00-01:30' })), 'InvalidParameterValue');
  await under.rds.modifyDBInstance({ ...source, BackupRetentionPeriod: 7 });
});

test('it is restored to a moment, or to the latest there is, and to nothing outside of that', async () => {
  const { under, backup } = databases;
  await write(1);
  const moment = under.now;
  await under.pass(Duration.minutes(7));
  await write(2);
  await under.pass(Duration.minutes(12));
  const restored = await databases.restore(point, { DBInstanceIdentifier: 'then', Engine: 'postgres', RestoreTime: moment.toString() });
  assert.deepEqual([restored.Status, restored.CreatedResourceArn], ['COMPLETED', 'arn:aws:rds:us-east-1:123456789012:db:then']);
  assert.deepEqual(await databases.rows('then'), [1]);
  await databases.restore(point, { DBInstanceIdentifier: 'latest', Engine: 'postgres', UseLatestRestorableTime: 'true' });
  assert.deepEqual(await databases.rows('latest'), [1, 2]);
  const started = (metadata: Record<string, string>) =>
    codeOf(backup.startRestoreJob({ RecoveryPointArn: point, Metadata: { DBInstanceIdentifier: 'other', Engine: 'postgres', ...metadata }, IamRoleArn: 'arn:aws:iam::123456789012:role/backups' }));
  for (const wrong of [{}, { RestoreTime: moment.toString(), UseLatestRestorableTime: 'true' }, { RestoreTime: '2026-01-01T00:00:00Z' }]) {
    assert.equal(await started(wrong as Record<string, string>), 'InvalidParameterValueException', JSON.stringify(wrong));
  }
});

test('a copy of it is a snapshot of the latest that it could be restored to', async () => {
  const { under } = databases;
  await under.pass(Duration.hours(2));
  const { RecoveryPoints: points = [] } = await west.listRecoveryPointsByBackupVault({ BackupVaultName: 'far' });
  const copy = points.sort((a, b) => Number(b.CreationDate) - Number(a.CreationDate))[0]?.RecoveryPointArn ?? '';
  assert.match(copy, /:snapshot:awsbackup:copyjob-/);
  const restored = await databases.restore(copy, { DBInstanceIdentifier: 'far' }, { backup: west });
  assert.equal(restored.Status, 'COMPLETED');
  assert.deepEqual(await under.queryIn('us-west-2', 'far', 'select n from written order by n'), [{ n: 1 }, { n: 2 }]);
});

test('what it holds outlives the instance, whatever RDS is asked to delete, and is restored from', async () => {
  const { under, backup } = databases;
  await write(3);
  await under.pass(Duration.minutes(6));
  await under.available('source');
  await under.rds.deleteDBInstance({ ...source, SkipFinalSnapshot: true, DeleteAutomatedBackups: true });
  await under.pass(Duration.minutes(10));
  const told = await backup.describeRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: point });
  assert.equal(told.Status, 'STOPPED');
  await databases.restore(point, { DBInstanceIdentifier: 'revived', Engine: 'postgres', UseLatestRestorableTime: 'true' });
  assert.deepEqual(await databases.rows('revived'), [1, 2, 3]);
  await backup.deleteRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: point });
  await under.pass(Duration.hours(1));
  const { DBInstanceAutomatedBackups: left = [] } = await under.rds.describeDBInstanceAutomatedBackups({ Filters: [{ Name: 'status', Values: ['retained'] }] });
  assert.deepEqual(left, []);
  assert.deepEqual(under.faults, []);
});

test('a recovery point that is disassociated leaves the instance its backups, one that is deleted ends them', async () => {
  const { under, backup } = databases;
  const days = async () => (await under.find('revived')).BackupRetentionPeriod;
  const follow = async (BackupPlanName: string): Promise<string> => {
    const rule = { RuleName: 'hourly', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 * ? * * *)', StartWindowMinutes: 60, EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 5 } };
    const { BackupPlanId } = await backup.createBackupPlan({ BackupPlan: { BackupPlanName, Rules: [rule] } });
    const { SelectionId } = await backup.createBackupSelection({ BackupPlanId, BackupSelection: { ...selection, Resources: ['arn:aws:rds:us-east-1:123456789012:db:revived'] } });
    await under.pass(Duration.hours(2));
    await backup.deleteBackupSelection({ BackupPlanId, SelectionId });
    return (await under.available('revived')).AwsBackupRecoveryPointArn ?? 'never followed';
  };
  const first = await follow('first');
  assert.equal(await days(), 5);
  await backup.disassociateRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: first });
  assert.deepEqual([await days(), (await under.find('revived')).AwsBackupRecoveryPointArn], [5, undefined]);
  const { DBInstanceAutomatedBackups: [kept] = [] } = await under.rds.describeDBInstanceAutomatedBackups({ DBInstanceIdentifier: 'revived' });
  assert.equal(kept?.Status, 'active');
  const second = await follow('second');
  assert.notEqual(second, first);
  await backup.deleteRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: second });
  await under.pass(Duration.minutes(30));
  assert.equal(await days(), 0);
  assert.equal(await codeOf(under.rds.describeDBInstanceAutomatedBackups({ DBInstanceIdentifier: 'revived' })), 'DBInstanceAutomatedBackupNotFound');
});
