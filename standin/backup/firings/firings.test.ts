/** Backup jobs that the rules of plans make when they come round. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { CopyJob, ListCopyJobsOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { home } from '../restores/testing/backup-under-test';
import { letCopiesOut, everything, jobs, note, noteArn, notesUnderTest, type NotesUnderTest, plan, roleArn } from '../jobs/testing/notes-under-test';

// The world begins on Monday, 5 January 2026, at midnight.
const daily = { ScheduleExpression: 'cron(0 5 ? * * *)' };

async function made(notes: NotesUnderTest): Promise<string[]> {
  return (await jobs(notes)).map(({ ResourceName, CreationDate, State }) => `${CreationDate?.toISOString().slice(5, 16)} ${ResourceName} ${State}`);
}

function copiesOf({ backup }: NotesUnderTest): Promise<CopyJob[]> {
  return backup.call<ListCopyJobsOutput>('ListCopyJobs', {}).then(({ CopyJobs = [] }) => CopyJobs);
}

test('a rule comes round at its times, and its jobs begin early in their window', async () => {
  const notes = await notesUnderTest();
  const id = await plan(notes, [{ ...daily, Lifecycle: { DeleteAfterDays: 20 }, RecoveryPointTags: { made: 'by plan' } }]);
  await notes.backup.pass(Duration.hours(24 * 2 + 6));
  assert.deepEqual(await made(notes), ['01-05T05:00 one COMPLETED', '01-06T05:00 one COMPLETED', '01-07T05:00 one COMPLETED']);
  const [{ StartBy, CreatedBy, IamRoleArn, RecoveryPointArn, RecoveryPointLifecycle } = {}] = await jobs(notes);
  const { BackupPlanVersion, BackupRuleId, ...creator } = CreatedBy ?? {};
  assert.ok(BackupPlanVersion && BackupRuleId);
  const planArn = `arn:aws:backup:us-east-1:123456789012:backup-plan:${id}`;
  assert.deepEqual(creator, { BackupPlanId: id, BackupPlanArn: planArn, BackupPlanName: 'plan', BackupRuleName: 'rule-0', BackupRuleCron: 'cron(0 5 ? * * *)', BackupRuleTimezone: 'UTC' });
  assert.deepEqual([StartBy, IamRoleArn, RecoveryPointLifecycle], [new Date('2026-01-05T13:00:00Z'), roleArn, { DeleteAfterDays: 20 }]);
  const point = notes.backup.state.points.get(RecoveryPointArn ?? '');
  assert.deepEqual([point?.tags, point?.createdBy?.BackupPlanId], [{ made: 'by plan' }, id]);
  assert.ok(point && point.created.toString() > '2026-01-05T05:00:00.000Z' && point.created.toString() <= '2026-01-05T05:20:00.000Z');
});

test('windows count from the time of the schedule', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { unusable: 'busy' });
  note(notes, 'two', { minutes: 500 });
  await plan(notes, [{ ...daily, StartWindowMinutes: 60, CompletionWindowMinutes: 180 }]);
  await notes.backup.pass(Duration.minutes(5 * 60 + 59));
  assert.deepEqual(await made(notes), ['01-05T05:00 one CREATED', '01-05T05:00 two RUNNING']);
  await notes.backup.pass(Duration.minutes(2));
  assert.deepEqual(await made(notes), ['01-05T05:00 one EXPIRED', '01-05T05:00 two RUNNING']);
  await notes.backup.pass(Duration.minutes(120));
  assert.deepEqual(await made(notes), ['01-05T05:00 one EXPIRED', '01-05T05:00 two ABORTED']);
});

test('what is selected is seen when the rule comes round', async () => {
  const notes = await notesUnderTest();
  await plan(notes, [daily], { Resources: undefined, ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'keep', ConditionValue: 'yes' }] });
  await notes.backup.pass(Duration.hours(24));
  assert.deepEqual(await made(notes), []);
  note(notes, 'one', { tags: { keep: 'yes' } });
  note(notes, 'tested', { tags: { keep: 'yes', 'awsbackup-restore-test': 'x' } });
  await notes.backup.pass(Duration.hours(24));
  assert.deepEqual(await made(notes), ['01-06T05:00 one COMPLETED']);
});

test('a plan that is changed or deleted does as it says from then on', async () => {
  const notes = await notesUnderTest();
  const BackupPlanId = await plan(notes, [daily]);
  await notes.backup.pass(Duration.hours(24));
  const later = { BackupPlanName: 'plan', Rules: [{ RuleName: 'rule-0', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 7 ? * * *)' }] };
  await notes.backup.call('UpdateBackupPlan', { BackupPlanId, BackupPlan: later });
  await notes.backup.pass(Duration.hours(24));
  const { BackupSelectionsList: [selection] = [] } = await notes.backup.call<{ BackupSelectionsList?: { SelectionId: string }[] }>('ListBackupSelections', { BackupPlanId });
  await notes.backup.call('DeleteBackupSelection', { BackupPlanId, SelectionId: selection?.SelectionId });
  await notes.backup.call('DeleteBackupPlan', { BackupPlanId });
  await notes.backup.pass(Duration.hours(24));
  assert.deepEqual(await made(notes), ['01-05T05:00 one COMPLETED', '01-06T07:00 one COMPLETED']);
});

test('a resource that two selections of a plan mean is backed up once, for the first of them', async () => {
  const notes = await notesUnderTest();
  const BackupPlanId = await plan(notes, [daily]);
  await notes.backup.role('others', everything);
  await notes.backup.call('CreateBackupSelection', { BackupPlanId, BackupSelection: { SelectionName: 'again', IamRoleArn: 'arn:aws:iam::123456789012:role/others', Resources: [noteArn('one')] } });
  await notes.backup.pass(Duration.hours(24));
  assert.deepEqual(await made(notes), ['01-05T05:00 one COMPLETED']);
  assert.equal((await jobs(notes))[0]?.IamRoleArn, roleArn);
});

describe('of two rules of a plan whose windows overlap', () => {
  test('only the one that keeps its backups longer makes any', async () => {
    const notes = await notesUnderTest();
    const monday = { ScheduleExpression: 'cron(0 6 ? * MON *)', Lifecycle: { DeleteAfterDays: 90 } };
    await plan(notes, [{ ...daily, Lifecycle: { DeleteAfterDays: 7 } }, monday]);
    await notes.backup.pass(Duration.hours(24 * 2));
    assert.deepEqual(await made(notes), ['01-05T06:00 one COMPLETED', '01-06T05:00 one COMPLETED']);
  });

  test('the first counts where they keep theirs equally long', async () => {
    const notes = await notesUnderTest();
    await plan(notes, [daily, { ScheduleExpression: 'cron(30 5 ? * * *)' }]);
    await notes.backup.pass(Duration.hours(24));
    assert.deepEqual(await made(notes), ['01-05T05:00 one COMPLETED']);
  });

  test('both make some where one of them is continuous', async () => {
    const notes = await notesUnderTest();
    await plan(notes, [{ ...daily, EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 7 } }, { ...daily, Lifecycle: { DeleteAfterDays: 90 } }]);
    await notes.backup.pass(Duration.hours(24));
    assert.deepEqual(await made(notes), ['01-05T05:00 one COMPLETED', '01-05T05:00 one COMPLETED']);
  });
});

test('rules whose windows do not overlap each make theirs', async () => {
  const notes = await notesUnderTest();
  await plan(notes, [{ ...daily, StartWindowMinutes: 60 }, { ScheduleExpression: 'cron(0 7 ? * * *)', StartWindowMinutes: 60 }]);
  await notes.backup.pass(Duration.hours(24));
  assert.deepEqual(await made(notes), ['01-05T05:00 one COMPLETED', '01-05T07:00 one COMPLETED']);
});

test('what was backed up is copied afterwards, to each vault that the rule names', async () => {
  const notes = await notesUnderTest();
  const [west, theirs] = [{ accountId: '123456789012', region: 'us-west-2' }, { accountId: '210987654321', region: 'us-east-1' }];
  notes.backup.vault('west', west);
  notes.backup.vault('theirs', theirs);
  await letCopiesOut(notes);
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'backup:CopyIntoBackupVault', Resource: '*' }] });
  await notes.backup.call('PutBackupVaultAccessPolicy', { BackupVaultName: 'theirs', Policy }, theirs);
  const vaults = ['arn:aws:backup:us-west-2:123456789012:backup-vault:west', 'arn:aws:backup:us-east-1:210987654321:backup-vault:theirs'];
  await plan(notes, [{ ...daily, CopyActions: vaults.map((DestinationBackupVaultArn) => ({ DestinationBackupVaultArn, Lifecycle: { DeleteAfterDays: 40 } })) }]);
  await notes.backup.pass(Duration.hours(24));
  const [{ BackupJobId, CompletionDate, CreatedBy } = {}] = await jobs(notes);
  const copies = await copiesOf(notes);
  assert.deepEqual(copies.map(({ State, CreatedByBackupJobId, CreationDate }) => [State, CreatedByBackupJobId, CreationDate]), [
    ['COMPLETED', BackupJobId, CompletionDate],
    ['COMPLETED', BackupJobId, CompletionDate],
  ]);
  assert.deepEqual(copies.map(({ CreatedBy: by }) => by), [CreatedBy, CreatedBy]);
  for (const [where, vault] of [[west, 'west'], [theirs, 'theirs']] as const) {
    const [point] = notes.backup.state.points.inVault(where, vault);
    assert.deepEqual([point?.status, point?.lifecycle, point?.sourceVaultArn], ['COMPLETED', { deleteAfterDays: 40 }, 'arn:aws:backup:us-east-1:123456789012:backup-vault:vault']);
  }
});

describe('a continuous backup', () => {
  const continuous = { ...daily, EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 14 } };
  const points = ({ backup }: NotesUnderTest): string[] => backup.state.points.inVault(home, 'vault').map(({ arn, status }) => `${arn.split(':').slice(6).join(':')} ${status}`);

  test('is one recovery point, however often its rule comes round', async () => {
    const notes = await notesUnderTest();
    await plan(notes, [continuous]);
    await notes.backup.pass(Duration.hours(24 * 3));
    assert.deepEqual(points(notes), ['continuous:one-14 AVAILABLE']);
    assert.deepEqual(await made(notes), ['01-05T05:00 one COMPLETED', '01-06T05:00 one COMPLETED', '01-07T05:00 one COMPLETED']);
    assert.ok((await jobs(notes)).every(({ RecoveryPointArn, MessageCategory }) => RecoveryPointArn?.endsWith('continuous:one-14') && MessageCategory === 'SUCCESS'));
    assert.equal(notes.backup.state.points.inVault(home, 'vault')[0]?.created.toString().slice(0, 10), '2026-01-05');
  });

  test('is kept up by one plan; the jobs of another take snapshots and say why', async () => {
    const notes = await notesUnderTest();
    const first = await plan(notes, [continuous]);
    await plan(notes, [{ ...continuous, ScheduleExpression: 'cron(0 9 ? * * *)' }], {}, 'second');
    await notes.backup.pass(Duration.hours(24));
    const [, second] = await jobs(notes);
    const said = `Enabling continuous backup failed, because of the following error: PITR already configured in backup plan: [arn:aws:backup:us-east-1:123456789012:backup-plan:${first}]`;
    assert.deepEqual([second?.State, second?.StatusMessage, second?.MessageCategory === 'SUCCESS'], ['COMPLETED', said, false]);
    assert.deepEqual(points(notes), ['continuous:one-14 AVAILABLE', `${second?.BackupJobId} COMPLETED`]);
  });

  test('stops where its days are changed, and another begins', async () => {
    const notes = await notesUnderTest();
    const BackupPlanId = await plan(notes, [continuous]);
    await notes.backup.pass(Duration.hours(24));
    const changed = { ...continuous, RuleName: 'rule-0', TargetBackupVaultName: 'vault', Lifecycle: { DeleteAfterDays: 7 } };
    await notes.backup.call('UpdateBackupPlan', { BackupPlanId, BackupPlan: { BackupPlanName: 'plan', Rules: [changed] } });
    await notes.backup.pass(Duration.hours(24));
    assert.deepEqual(points(notes), ['continuous:one-14 STOPPED', 'continuous:one-7 AVAILABLE']);
    await notes.backup.pass(Duration.days(15));
    assert.deepEqual(points(notes), ['continuous:one-7 AVAILABLE']);
  });

  test('stops where its resource does not let it go on, which whoever looks sees at once', async () => {
    const notes = await notesUnderTest();
    await plan(notes, [continuous]);
    await notes.backup.pass(Duration.hours(12));
    note(notes, 'one', { broken: 'Notes are written elsewhere now.' });
    const RecoveryPointArn = 'arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:one-14';
    const { Status, StatusMessage } = await notes.backup.call<{ Status?: string; StatusMessage?: string }>('DescribeRecoveryPoint', { BackupVaultName: 'vault', RecoveryPointArn });
    assert.deepEqual([Status, StatusMessage], ['STOPPED', 'Notes are written elsewhere now.']);
  });

  test('stops by midnight where nobody looks', async () => {
    const notes = await notesUnderTest();
    await plan(notes, [continuous]);
    await notes.backup.pass(Duration.hours(12));
    note(notes, 'one', { broken: 'Notes are written elsewhere now.' });
    await notes.backup.pass(Duration.hours(13));
    assert.deepEqual(points(notes), ['continuous:one-14 STOPPED']);
  });
});

test('rules come round also after the process was killed, and what came round is not forgotten', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'backup-plans-'));
  try {
    const before = await notesUnderTest(directory);
    await plan(before, [daily]);
    await before.backup.pass(Duration.hours(5));
    assert.deepEqual(await made(before), ['01-05T05:00 one CREATED']);
    before.backup.world.journal.close();
    const after = await notesUnderTest(directory);
    await after.backup.pass(Duration.hours(25));
    assert.deepEqual(await made(after), ['01-05T05:00 one COMPLETED', '01-06T05:00 one COMPLETED']);
    after.backup.world.journal.close();
  } finally {
    await rm(directory, { recursive: true });
  }
});
