/** What accounts choose for AWS Backup. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { standinUnderTest } from '../../standin-under-test';
import { backupOf, backupOfAccount, refused } from '../client-under-test';

describe('a region’s settings', () => {
  test('opt in to every type until somebody says otherwise, of that region alone', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const before = await backup.describeRegionSettings({});
    assert.deepEqual([before.ResourceTypeOptInPreference?.S3, before.ResourceTypeOptInPreference?.RDS, before.ResourceTypeManagementPreference], [true, true, { DynamoDB: true, EFS: true }]);
    await backup.updateRegionSettings({ ResourceTypeOptInPreference: { S3: false }, ResourceTypeManagementPreference: { DynamoDB: false } });
    await backup.updateRegionSettings({ ResourceTypeOptInPreference: { EBS: false } });
    const after = await backup.describeRegionSettings({});
    const { S3, EBS, RDS } = after.ResourceTypeOptInPreference ?? {};
    assert.deepEqual([S3, EBS, RDS, after.ResourceTypeManagementPreference?.DynamoDB], [false, false, true, false]);
    assert.equal((await backupOf(standin, 'us-west-2').describeRegionSettings({})).ResourceTypeOptInPreference?.S3, true);
  });

  test('are of types that there are, and leave EFS to AWS Backup', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await refused(backup.updateRegionSettings({ ResourceTypeOptInPreference: { Paper: true } }), 'InvalidParameterValueException', /Paper/);
    await refused(backup.updateRegionSettings({ ResourceTypeManagementPreference: { EFS: false } }), 'InvalidParameterValueException', /EFS/);
    await refused(backup.updateRegionSettings({}), 'MissingParameterValueException');
  });
});

describe('global settings', () => {
  test('forbid copies to other accounts until the management account allows them', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    assert.deepEqual((await backup.describeGlobalSettings({})).GlobalSettings, { isCrossAccountBackupEnabled: 'false' });
    await backup.updateGlobalSettings({ GlobalSettings: { isCrossAccountBackupEnabled: 'true' } });
    const told = await backupOfAccount(standin, '210987654321').describeGlobalSettings({});
    assert.deepEqual([told.GlobalSettings, told.LastUpdateTime], [{ isCrossAccountBackupEnabled: 'true' }, standin.clock.now().toDate()]);
  });

  test('are updated by the management account alone, to true or false', async () => {
    await using standin = await standinUnderTest();
    const GlobalSettings = { isCrossAccountBackupEnabled: 'true' };
    await refused(backupOfAccount(standin, '210987654321').updateGlobalSettings({ GlobalSettings }), 'InvalidRequestException', /management account/);
    await refused(backupOf(standin).updateGlobalSettings({ GlobalSettings: { isCrossAccountBackupEnabled: 'perhaps' } }), 'InvalidParameterValueException', /true or false/);
    await refused(backupOf(standin).updateGlobalSettings({ GlobalSettings: { ...GlobalSettings, isMpaEnabled: 'true' } }), 'NotImplemented', /isMpaEnabled/);
  });
});

test('the supported types are those of which there is something to back up', async () => {
  await using standin = await standinUnderTest();
  const { ResourceTypes = [] } = await backupOf(standin).getSupportedResourceTypes({});
  assert.deepEqual(new Set(ResourceTypes), new Set(['EBS', 'RDS', 'S3']));
});
