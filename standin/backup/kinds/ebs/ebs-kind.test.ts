/** Volumes in AWS Backup by example: backed up, lost, and restored in the same place, another zone, another region and another account. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Backup } from '@aws-sdk/client-backup';
import { EBS } from '@aws-sdk/client-ebs';
import { EC2 } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { createHash } from 'node:crypto';
import { Duration } from '../../../../time/duration';
import { startStandin, type Standin } from '../../../index';

const home = '123456789012';
const other = '210987654321';
let standin: Standin;
const faults: unknown[] = [];

function client<C extends { config: object }>(Client: new (config: never) => C, region = 'us-east-1', accountId = home): C {
  const options = { region, requestHandler: standin.requestHandler, credentials: { accessKeyId: accountId, secretAccessKey: accountId }, maxAttempts: 1 };
  // Every client takes these; their types have nothing in common that says so.
  const made = new Client(options as never);
  Object.defineProperty(made.config, 'systemClockOffset', { get: () => standin.clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  return made;
}

async function role(RoleName: string, policies: string[], accountId = home): Promise<string> {
  const iam = client(IAM, 'us-east-1', accountId);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
  for (const name of policies) await iam.attachRolePolicy({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/service-role/${name}` });
  return `arn:aws:iam::${accountId}:role/${RoleName}`;
}

const managed = ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores'];
let backups: string;

before(async () => {
  standin = await startStandin({ seed: 'test', onFault: (error) => void faults.push(error) });
  await client(Backup).createBackupVault({ BackupVaultName: 'vault' });
  await client(Backup, 'eu-west-1').createBackupVault({ BackupVaultName: 'vault' });
  backups = await role('backups', managed);
});

after(async () => {
  assert.deepEqual(faults, []);
  await standin.close();
});

async function over<Job>(look: () => Promise<Job>, stateOf: (job: Job) => string | undefined): Promise<Job> {
  for (let looks = 0; looks < 200; looks += 1) {
    const job = await look();
    if (['COMPLETED', 'FAILED', 'EXPIRED', 'ABORTED'].includes(stateOf(job) ?? '')) return job;
    await standin.clock.advance(Duration.minutes(1));
  }
  throw new Error('a job was not over in time');
}

/** A volume whose only block is full of a byte. */
async function volumeOf(fill: number): Promise<string> {
  const [ebs, ec2] = [client(EBS), client(EC2)];
  const data = Buffer.alloc(524_288, fill);
  const { SnapshotId: id = '' } = await ebs.startSnapshot({ VolumeSize: 1 });
  const Checksum = createHash('sha256').update(data).digest('base64');
  await ebs.putSnapshotBlock({ SnapshotId: id, BlockIndex: 2, BlockData: data, DataLength: data.length, Checksum, ChecksumAlgorithm: 'SHA256' });
  await ebs.completeSnapshot({ SnapshotId: id, ChangedBlocksCount: 1 });
  await standin.clock.advance(Duration.minutes(2));
  const { VolumeId = '' } = await ec2.createVolume({ AvailabilityZone: 'us-east-1a', SnapshotId: id, VolumeType: 'gp3', TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'plan', Value: 'orders' }] }] });
  await standin.clock.advance(Duration.minutes(1));
  return VolumeId;
}

/** What is in that block, read through a snapshot. */
async function fillOf(volumeId: string, region = 'us-east-1', accountId = home): Promise<number | undefined> {
  const [ebs, ec2] = [client(EBS, region, accountId), client(EC2, region, accountId)];
  const { SnapshotId = '' } = await ec2.createSnapshot({ VolumeId: volumeId });
  await standin.clock.advance(Duration.minutes(10));
  const { Blocks = [] } = await ebs.listSnapshotBlocks({ SnapshotId });
  assert.deepEqual(Blocks.map(({ BlockIndex }) => BlockIndex), [2]);
  const { BlockData } = await ebs.getSnapshotBlock({ SnapshotId, BlockIndex: 2, BlockToken: Blocks[0]?.BlockToken });
  return (await BlockData?.transformToByteArray())?.[524_287];
}

const arnOf = (volume: string) => `arn:aws:ec2:us-east-1:${home}:volume/${volume}`;

async function backUp(volume: string, IamRoleArn = backups) {
  const { BackupJobId } = await client(Backup).startBackupJob({ BackupVaultName: 'vault', ResourceArn: arnOf(volume), IamRoleArn });
  return over(() => client(Backup).describeBackupJob({ BackupJobId }), ({ State }) => State);
}

async function restore(RecoveryPointArn: string | undefined, Metadata: Record<string, string>, { region = 'us-east-1', accountId = home, IamRoleArn = backups } = {}) {
  const backup = client(Backup, region, accountId);
  const { RestoreJobId } = await backup.startRestoreJob({ RecoveryPointArn, Metadata, IamRoleArn, ResourceType: 'EBS' });
  return over(() => backup.describeRestoreJob({ RestoreJobId }), ({ Status }) => Status);
}

const idIn = (arn = '') => arn.slice(arn.lastIndexOf('/') + 1);

test('a volume that is backed up and lost comes back block for block, in whichever zone is asked for', async () => {
  const volume = await volumeOf(7);
  const job = await backUp(volume);
  assert.deepEqual([job.State, job.ResourceType, job.BackupSizeInBytes], ['COMPLETED', 'EBS', 1024 ** 3]);
  assert.match(job.RecoveryPointArn ?? '', /^arn:aws:ec2:us-east-1::snapshot\/snap-[0-9a-f]{17}$/);
  await client(EC2).deleteVolume({ VolumeId: volume });
  await standin.clock.advance(Duration.minutes(2));
  const { RestoreMetadata: metadata = {} } = await client(Backup).getRecoveryPointRestoreMetadata({ BackupVaultName: 'vault', RecoveryPointArn: job.RecoveryPointArn });
  assert.deepEqual(metadata, { encrypted: 'false', volumeId: volume });
  for (const availabilityZone of ['us-east-1a', 'us-east-1c']) {
    const restored = await restore(job.RecoveryPointArn, { ...metadata, availabilityZone, volumeType: 'gp3', volumeSize: '2' });
    assert.equal(restored.Status, 'COMPLETED', restored.StatusMessage);
    const { Volumes: [found] = [] } = await client(EC2).describeVolumes({ VolumeIds: [idIn(restored.CreatedResourceArn)] });
    assert.deepEqual([found?.AvailabilityZone, found?.Size, found?.VolumeType], [availabilityZone, 2, 'gp3']);
    assert.equal(await fillOf(idIn(restored.CreatedResourceArn)), 7);
  }
});

test('a copy in another region is encrypted with its vault\'s key, and restored there when the first region is lost', async () => {
  const { RecoveryPointArn } = await backUp(await volumeOf(9));
  const west = client(Backup, 'eu-west-1');
  const { CopyJobId } = await client(Backup).startCopyJob({ RecoveryPointArn, SourceBackupVaultName: 'vault', DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:${home}:backup-vault:vault`, IamRoleArn: backups });
  const { CopyJob } = await over(() => client(Backup).describeCopyJob({ CopyJobId }), (answer) => answer.CopyJob?.State);
  assert.equal(CopyJob?.State, 'COMPLETED', CopyJob?.StatusMessage);
  const point = await west.describeRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn: CopyJob?.DestinationRecoveryPointArn });
  assert.match(point.EncryptionKeyArn ?? '', /^arn:aws:kms:eu-west-1:/);
  const restored = await restore(point.RecoveryPointArn, { availabilityZone: 'eu-west-1b' }, { region: 'eu-west-1' });
  assert.equal(restored.Status, 'COMPLETED', restored.StatusMessage);
  assert.equal(await fillOf(idIn(restored.CreatedResourceArn), 'eu-west-1'), 9);
});

test('a copy in another account is restored by that account', async () => {
  await client(Backup).updateGlobalSettings({ GlobalSettings: { isCrossAccountBackupEnabled: 'true' } });
  const vault = client(Backup, 'us-east-1', other);
  const { BackupVaultArn } = await vault.createBackupVault({ BackupVaultName: 'theirs' });
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${home}:root` }, Action: 'backup:CopyIntoBackupVault', Resource: '*' }] };
  await vault.putBackupVaultAccessPolicy({ BackupVaultName: 'theirs', Policy: JSON.stringify(policy) });
  const { RecoveryPointArn } = await backUp(await volumeOf(5));
  const { CopyJobId } = await client(Backup).startCopyJob({ RecoveryPointArn, SourceBackupVaultName: 'vault', DestinationBackupVaultArn: BackupVaultArn, IamRoleArn: backups });
  const { CopyJob } = await over(() => client(Backup).describeCopyJob({ CopyJobId }), (answer) => answer.CopyJob?.State);
  assert.equal(CopyJob?.State, 'COMPLETED', CopyJob?.StatusMessage);
  const theirs = await role('theirs', managed, other);
  const restored = await restore(CopyJob?.DestinationRecoveryPointArn, { availabilityZone: 'us-east-1b' }, { accountId: other, IamRoleArn: theirs });
  assert.equal(restored.Status, 'COMPLETED', restored.StatusMessage);
  assert.equal(await fillOf(idIn(restored.CreatedResourceArn), 'us-east-1', other), 5);
});

test('its snapshot is AWS Backup\'s alone to delete, and goes with the recovery point', async () => {
  const { RecoveryPointArn } = await backUp(await volumeOf(3));
  const SnapshotId = idIn(RecoveryPointArn);
  const { Snapshots: [snapshot] = [] } = await client(EC2).describeSnapshots({ SnapshotIds: [SnapshotId] });
  assert.ok(snapshot?.Tags?.some(({ Key }) => Key === 'aws:backup:source-resource'));
  await assert.rejects(client(EC2).deleteSnapshot({ SnapshotId }), { name: 'InvalidParameterValue', message: /managed by the AWS Backup service/ });
  await client(Backup).deleteRecoveryPoint({ BackupVaultName: 'vault', RecoveryPointArn });
  await standin.clock.advance(Duration.minutes(10));
  await assert.rejects(client(EC2).describeSnapshots({ SnapshotIds: [SnapshotId] }), { name: 'InvalidSnapshot.NotFound' });
});

test('metadata that is unknown, unreadable or without a zone is refused, and what EC2 refuses fails the job', async () => {
  const { RecoveryPointArn } = await backUp(await volumeOf(1));
  const refused: Record<string, string>[] = [{}, { availabilityZone: 'us-east-1a', colour: 'red' }, { availabilityZone: 'us-east-1a', volumeSize: 'big' }, { availabilityZone: 'us-east-1a', encrypted: 'perhaps' }];
  for (const metadata of refused) await assert.rejects(restore(RecoveryPointArn, metadata), { name: 'InvalidParameterValueException' });
  assert.equal((await restore(RecoveryPointArn, { availabilityZone: 'eu-west-1a' })).Status, 'FAILED');
  assert.equal((await restore(RecoveryPointArn, { availabilityZone: 'us-east-1a', volumeType: 'gp3', volumeSize: '70000' })).Status, 'FAILED');
});

test('a role that may not take snapshots, or make volumes, fails the job', async () => {
  const volume = await volumeOf(2);
  const weak = await role('weak', []);
  const { State, StatusMessage } = await backUp(volume, weak);
  assert.deepEqual([State, /not authorized|permission|Access/i.test(StatusMessage ?? '')], ['FAILED', true], StatusMessage);
  const { RecoveryPointArn } = await backUp(volume);
  assert.equal((await restore(RecoveryPointArn, { availabilityZone: 'us-east-1a' }, { IamRoleArn: weak })).Status, 'FAILED');
});
