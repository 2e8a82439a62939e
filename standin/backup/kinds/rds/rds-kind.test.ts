/** Databases protected by AWS Backup: backed up, lost, and brought back, here, in another region and in another account. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Duration } from '../../../../time/duration';
import { codeOf } from '../../../rds/rds-under-test';
import { DatabasesUnderTest, otherAccount } from './databases-under-test';

let databases: DatabasesUnderTest;

before(async () => {
  databases = await DatabasesUnderTest.start();
  await databases.under.create('source', { BackupRetentionPeriod: 0, StorageEncrypted: true, Tags: [{ Key: 'team', Value: 'orders' }] });
  await databases.under.available('source');
  await databases.under.query('source', 'create table written (n int primary key)');
});

after(() => databases.close());

const write = (n: number, identifier = 'source') => databases.under.query(identifier, 'insert into written values ($1)', [n]);
const drop = async (identifier: string) => {
  await databases.under.rds.deleteDBInstance({ DBInstanceIdentifier: identifier, SkipFinalSnapshot: true });
  await databases.under.pass(Duration.minutes(10));
};

let point = '';

test('a backup is a snapshot named after its job, made while the instance is backing up, and not RDS users\' to delete', async () => {
  await write(1);
  const { under, backup } = databases;
  const started = await backup.startBackupJob({ BackupVaultName: 'vault', ResourceArn: 'arn:aws:rds:us-east-1:123456789012:db:source', IamRoleArn: 'arn:aws:iam::123456789012:role/backups' });
  for (let minute = 0; (await under.status('source')) === 'available' && minute < 90; minute++) await under.pass(Duration.minutes(1));
  assert.equal(await under.status('source'), 'backing-up');
  assert.equal((await backup.describeBackupJob({ BackupJobId: started.BackupJobId })).State, 'RUNNING');
  assert.equal(await codeOf(backup.stopBackupJob({ BackupJobId: started.BackupJobId })), 'InvalidRequestException');
  await write(2);
  const job = await databases.over(() => backup.describeBackupJob({ BackupJobId: started.BackupJobId }), ({ State }) => State);
  point = `arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-${job.BackupJobId?.toLowerCase()}`;
  assert.deepEqual([job.State, job.RecoveryPointArn, job.BackupSizeInBytes, job.ResourceType], ['COMPLETED', point, 20 * 1024 ** 3, 'RDS']);
  assert.equal(await under.status('source'), 'available');
  const keys = [job.EncryptionKeyArn, (await backup.describeRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: point })).EncryptionKeyArn];
  const { KmsKeyId } = await under.find('source');
  assert.ok(KmsKeyId);
  assert.deepEqual(keys, [KmsKeyId, KmsKeyId], 'the key is that of the source');
  assert.notEqual((await backup.describeBackupVault({ BackupVaultName: 'vault' })).EncryptionKeyArn, KmsKeyId);
  const { DBSnapshots: [snapshot] = [] } = await under.rds.describeDBSnapshots({ SnapshotType: 'awsbackup' });
  assert.deepEqual([snapshot?.DBSnapshotArn, snapshot?.SnapshotType, snapshot?.Status], [point, 'awsbackup', 'available']);
  assert.deepEqual((await under.rds.describeDBSnapshots({ SnapshotType: 'manual' })).DBSnapshots, []);
  assert.equal(await codeOf(under.rds.deleteDBSnapshot({ DBSnapshotIdentifier: snapshot?.DBSnapshotIdentifier })), 'InvalidDBSnapshotState');
});

test('an instance that is not available is not backed up, in RDS\'s own words', async () => {
  const { under, backup } = databases;
  await under.rds.stopDBInstance({ DBInstanceIdentifier: 'source' });
  const started = await backup.startBackupJob({
    BackupVaultName: 'vault', ResourceArn: 'arn:aws:rds:us-east-1:123456789012:db:source', IamRoleArn: 'arn:aws:iam::123456789012:role/backups', StartWindowMinutes: 60,
  });
  const job = await databases.over(() => backup.describeBackupJob({ BackupJobId: started.BackupJobId }), ({ State }) => State);
  assert.deepEqual([job.State, job.StatusMessage], ['EXPIRED', 'Instance source is not in available state.']);
  await under.rds.startDBInstance({ DBInstanceIdentifier: 'source' });
  await under.available('source');
});

test('the backup tells how to restore it, and the restored instance holds what was there at the backup', async () => {
  const { under, backup } = databases;
  const { RestoreMetadata: metadata = {} } = await backup.getRecoveryPointRestoreMetadata({ BackupVaultName: 'vault', RecoveryPointArn: point });
  assert.deepEqual([metadata.DBInstanceClass, metadata.AllocatedStorage, metadata.Engine, metadata.MultiAZ], ['db.t4g.micro', '20', 'postgres', 'false']);
  const restored = await databases.restore(point, { ...metadata, DBInstanceIdentifier: 'Restored', Port: '5433' });
  assert.deepEqual([restored.Status, restored.CreatedResourceArn], ['COMPLETED', 'arn:aws:rds:us-east-1:123456789012:db:restored']);
  const found = await under.find('restored');
  assert.deepEqual([found.DBInstanceStatus, found.Endpoint?.Port, found.DeletionProtection], ['available', 5433, false]);
  assert.deepEqual(await databases.rows('restored'), [1]);
  await drop('restored');
});

test('a restore is refused for metadata that mean nothing, and fails for what RDS refuses', async () => {
  const { under, backup } = databases;
  const started = (Metadata: Record<string, string>) => codeOf(backup.startRestoreJob({ RecoveryPointArn: point, Metadata, IamRoleArn: 'arn:aws:iam::123456789012:role/backups' }));
  assert.equal(await started({}), 'InvalidParameterValueException');
  const wrongs: Record<string, string>[] = [{ Colour: 'blue' }, { Port: 'high' }, { MultiAZ: 'perhaps' }, { VpcSecurityGroupIds: 'sg-1' }, { RestoreTime: '2026-01-05T00:00:00Z' }];
  for (const wrong of wrongs) {
    assert.equal(await started({ DBInstanceIdentifier: 'other', ...wrong }), 'InvalidParameterValueException', JSON.stringify(wrong));
  }
  const failed = async (metadata: Record<string, string>, role?: string) => {
    const job = await databases.restore(point, { DBInstanceIdentifier: 'other', ...metadata }, { role });
    return [job.Status, job.StatusMessage];
  };
  assert.deepEqual(await failed({ DBInstanceIdentifier: 'source' }), ['FAILED', 'DB instance already exists']);
  assert.deepEqual(await failed({ AvailabilityZone: 'us-west-2a' }), ['FAILED', 'The availability zone us-west-2a is not in the region us-east-1.']);
  const [status, message] = await failed({}, await databases.role('backs-up-only', ['AWSBackupServiceRolePolicyForBackup']));
  assert.equal(status, 'FAILED');
  assert.match(message ?? '', /^You are not authorized to perform this operation\. .*rds:RestoreDBInstanceFromDBSnapshot on resource: arn:aws:rds:us-east-1:123456789012:/);
  assert.equal(await codeOf(under.find('other')), 'DBInstanceNotFound');
});

test('a role that may not take snapshots fails the job, and leaves the instance alone', async () => {
  await databases.role('restores-only', ['AWSBackupServiceRolePolicyForRestores']);
  const job = await databases.backUp('source', 'restores-only');
  assert.deepEqual([job.State, job.MessageCategory], ['FAILED', 'AccessDenied']);
  assert.match(job.StatusMessage ?? '', /rds:CreateDBSnapshot on resource: arn:aws:rds:us-east-1:123456789012:db:source/);
  assert.equal(await databases.under.status('source'), 'available');
});

test('a copy in another region outlives the source and its backup, and is restored there', async () => {
  const west = databases.backupIn('us-west-2');
  const { BackupVaultArn: vaultArn = '' } = await west.createBackupVault({ BackupVaultName: 'far' });
  const copied = await databases.copy(point, vaultArn);
  assert.equal(copied.State, 'COMPLETED');
  const copy = copied.DestinationRecoveryPointArn ?? '';
  assert.match(copy, /^arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-[0-9a-f-]{36}$/);
  const rds = databases.under.client('us-west-2');
  const { DBSnapshots: [snapshot] = [] } = await rds.describeDBSnapshots({ DBSnapshotIdentifier: copy });
  assert.deepEqual([snapshot?.SourceRegion, snapshot?.SourceDBSnapshotIdentifier, snapshot?.Encrypted], ['us-east-1', point, true]);
  assert.equal(snapshot?.KmsKeyId, (await west.describeBackupVault({ BackupVaultName: 'far' })).EncryptionKeyArn);
  await drop('source');
  await databases.backup.deleteRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: point });
  await databases.under.pass(Duration.hours(1));
  assert.deepEqual((await databases.under.rds.describeDBSnapshots({ SnapshotType: 'awsbackup' })).DBSnapshots, []);
  const { RestoreMetadata: metadata = {} } = await west.getRecoveryPointRestoreMetadata({ BackupVaultName: 'far', RecoveryPointArn: copy });
  const restored = await databases.restore(copy, { ...metadata, DBInstanceIdentifier: 'source' }, { backup: west });
  assert.deepEqual([restored.Status, restored.CreatedResourceArn], ['COMPLETED', 'arn:aws:rds:us-west-2:123456789012:db:source']);
  assert.deepEqual(await databases.under.queryIn('us-west-2', 'source', 'select n from written'), [{ n: 1 }]);
});

test('a copy in another account is restored by that account\'s own role', async () => {
  const { under } = databases;
  await under.create('third', { BackupRetentionPeriod: 0 });
  await under.available('third');
  await under.query('third', 'create table written (n int primary key)');
  await write(7, 'third');
  await databases.backup.updateGlobalSettings({ GlobalSettings: { isCrossAccountBackupEnabled: 'true' } });
  const there = databases.backupIn('us-east-1', otherAccount);
  const { BackupVaultArn: vaultArn = '' } = await there.createBackupVault({ BackupVaultName: 'theirs' });
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'backup:CopyIntoBackupVault', Resource: '*' }] };
  await there.putBackupVaultAccessPolicy({ BackupVaultName: 'theirs', Policy: JSON.stringify(policy) });
  const { RecoveryPointArn: arn = '' } = await databases.backUp('third');
  const copied = await databases.copy(arn, vaultArn);
  assert.deepEqual([copied.State, copied.StatusMessage], ['COMPLETED', undefined]);
  const role = await databases.role('restores', ['AWSBackupServiceRolePolicyForRestores'], otherAccount);
  const restored = await databases.restore(copied.DestinationRecoveryPointArn ?? '', { DBInstanceIdentifier: 'third' }, { backup: there, role });
  assert.deepEqual([restored.Status, restored.CreatedResourceArn], ['COMPLETED', `arn:aws:rds:us-east-1:${otherAccount}:db:third`]);
  assert.deepEqual(under.faults, []);
});
