/** Tags of what AWS Backup has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListTagsOutput } from '@aws-sdk/client-backup';
import { standinUnderTest } from '../../standin-under-test';
import { backupOf, refused } from '../client-under-test';
import { BackupUnderTest } from '../restores/testing/backup-under-test';

const ResourceArn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:shop';

test('tags are added to those that are there, replace those of their keys, and are taken away', async () => {
  await using standin = await standinUnderTest();
  const backup = backupOf(standin);
  const { BackupPlanArn } = await backup.createBackupPlan({ BackupPlan: { BackupPlanName: 'daily', Rules: [{ RuleName: 'daily', TargetBackupVaultName: 'shop' }] } });
  await backup.createBackupVault({ BackupVaultName: 'shop' });
  const RecoveryPointSelection = { Algorithm: 'LATEST_WITHIN_WINDOW' as const, RecoveryPointTypes: ['SNAPSHOT' as const], IncludeVaults: ['*'] };
  const { RestoreTestingPlanArn } = await backup.createRestoreTestingPlan({ RestoreTestingPlan: { RestoreTestingPlanName: 'nightly', ScheduleExpression: undefined, RecoveryPointSelection } });
  for (const arn of [ResourceArn, BackupPlanArn, RestoreTestingPlanArn]) {
    await backup.tagResource({ ResourceArn: arn, Tags: { team: 'orders', stage: 'test' } });
    await backup.tagResource({ ResourceArn: arn, Tags: { stage: 'production' } });
    await backup.untagResource({ ResourceArn: arn, TagKeyList: ['team', 'none'] });
    assert.deepEqual((await backup.listTags({ ResourceArn: arn })).Tags, { stage: 'production' });
  }
});

test('recovery points that AWS Backup keeps itself have tags', async () => {
  const backup = await BackupUnderTest.make();
  const { arn } = backup.point('lamp');
  await backup.call('TagResource', { ResourceArn: arn, Tags: { keep: 'yes' } });
  assert.deepEqual((await backup.call<ListTagsOutput>('ListTags', { ResourceArn: arn })).Tags, { keep: 'yes' });
});

test('tags come in pages', async () => {
  await using standin = await standinUnderTest();
  const backup = backupOf(standin);
  await backup.createBackupVault({ BackupVaultName: 'shop', BackupVaultTags: { a: '1', b: '2', c: '3' } });
  const first = await backup.listTags({ ResourceArn, MaxResults: 2 });
  const second = await backup.listTags({ ResourceArn, MaxResults: 2, NextToken: first.NextToken });
  assert.deepEqual([first.Tags, second.Tags, second.NextToken], [{ a: '1', b: '2' }, { c: '3' }, undefined]);
});

test('what has no tags is refused', async () => {
  await using standin = await standinUnderTest();
  const backup = backupOf(standin);
  await refused(backup.listTags({ ResourceArn }), 'ResourceNotFoundException');
  await refused(backup.listTags({ ResourceArn: 'arn:aws:s3:::orders' }), 'InvalidParameterValueException', /arn:aws:s3:::orders/);
  await backup.createBackupVault({ BackupVaultName: 'shop' });
  await refused(backup.tagResource({ ResourceArn, Tags: { 'aws:mine': 'no' } }), 'InvalidParameterValueException', /reserved/);
  await refused(backup.tagResource({ ResourceArn, Tags: { ['k'.repeat(129)]: 'long' } }), 'InvalidParameterValueException', /too long/);
  const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`tag-${number}`, 'x']));
  await backup.tagResource({ ResourceArn, Tags: fifty });
  await refused(backup.tagResource({ ResourceArn, Tags: { more: 'x' } }), 'InvalidParameterValueException', /50/);
});
