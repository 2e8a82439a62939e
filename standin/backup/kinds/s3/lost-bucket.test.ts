/** A bucket that a plan backs up each day, lost, and brought back through the API: where it was, in another region, and in another account. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  BackupClient,
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  CreateBackupVaultCommand,
  DescribeBackupVaultCommand,
  DescribeRestoreJobCommand,
  ListRecoveryPointsByBackupVaultCommand,
  PutBackupVaultAccessPolicyCommand,
  StartRestoreJobCommand,
  UpdateGlobalSettingsCommand,
} from '@aws-sdk/client-backup';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, GetObjectCommand, ListObjectVersionsCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Duration } from '../../../../time/duration';
import { type Credentials, rootOf, type S3UnderTest, s3UnderTest, textOf } from '../../../s3/s3-under-test';

const Bucket = 'shop';
const other = '210987654321';

interface Place {
  region: string;
  account?: string;
}

function clientOf<C extends { config: object }>(standin: S3UnderTest, Client: new (config: never) => C, { region, account }: Place): C {
  const credentials: Credentials = account === undefined ? { accessKeyId: 'muster', secretAccessKey: 'muster' } : rootOf(account);
  // Every client takes these; their types have nothing in common that says so.
  const client = new Client({ region, requestHandler: standin.requestHandler, credentials, maxAttempts: 1 } as never);
  const offset = { get: () => standin.clock.now().epochMilliseconds - Date.now(), set: () => undefined };
  Object.defineProperty(client.config, 'systemClockOffset', offset);
  return client;
}

async function makeRole(standin: S3UnderTest, place: Place): Promise<string> {
  const iam = clientOf(standin, IAMClient, place);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'backups', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  for (const name of ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores']) {
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'backups', PolicyArn: `arn:aws:iam::aws:policy/service-role/${name}` }));
  }
  return Role?.Arn ?? '';
}

async function makeVault(standin: S3UnderTest, place: Place): Promise<string> {
  const backup = clientOf(standin, BackupClient, place);
  const { BackupVaultArn } = await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'vault' }));
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'backup:CopyIntoBackupVault', Resource: '*' }] };
  await backup.send(new PutBackupVaultAccessPolicyCommand({ BackupVaultName: 'vault', Policy: JSON.stringify(policy) }));
  return BackupVaultArn ?? '';
}

/** Restores the newest recovery point of a place's vault, and answers how the job ended. */
async function restored(standin: S3UnderTest, place: Place, IamRoleArn: string, name: string): Promise<string | undefined> {
  const backup = clientOf(standin, BackupClient, place);
  const { RecoveryPoints = [] } = await backup.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'vault' }));
  const newest = RecoveryPoints.toSorted((a, b) => Number(b.CreationDate) - Number(a.CreationDate))[0];
  assert.equal(newest?.Status, 'COMPLETED');
  const { EncryptionKeyArn } = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'vault' }));
  assert.equal(newest.EncryptionKeyArn, EncryptionKeyArn, 'the key is that of the vault that it is in');
  const Metadata = { DestinationBucketName: name, NewBucket: 'true', RestoreLatestVersionsUpTo: 'all', EncryptionType: 'SSE-S3' };
  const { RestoreJobId } = await backup.send(new StartRestoreJobCommand({ RecoveryPointArn: newest.RecoveryPointArn, IamRoleArn, Metadata }));
  await standin.pass(Duration.hours(1));
  const { Status, StatusMessage } = await backup.send(new DescribeRestoreJobCommand({ RestoreJobId }));
  return StatusMessage === undefined ? Status : `${Status ?? ''}: ${StatusMessage}`;
}

it('comes back as it was at the last backup, wherever a copy of it is', async () => {
  await using standin = await s3UnderTest();
  const [here, there, elsewhere]: [Place, Place, Place] = [{ region: 'us-east-1' }, { region: 'us-west-2' }, { region: 'eu-west-1', account: other }];
  const { client } = standin;
  const role = await makeRole(standin, here);
  const roleElsewhere = await makeRole(standin, elsewhere);
  await clientOf(standin, BackupClient, here).send(new UpdateGlobalSettingsCommand({ GlobalSettings: { isCrossAccountBackupEnabled: 'true' } }));
  await makeVault(standin, here);
  const copies = [await makeVault(standin, there), await makeVault(standin, elsewhere)];
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Body of ['one', 'two']) await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body, Metadata: { of: Body } }));

  const backup = clientOf(standin, BackupClient, here);
  const CopyActions = copies.map((DestinationBackupVaultArn) => ({ DestinationBackupVaultArn, Lifecycle: { DeleteAfterDays: 30 } }));
  const Rules = [{ RuleName: 'daily', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 5 ? * * *)', Lifecycle: { DeleteAfterDays: 35 }, CopyActions }];
  const { BackupPlanId } = await backup.send(new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName: 'plan', Rules } }));
  await backup.send(new CreateBackupSelectionCommand({ BackupPlanId, BackupSelection: { SelectionName: 'shop', IamRoleArn: role, Resources: [`arn:aws:s3:::${Bucket}`] } }));
  await standin.pass(Duration.days(3));

  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  for (const { Key, VersionId } of Versions) await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  await client.send(new DeleteBucketCommand({ Bucket }));

  for (const [place, roleArn, name] of [[here, role, Bucket], [there, role, 'shop-there'], [elsewhere, roleElsewhere, 'shop-elsewhere']] as const) {
    assert.equal(await restored(standin, place, roleArn, name), 'COMPLETED');
    const s3 = standin.clientFor(place.region, place.account === undefined ? undefined : rootOf(place.account));
    const now = await s3.send(new GetObjectCommand({ Bucket: name, Key: 'a' }));
    assert.deepEqual([await textOf(now), now.Metadata], ['two', { of: 'two' }]);
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: name }));
    assert.equal(listed.Versions?.length, 2);
    const older = await s3.send(new GetObjectCommand({ Bucket: name, Key: 'a', VersionId: listed.Versions?.at(-1)?.VersionId }));
    assert.equal(await textOf(older), 'one');
  }
  assert.deepEqual(standin.faults, []);
});
