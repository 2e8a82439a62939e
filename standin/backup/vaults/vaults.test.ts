/** Backup vaults: made, told of, and deleted. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { KMS } from '@aws-sdk/client-kms';
import { standinUnderTest } from '../../standin-under-test';
import { backupOf, backupOfAccount, backupOfUser, policyOf, refused } from '../client-under-test';
import { BackupUnderTest } from '../restores/testing/backup-under-test';

const arn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:shop';
const hidden = ['AccessDeniedException', 'Insufficient privileges to perform this action.'] as const;

describe('a vault', () => {
  test('is made with a name, and told of with what it has', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const made = await backup.createBackupVault({ BackupVaultName: 'shop', BackupVaultTags: { team: 'orders' } });
    const { $metadata: _, ...answer } = made;
    assert.deepEqual(answer, { BackupVaultName: 'shop', BackupVaultArn: arn, CreationDate: standin.clock.now().toDate() });
    const told = await backup.describeBackupVault({ BackupVaultName: 'shop' });
    assert.deepEqual([told.VaultType, told.VaultState, told.NumberOfRecoveryPoints, told.Locked], ['BACKUP_VAULT', 'AVAILABLE', 0, false]);
    assert.deepEqual((await backup.listTags({ ResourceArn: arn })).Tags, { team: 'orders' });
  });

  test('encrypts with the key of AWS Backup, or with one of the account’s own', async () => {
    await using standin = await standinUnderTest();
    const [backup, kms] = [backupOf(standin), standin.client(KMS)];
    await backup.createBackupVault({ BackupVaultName: 'shop' });
    const { KeyMetadata: ours } = await kms.describeKey({ KeyId: 'alias/aws/backup' });
    assert.equal((await backup.describeBackupVault({ BackupVaultName: 'shop' })).EncryptionKeyArn, ours?.Arn);
    const { KeyMetadata: own } = await kms.createKey({});
    await backup.createBackupVault({ BackupVaultName: 'own', EncryptionKeyArn: own?.Arn });
    const told = await backup.describeBackupVault({ BackupVaultName: 'own' });
    assert.deepEqual([told.EncryptionKeyArn, told.EncryptionKeyType], [own?.Arn, 'CUSTOMER_MANAGED_KMS_KEY']);
  });

  test('is not made with a key that is named by its alias, is not there, is disabled, or is not the caller’s to use', async () => {
    await using standin = await standinUnderTest();
    const [backup, kms] = [backupOf(standin), standin.client(KMS)];
    const { KeyMetadata: key } = await kms.createKey({});
    await refused(backup.createBackupVault({ BackupVaultName: 'shop', EncryptionKeyArn: 'arn:aws:kms:us-east-1:123456789012:alias/aws/backup' }), 'InvalidParameterValueException', /alias/);
    await refused(backup.createBackupVault({ BackupVaultName: 'shop', EncryptionKeyArn: key?.Arn?.replace(/.$/, 'x') }), 'InvalidParameterValueException', /EncryptionKeyArn/);
    const user = await backupOfUser(standin, 'user', { Effect: 'Allow', Action: ['backup:*', 'backup-storage:*'], Resource: '*' });
    await refused(user.createBackupVault({ BackupVaultName: 'shop', EncryptionKeyArn: key?.Arn }), ...hidden);
    await kms.disableKey({ KeyId: key?.KeyId });
    await refused(backup.createBackupVault({ BackupVaultName: 'shop', EncryptionKeyArn: key?.Arn }), 'InvalidParameterValueException', /disabled/);
  });

  test('is not made by whom backup storage is not open to', async () => {
    await using standin = await standinUnderTest();
    const user = await backupOfUser(standin, 'user', { Effect: 'Allow', Action: ['backup:*', 'kms:*'], Resource: '*' });
    await refused(user.createBackupVault({ BackupVaultName: 'shop' }), ...hidden);
  });

  test('has a name that no other has in its account and region', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await backup.createBackupVault({ BackupVaultName: 'shop' });
    await assert.rejects(backup.createBackupVault({ BackupVaultName: 'shop' }), { name: 'AlreadyExistsException', message: 'Backup vault with the same name already exists', Arn: arn });
    await backup.createBackupVault({ BackupVaultName: 'Shop' });
    await backupOf(standin, 'us-west-2').createBackupVault({ BackupVaultName: 'shop' });
    await backupOfAccount(standin, '210987654321').createBackupVault({ BackupVaultName: 'shop' });
  });

  test('is made once, however often the same request is sent', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const request = { BackupVaultName: 'shop', CreatorRequestId: 'once' };
    assert.deepEqual((await backup.createBackupVault(request)).CreationDate, (await backup.createBackupVault(request)).CreationDate);
    await assert.rejects(backup.createBackupVault({ ...request, CreatorRequestId: 'twice' }), { name: 'AlreadyExistsException', CreatorRequestId: 'once' });
  });

  test('has 2 to 50 letters, digits, hyphens and underscores for a name', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await backup.createBackupVault({ BackupVaultName: 'a'.repeat(50) });
    for (const BackupVaultName of ['a', 'a'.repeat(51), 'a.b', 'a b']) await refused(backup.createBackupVault({ BackupVaultName }), 'InvalidParameterValueException', /BackupVaultName/);
    await refused(backup.createBackupVault({ BackupVaultName: 'shop', CreatorRequestId: 'no blanks' }), 'InvalidParameterValueException', /CreatorRequestId/);
    await refused(backup.createBackupVault({ BackupVaultName: 'shop', BackupVaultTags: { 'aws:mine': 'no' } }), 'InvalidParameterValueException', /reserved/);
  });

  test('that is not there is like one that may not be seen', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await refused(backup.describeBackupVault({ BackupVaultName: 'shop' }), ...hidden);
    await refused(backup.getBackupVaultAccessPolicy({ BackupVaultName: 'shop' }), ...hidden);
    await refused(backup.deleteBackupVault({ BackupVaultName: 'shop' }), ...hidden);
    await backup.createBackupVault({ BackupVaultName: 'shop' });
    await refused(backup.describeBackupVault({ BackupVaultName: 'shop', BackupVaultAccountId: '210987654321' }), ...hidden);
  });

  test('is refused with AWS’s statuses: 403 for what is hidden, 400 for all else', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const status = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'answered', (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode);
    await backup.createBackupVault({ BackupVaultName: 'shop' });
    const calls = [backup.describeBackupVault({ BackupVaultName: 'none' }), backup.createBackupVault({ BackupVaultName: 'shop' }), backup.createBackupVault({ BackupVaultName: '?' }), backup.describeBackupJob({ BackupJobId: 'NONE' })];
    assert.deepEqual(await Promise.all(calls.map(status)), [403, 400, 400, 400]);
  });

  test('is deleted, unless it has recovery points', async () => {
    const backup = new BackupUnderTest();
    backup.vault('vault');
    const point = backup.point('lamp');
    await refused(backup.call('DeleteBackupVault', { BackupVaultName: 'vault' }), 'InvalidRequestException', 'Backup vault cannot be deleted because it contains recovery points.');
    backup.state.points.drop(point);
    await backup.call('DeleteBackupVault', { BackupVaultName: 'vault' });
    await refused(backup.call('DescribeBackupVault', { BackupVaultName: 'vault' }), ...hidden);
  });
});

describe('the list of vaults', () => {
  test('has the default one, and comes in pages', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    for (const BackupVaultName of ['one', 'two']) await backup.createBackupVault({ BackupVaultName });
    const first = await backup.listBackupVaults({ MaxResults: 2 });
    const second = await backup.listBackupVaults({ MaxResults: 2, NextToken: first.NextToken });
    const names = [first, second].map(({ BackupVaultList: list = [] }) => list.map(({ BackupVaultName: name }) => name));
    assert.deepEqual([names, second.NextToken], [[['Default', 'one'], ['two']], undefined]);
    assert.equal(first.BackupVaultList?.[0]?.EncryptionKeyArn, (await standin.client(KMS).describeKey({ KeyId: 'alias/aws/backup' })).KeyMetadata?.Arn);
    await refused(backup.listBackupVaults({ NextToken: 'made up' }), 'InvalidParameterValueException', /NextToken/);
    await refused(backup.listBackupVaults({ MaxResults: 1_001 }), 'InvalidParameterValueException', /MaxResults/);
  });

  test('has none that are air-gapped or shared', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    assert.equal((await backup.listBackupVaults({ ByVaultType: 'BACKUP_VAULT' })).BackupVaultList?.length, 1);
    assert.deepEqual((await backup.listBackupVaults({ ByVaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' })).BackupVaultList, []);
    assert.deepEqual((await backup.listBackupVaults({ ByShared: true })).BackupVaultList, []);
  });

  test('has no default one where it was deleted', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await backup.deleteBackupVault({ BackupVaultName: 'Default' });
    assert.deepEqual((await backup.listBackupVaults({})).BackupVaultList, []);
  });
});

describe('notifications', () => {
  const topic = { BackupVaultName: 'shop', SNSTopicArn: 'arn:aws:sns:us-east-1:123456789012:told' };

  test('are put, told of and deleted', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await backup.createBackupVault({ BackupVaultName: 'shop' });
    await refused(backup.getBackupVaultNotifications({ BackupVaultName: 'shop' }), 'ResourceNotFoundException');
    await backup.putBackupVaultNotifications({ ...topic, BackupVaultEvents: ['BACKUP_JOB_COMPLETED', 'RESTORE_JOB_FAILED'] });
    const { $metadata: _, ...told } = await backup.getBackupVaultNotifications({ BackupVaultName: 'shop' });
    assert.deepEqual(told, { ...topic, BackupVaultArn: arn, BackupVaultEvents: ['BACKUP_JOB_COMPLETED', 'RESTORE_JOB_FAILED'] });
    await backup.deleteBackupVaultNotifications({ BackupVaultName: 'shop' });
    await refused(backup.getBackupVaultNotifications({ BackupVaultName: 'shop' }), 'ResourceNotFoundException');
  });

  test('are of events that there are, and go to a topic', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await backup.createBackupVault({ BackupVaultName: 'shop' });
    await refused(backup.putBackupVaultNotifications({ ...topic, BackupVaultEvents: [] }), 'MissingParameterValueException', /BackupVaultEvents/);
    await refused(backup.putBackupVaultNotifications({ ...topic, BackupVaultEvents: ['VAULT_PAINTED' as never] }), 'InvalidParameterValueException', /VAULT_PAINTED/);
    await refused(backup.putBackupVaultNotifications({ ...topic, BackupVaultEvents: ['S3_RESTORE_OBJECT_FAILED'] }), 'NotImplemented', /S3_RESTORE_OBJECT_FAILED/);
    await refused(backup.putBackupVaultNotifications({ ...topic, SNSTopicArn: 'told', BackupVaultEvents: ['BACKUP_JOB_FAILED'] }), 'InvalidParameterValueException', /told/);
  });
});

test('a stand-in that starts again has the vaults, plans and settings that it had', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-backup-'));
  try {
    const seen = async (): Promise<unknown> => {
      await using standin = await standinUnderTest(directory);
      const backup = backupOf(standin);
      const { $metadata: _vault, ...vault } = await backup.describeBackupVault({ BackupVaultName: 'shop' });
      const { $metadata: _policy, ...policy } = await backup.getBackupVaultAccessPolicy({ BackupVaultName: 'shop' });
      const { BackupPlansList: [{ BackupPlanId = '' } = {}] = [] } = await backup.listBackupPlans({});
      const { $metadata: _plan, ...plan } = await backup.getBackupPlan({ BackupPlanId });
      return [vault, policy, plan, (await backup.describeRegionSettings({})).ResourceTypeOptInPreference?.S3];
    };
    {
      await using standin = await standinUnderTest(directory);
      const backup = backupOf(standin);
      await backup.createBackupVault({ BackupVaultName: 'shop', BackupVaultTags: { team: 'orders' } });
      await backup.putBackupVaultAccessPolicy({ BackupVaultName: 'shop', Policy: policyOf({ Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint', Resource: '*' }) });
      await backup.putBackupVaultLockConfiguration({ BackupVaultName: 'shop', MinRetentionDays: 7, ChangeableForDays: 3 });
      await backup.createBackupPlan({ BackupPlan: { BackupPlanName: 'daily', Rules: [{ RuleName: 'daily', TargetBackupVaultName: 'shop' }] } });
      await backup.updateRegionSettings({ ResourceTypeOptInPreference: { S3: false } });
    }
    const [once, again] = [await seen(), await seen()];
    assert.deepEqual(once, again);
    assert.deepEqual((once as [{ MinRetentionDays: number }, object, object, boolean])[0].MinRetentionDays, 7);
    assert.equal((once as unknown[])[3], false);
  } finally {
    await rm(directory, { recursive: true });
  }
});
