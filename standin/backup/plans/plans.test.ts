/** Backup plans: their rules, their versions, and what is refused. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Backup, BackupPlanInput, BackupRuleInput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { standinUnderTest } from '../../standin-under-test';
import { backupOf, refused, roleArn, withRole } from '../client-under-test';

const planOf = (rule: Partial<BackupRuleInput> = {}, more: Partial<BackupPlanInput> = {}): BackupPlanInput => ({
  BackupPlanName: 'daily',
  Rules: [{ RuleName: 'daily', TargetBackupVaultName: 'shop', ...rule }],
  ...more,
});

async function made(backup: Backup, BackupPlan = planOf()): Promise<string> {
  const { BackupPlanId = '' } = await backup.createBackupPlan({ BackupPlan });
  return BackupPlanId;
}

describe('a plan', () => {
  test('has a schedule at five in UTC, eight hours to start and seven days to complete where it does not say', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const answer = await backup.createBackupPlan({ BackupPlan: planOf(), BackupPlanTags: { team: 'orders' } });
    assert.equal(answer.BackupPlanArn, `arn:aws:backup:us-east-1:123456789012:backup-plan:${answer.BackupPlanId}`);
    assert.match(answer.BackupPlanId ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    const { BackupPlan: { BackupPlanName, Rules: [rule] = [] } = {}, VersionId } = await backup.getBackupPlan({ BackupPlanId: answer.BackupPlanId });
    assert.deepEqual([BackupPlanName, VersionId], ['daily', answer.VersionId]);
    const { RuleId, ...said } = rule ?? {};
    assert.match(RuleId ?? '', /^[0-9a-f-]{36}$/);
    const windows = { ScheduleExpression: 'cron(0 5 ? * * *)', ScheduleExpressionTimezone: 'UTC', StartWindowMinutes: 480, CompletionWindowMinutes: 10_080 };
    assert.deepEqual(said, { RuleName: 'daily', TargetBackupVaultName: 'shop', ...windows, RecoveryPointTags: {}, CopyActions: [], EnableContinuousBackup: false });
    assert.deepEqual((await backup.listTags({ ResourceArn: answer.BackupPlanArn })).Tags, { team: 'orders' });
  });

  test('is told of as it was said', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const rule = {
      RuleName: 'monthly',
      TargetBackupVaultName: 'shop',
      ScheduleExpression: 'cron(0 3 1 * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      StartWindowMinutes: 60,
      CompletionWindowMinutes: 180,
      Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 120, OptInToArchiveForSupportedResources: true },
      RecoveryPointTags: { rule: 'monthly' },
      CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:123456789012:backup-vault:away', Lifecycle: { DeleteAfterDays: 365 } }],
      EnableContinuousBackup: false,
    };
    const settings = [{ ResourceType: 'S3', BackupOptions: { BackupACLs: 'disabled', S3BackupObjectTags: 'enabled' } }];
    const id = await made(backup, { BackupPlanName: 'monthly', Rules: [rule], AdvancedBackupSettings: settings });
    const { BackupPlan } = await backup.getBackupPlan({ BackupPlanId: id });
    assert.deepEqual(BackupPlan?.Rules?.map(({ RuleId: _, ...said }) => said), [rule]);
    assert.deepEqual(BackupPlan?.AdvancedBackupSettings, settings);
    const { BackupPlanTemplateJson = '' } = await backup.exportBackupPlanTemplate({ BackupPlanId: id });
    assert.deepEqual(JSON.parse(BackupPlanTemplateJson), { BackupPlanName: 'monthly', AdvancedBackupSettings: settings, Rules: [rule] });
  });

  test('like another one is refused; one with the same request is the same', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const first = await backup.createBackupPlan({ BackupPlan: planOf(), CreatorRequestId: 'once' });
    await assert.rejects(backup.createBackupPlan({ BackupPlan: planOf() }), {
      name: 'AlreadyExistsException', message: 'Backup plan with the same plan document already exists', Arn: first.BackupPlanArn, CreatorRequestId: 'once',
    });
    const again = await backup.createBackupPlan({ BackupPlan: planOf(), CreatorRequestId: 'once' });
    assert.deepEqual([again.BackupPlanId, again.VersionId], [first.BackupPlanId, first.VersionId]);
    await backup.createBackupPlan({ BackupPlan: planOf({ StartWindowMinutes: 60 }) });
  });

  test('has a new version after each change, and the old ones can be read', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const first = await backup.createBackupPlan({ BackupPlan: planOf() });
    const BackupPlanId = first.BackupPlanId;
    await standin.pass(Duration.hours(1));
    const second = await backup.updateBackupPlan({ BackupPlanId, BackupPlan: planOf({ StartWindowMinutes: 60 }) });
    assert.notEqual(first.VersionId, second.VersionId);
    const windows = async (VersionId?: string): Promise<(number | undefined)[] | undefined> => (await backup.getBackupPlan({ BackupPlanId, VersionId })).BackupPlan?.Rules?.map((rule) => rule.StartWindowMinutes);
    assert.deepEqual([await windows(), await windows(first.VersionId)], [[60], [480]]);
    await refused(backup.getBackupPlan({ BackupPlanId, VersionId: 'none' }), 'ResourceNotFoundException', 'Failed reading Backup plan with provided version');
    const { BackupPlanVersionsList: versions = [] } = await backup.listBackupPlanVersions({ BackupPlanId });
    assert.deepEqual(versions.map(({ VersionId }) => VersionId), [first.VersionId, second.VersionId]);
  });

  test('is deleted once it selects nothing, and still told of', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await withRole(standin);
    const BackupPlanId = await made(backup);
    const { SelectionId } = await backup.createBackupSelection({ BackupPlanId, BackupSelection: { SelectionName: 'all', IamRoleArn: roleArn, Resources: ['*'] } });
    await refused(backup.deleteBackupPlan({ BackupPlanId }), 'InvalidRequestException', 'Related backup plan selections must be deleted prior to backup plan deletion');
    await backup.deleteBackupSelection({ BackupPlanId, SelectionId });
    const { DeletionDate } = await backup.deleteBackupPlan({ BackupPlanId });
    assert.deepEqual(DeletionDate, standin.clock.now().toDate());
    assert.deepEqual((await backup.getBackupPlan({ BackupPlanId })).DeletionDate, DeletionDate);
    assert.deepEqual((await backup.listBackupPlans({})).BackupPlansList, []);
    assert.deepEqual((await backup.listBackupPlans({ IncludeDeleted: true })).BackupPlansList?.map((plan) => plan.BackupPlanId), [BackupPlanId]);
    await refused(backup.updateBackupPlan({ BackupPlanId, BackupPlan: planOf() }), 'ResourceNotFoundException');
    await refused(backup.deleteBackupPlan({ BackupPlanId }), 'ResourceNotFoundException');
    await made(backup);
  });

  test('says when its rules come round next', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    const BackupPlanId = await made(backup, planOf({ ScheduleExpression: 'cron(0 0/12 * * ? *)' }));
    assert.equal((await backup.getBackupPlan({ BackupPlanId })).ScheduledRunsPreview, undefined);
    const { ScheduledRunsPreview: runs = [] } = await backup.getBackupPlan({ BackupPlanId, MaxScheduledRunsPreview: 3 });
    assert.deepEqual(runs.map(({ ExecutionTime }) => ExecutionTime?.toISOString().slice(0, 13)), ['2026-01-05T12', '2026-01-06T00', '2026-01-06T12']);
    await refused(backup.getBackupPlan({ BackupPlanId, MaxScheduledRunsPreview: 11 }), 'InvalidParameterValueException', /MaxScheduledRunsPreview/);
  });
});

describe('a rule is refused', () => {
  const rows: [string, Partial<BackupRuleInput>, RegExp | string][] = [
    ['whose schedule cannot be read', { ScheduleExpression: 'cron(0 25 * * ? *)' }, /^Error in rule daily : Invalid schedule expression/],
    ['that comes round more than once an hour', { ScheduleExpression: 'cron(0/30 * * * ? *)' }, /more than once an hour/],
    ['whose rate is less than an hour', { ScheduleExpression: 'rate(59 minutes)' }, /more than once an hour/],
    ['of a time zone that there is not', { ScheduleExpressionTimezone: 'Europe/Atlantis' }, /timezone/],
    ['that has less than an hour to start', { StartWindowMinutes: 59 }, /start window/],
    ['that has no time to complete', { CompletionWindowMinutes: 0 }, /completion window/],
    ['that deletes less than 90 days after it goes cold', { Lifecycle: { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 90 } }, 'Error in rule daily : Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays'],
    ['that deletes at once', { Lifecycle: { DeleteAfterDays: 0 } }, 'Error in rule daily : Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days'],
    ['that keeps longer than a century', { Lifecycle: { DeleteAfterDays: 36_501 } }, /36500/],
    ['that keeps continuous backups longer than 35 days', { EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 36 } }, /DeleteAfterDays cannot be less than 1 or more than 35 days/],
    ['that keeps continuous backups for good', { EnableContinuousBackup: true }, /more than 35 days/],
    ['that has continuous backups go cold', { EnableContinuousBackup: true, Lifecycle: { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 35 } }, 'Error in rule daily : Invalid lifecycle. MoveToColdStorageAfterDays is unavailable'],
    ['that copies to no vault', { CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:s3:::away' }] }, /destination/],
    ['whose copies break the lifecycle’s rules', { CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:123456789012:backup-vault:away', Lifecycle: { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 2 } }] }, /90 days apart/],
    ['with a vault’s name that can be none', { TargetBackupVaultName: 'no vault' }, /TargetBackupVaultName/],
    ['with a name that can be none', { RuleName: 'no name' }, /RuleName/],
    ['with tags that are AWS’s', { RecoveryPointTags: { 'aws:mine': 'no' } }, /reserved/],
  ];
  for (const [what, rule, message] of rows) {
    test(what, async () => {
      await using standin = await standinUnderTest();
      await refused(backupOf(standin).createBackupPlan({ BackupPlan: planOf(rule) }), 'InvalidParameterValueException', message);
    });
  }

  test('with what is not served, by its name', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    for (const rule of [{ IndexActions: [{}] }, { ScanActions: [{}] }, { TargetLogicallyAirGappedBackupVaultArn: 'arn' }]) {
      await refused(backup.createBackupPlan({ BackupPlan: planOf(rule) }), 'NotImplemented', new RegExp(Object.keys(rule)[0] ?? ''));
    }
    await refused(backup.createBackupPlan({ BackupPlan: planOf({}, { AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }] }) }), 'NotImplemented', /EC2/);
  });

  test('with lifecycles that are just long enough it is not', async () => {
    await using standin = await standinUnderTest();
    const backup = backupOf(standin);
    await made(backup, planOf({ Lifecycle: { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 91 } }));
    await made(backup, planOf({ Lifecycle: { MoveToColdStorageAfterDays: 400 } }));
    await made(backup, planOf({ Lifecycle: { DeleteAfterDays: -1, MoveToColdStorageAfterDays: -1 } }));
    await made(backup, planOf({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 35 } }));
    await made(backup, planOf({ ScheduleExpression: 'rate(1 hour)' }));
  });
});

test('a plan is refused without a name, without rules, with two of one name, and with options that there are not', async () => {
  await using standin = await standinUnderTest();
  const backup = backupOf(standin);
  const [rule] = planOf().Rules ?? [];
  await refused(backup.createBackupPlan({ BackupPlan: undefined }), 'MissingParameterValueException', /BackupPlan/);
  await refused(backup.createBackupPlan({ BackupPlan: planOf({}, { BackupPlanName: undefined }) }), 'MissingParameterValueException', /BackupPlanName/);
  await refused(backup.createBackupPlan({ BackupPlan: planOf({}, { BackupPlanName: 'a'.repeat(51) }) }), 'InvalidParameterValueException', /BackupPlanName/);
  await refused(backup.createBackupPlan({ BackupPlan: planOf({}, { Rules: [] }) }), 'MissingParameterValueException', /Rules/);
  await refused(backup.createBackupPlan({ BackupPlan: planOf({}, { Rules: rule && [rule, rule] }) }), 'InvalidParameterValueException', /Duplicate/);
  const settings = [{ ResourceType: 'S3', BackupOptions: { BackupACLs: 'perhaps' } }];
  await refused(backup.createBackupPlan({ BackupPlan: planOf({}, { AdvancedBackupSettings: settings }) }), 'InvalidParameterValueException', /BackupACLs/);
  await refused(backup.getBackupPlan({ BackupPlanId: 'none' }), 'ResourceNotFoundException');
});
