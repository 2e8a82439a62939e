/** Protected resources: what has a recovery point, and which is its latest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescribeProtectedResourceOutput, ListProtectedResourcesOutput, ProtectedResource } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { BackupUnderTest, home, refused } from '../restores/testing/backup-under-test';
import { toyArn } from '../restores/testing/toy-kind';

async function list(backup: BackupUnderTest, operation = 'ListProtectedResources', input: object = {}): Promise<ProtectedResource[]> {
  return (await backup.call<ListProtectedResourcesOutput>(operation, input)).Results ?? [];
}

test('a resource is protected by its latest recovery point that is of use', async () => {
  const backup = await BackupUnderTest.make();
  backup.point('lamp');
  await backup.pass(Duration.days(1));
  backup.vault('other');
  const second = backup.point('lamp', { vault: 'other' });
  await backup.pass(Duration.days(1));
  backup.point('lamp', { status: 'CREATING' });
  const told = await backup.call<DescribeProtectedResourceOutput>('DescribeProtectedResource', { ResourceArn: toyArn(home, 'lamp') });
  assert.deepEqual(told, {
    ResourceArn: toyArn(home, 'lamp'),
    ResourceType: 'Toy',
    ResourceName: 'lamp',
    LastBackupTime: new Date('2026-01-06T00:00:00Z'),
    LastBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:other',
    LastRecoveryPointArn: second.arn,
  });
});

test('what was never backed up, or not here, is no protected resource', async () => {
  const backup = await BackupUnderTest.make();
  backup.point('lamp', { status: 'CREATING' });
  backup.vault('vault', { ...home, region: 'us-west-2' });
  backup.point('chair', { region: 'us-west-2' });
  for (const name of ['lamp', 'chair', 'table']) {
    assert.equal(await refused(backup.call('DescribeProtectedResource', { ResourceArn: toyArn(home, name) })), 'ResourceNotFoundException');
  }
  assert.deepEqual(await list(backup), []);
});

test('the last backup of a continuous one is as young as what can be restored', async () => {
  const backup = await BackupUnderTest.make();
  const window = { from: Instant.parse('2026-01-01T00:00:00Z'), to: Instant.parse('2026-01-04T23:55:00Z') };
  backup.point('lamp', { status: 'AVAILABLE', continuous: true, content: { body: 'x', window } });
  assert.deepEqual((await list(backup))[0]?.LastBackupTime, new Date('2026-01-04T23:55:00Z'));
});

test('lists tell each resource once, of all vaults or of one, in pages', async () => {
  const backup = await BackupUnderTest.make();
  backup.vault('other');
  for (const name of ['a', 'b', 'c']) backup.point(name);
  for (const name of ['c', 'd']) backup.point(name, { vault: 'other' });
  const names = async (operation: string, input: object): Promise<(string | undefined)[]> => (await list(backup, operation, input)).map(({ ResourceName }) => ResourceName);
  assert.deepEqual(await names('ListProtectedResources', {}), ['a', 'b', 'c', 'd']);
  assert.deepEqual(await names('ListProtectedResourcesByBackupVault', { BackupVaultName: 'other' }), ['c', 'd']);
  assert.deepEqual(await names('ListProtectedResourcesByBackupVault', { BackupVaultName: 'other', BackupVaultAccountId: '210987654321' }), []);
  const page = await backup.call<ListProtectedResourcesOutput>('ListProtectedResources', { MaxResults: 3 });
  assert.deepEqual([page.Results?.length, await names('ListProtectedResources', { MaxResults: 3, NextToken: page.NextToken })], [3, ['d']]);
  assert.equal(await refused(backup.call('ListProtectedResourcesByBackupVault', { BackupVaultName: 'none' })), 'AccessDeniedException');
});
