/** Who may do what in AWS Backup. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';
import { authorizer } from './authorize';
import { backupOf, backupOfUser, policyOf, refused } from './client-under-test';
import { BackupUnderTest, home } from './restores/testing/backup-under-test';
import { mayCopyFrom, mayCopyInto } from './vaults/may-copy';

const shop = { BackupVaultName: 'shop' };
const vaultArn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:shop';
const hidden = ['AccessDeniedException', 'Insufficient privileges to perform this action.'] as const;
const allow = (Action: string | string[], Resource = '*', more: object = {}): object => ({ Effect: 'Allow', Action, Resource, ...more });

async function withVaults(): Promise<StandinUnderTest> {
  const standin = await standinUnderTest();
  for (const BackupVaultName of ['shop', 'stock']) await backupOf(standin).createBackupVault({ BackupVaultName, BackupVaultTags: { name: BackupVaultName } });
  return standin;
}

describe('a caller’s own policy', () => {
  test('names vaults by ARN', async () => {
    await using standin = await withVaults();
    const user = await backupOfUser(standin, 'user', allow('backup:DescribeBackupVault', vaultArn));
    await user.describeBackupVault(shop);
    await refused(user.describeBackupVault({ BackupVaultName: 'stock' }), 'AccessDeniedException', /not authorized to perform: backup:DescribeBackupVault on resource: .*:backup-vault:stock/);
    await refused(user.deleteBackupVault(shop), 'AccessDeniedException', /backup:DeleteBackupVault/);
  });

  test('names plans by ARN, and lists by nothing', async () => {
    await using standin = await withVaults();
    const BackupPlan = { BackupPlanName: 'daily', Rules: [{ RuleName: 'daily', TargetBackupVaultName: 'shop' }] };
    const { BackupPlanId, BackupPlanArn } = await backupOf(standin).createBackupPlan({ BackupPlan });
    const user = await backupOfUser(standin, 'user', allow('backup:GetBackupPlan', BackupPlanArn), allow('backup:ListBackupVaults', vaultArn));
    await user.getBackupPlan({ BackupPlanId });
    await refused(user.deleteBackupPlan({ BackupPlanId }), 'AccessDeniedException', /backup:DeleteBackupPlan on resource: arn:aws:backup:us-east-1:123456789012:backup-plan:/);
    await refused(user.listBackupVaults({}), 'AccessDeniedException', /on resource: \*/);
  });

  test('asks for tags of what there is, and of what is made', async () => {
    await using standin = await withVaults();
    const tagged = { StringEquals: { 'aws:ResourceTag/name': 'shop' } };
    const asked = { 'StringEquals': { 'aws:RequestTag/team': 'orders' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } };
    const user = await backupOfUser(standin, 'user', allow('backup:DescribeBackupVault', '*', { Condition: tagged }), allow('backup:TagResource', '*', { Condition: asked }));
    await user.describeBackupVault(shop);
    await refused(user.describeBackupVault({ BackupVaultName: 'stock' }), 'AccessDeniedException');
    await user.tagResource({ ResourceArn: vaultArn, Tags: { team: 'orders' } });
    await refused(user.tagResource({ ResourceArn: vaultArn, Tags: { team: 'stock' } }), 'AccessDeniedException');
    await refused(user.tagResource({ ResourceArn: vaultArn, Tags: { team: 'orders', name: 'mine' } }), 'AccessDeniedException');
  });

  test('has to allow tagging where something is made with tags', async () => {
    await using standin = await withVaults();
    const user = await backupOfUser(standin, 'user', allow(['backup:CreateBackupVault', 'backup-storage:*', 'kms:*']));
    await user.createBackupVault({ BackupVaultName: 'plain' });
    await refused(user.createBackupVault({ BackupVaultName: 'tagged', BackupVaultTags: { team: 'orders' } }), 'AccessDeniedException', /backup:TagResource/);
  });

  test('asks how long a lock keeps, and when it is for good', async () => {
    await using standin = await withVaults();
    const condition = { NumericGreaterThanEquals: { 'backup:MinRetentionDays': '7', 'backup:ChangeableForDays': '10' } };
    const user = await backupOfUser(standin, 'user', allow('backup:PutBackupVaultLockConfiguration', '*', { Condition: condition }));
    await refused(user.putBackupVaultLockConfiguration({ ...shop, MinRetentionDays: 7, ChangeableForDays: 9 }), 'AccessDeniedException');
    await refused(user.putBackupVaultLockConfiguration({ ...shop, MinRetentionDays: 7 }), 'AccessDeniedException');
    await user.putBackupVaultLockConfiguration({ ...shop, MinRetentionDays: 7, ChangeableForDays: 10 });
  });
});

describe('a vault’s policy', () => {
  const deny = policyOf({ Effect: 'Deny', Principal: '*', Action: ['backup:DeleteBackupVault', 'backup:PutBackupVaultAccessPolicy'], Resource: '*' });

  test('is put, told of as it was written, and deleted', async () => {
    await using standin = await withVaults();
    const backup = backupOf(standin);
    await refused(backup.getBackupVaultAccessPolicy(shop), 'ResourceNotFoundException');
    const Policy = policyOf({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'backup:StartRestoreJob', Resource: '*' });
    await backup.putBackupVaultAccessPolicy({ ...shop, Policy });
    const { $metadata: _, ...told } = await backup.getBackupVaultAccessPolicy(shop);
    assert.deepEqual(told, { ...shop, BackupVaultArn: vaultArn, Policy });
    await backup.deleteBackupVaultAccessPolicy(shop);
    await refused(backup.getBackupVaultAccessPolicy(shop), 'ResourceNotFoundException');
  });

  test('turns away even the root user, without a reason', async () => {
    await using standin = await withVaults();
    const backup = backupOf(standin);
    await backup.putBackupVaultAccessPolicy({ ...shop, Policy: deny });
    await refused(backup.deleteBackupVault(shop), ...hidden);
    await refused(backup.putBackupVaultAccessPolicy({ ...shop, Policy: deny }), ...hidden);
    await backup.deleteBackupVault({ BackupVaultName: 'stock' });
    await backup.deleteBackupVaultAccessPolicy(shop);
    await backup.deleteBackupVault(shop);
  });

  test('lets in whom nothing else does', async () => {
    await using standin = await withVaults();
    const user = await backupOfUser(standin, 'user', allow('backup:ListBackupVaults'));
    await refused(user.describeBackupVault(shop), 'AccessDeniedException');
    const Policy = policyOf({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:user/user' }, Action: 'backup:DescribeBackupVault', Resource: vaultArn });
    await backupOf(standin).putBackupVaultAccessPolicy({ ...shop, Policy });
    await user.describeBackupVault(shop);
  });

  test('holds for the recovery points in it', async () => {
    const backup = await BackupUnderTest.make();
    const point = backup.point('lamp');
    const ask = (operation: string): void => {
      const caller = { kind: 'root', accountId: home.accountId, arn: 'arn:aws:iam::123456789012:root', userId: '', accessKeyId: '' } as const;
      const http = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, secure: false };
      authorizer(backup.state)(operation, { RecoveryPointArn: point.arn }, { service: 'backup', operation, region: home.region, caller, requestId: '', now: backup.clock.now(), http, answer: { headers: {} } });
    };
    ask('StartRestoreJob');
    await backup.call('PutBackupVaultAccessPolicy', { BackupVaultName: 'vault', Policy: policyOf({ Effect: 'Deny', Principal: '*', Action: 'backup:StartRestoreJob', Resource: '*' }) });
    assert.throws(() => ask('StartRestoreJob'), { name: 'AccessDeniedException', message: hidden[1] });
    ask('DescribeRecoveryPoint');
  });

  test('that is none is refused', async () => {
    await using standin = await withVaults();
    const backup = backupOf(standin);
    for (const Policy of ['{', policyOf({ Effect: 'Deny', Action: 'backup:*', Resource: '*' }), policyOf({ Effect: 'Perhaps', Principal: '*', Action: 'backup:*', Resource: '*' })]) {
      await refused(backup.putBackupVaultAccessPolicy({ ...shop, Policy }), 'InvalidParameterValueException', /policy/);
    }
    const Policy = policyOf({ Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:user/nobody' }, Action: 'backup:*', Resource: '*' });
    await refused(backup.putBackupVaultAccessPolicy({ ...shop, Policy }), 'InvalidParameterValueException', /principal/i);
    await refused(backup.putBackupVaultAccessPolicy({ ...shop, Policy: undefined }), 'MissingParameterValueException', /Policy/);
  });
});

test('copies go into a vault of another account where its policy lets them in, and out of one where nothing forbids it', async () => {
  const backup = await BackupUnderTest.make();
  await backup.policy('restores', allow('backup:Copy*'));
  const role = backup.state.neighbours.access.callerOfRole('arn:aws:iam::123456789012:role/restores', 'backup.amazonaws.com');
  const away = { accountId: '210987654321', region: 'us-east-1' };
  backup.vault('vault', away);
  const vault = (where = home) => backup.state.vaults.named(where, 'vault');
  const [own, other] = [vault(), vault(away)];
  assert.ok(role && own && other);
  assert.deepEqual([mayCopyInto(backup.state, own, role), mayCopyFrom(backup.state, own, role, other), mayCopyInto(backup.state, other, role)], [true, true, false]);
  const Policy = policyOf({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'backup:CopyIntoBackupVault', Resource: '*' });
  await backup.call('PutBackupVaultAccessPolicy', { BackupVaultName: 'vault', Policy }, away);
  const letting = vault(away);
  assert.ok(letting && mayCopyInto(backup.state, letting, role));
  const only = { ArnEquals: { 'backup:CopyTargets': own.arn } };
  await backup.policy('restores', allow('backup:CopyFromBackupVault', '*', { Condition: only }));
  assert.deepEqual([mayCopyFrom(backup.state, own, role, own), mayCopyFrom(backup.state, own, role, other)], [true, false]);
});
