/** What is told of backups: to the event bus, to the topics of vaults, and to CloudWatch. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateBackupPlanOutput, UpdateBackupPlanOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { jobs, note, notesUnderTest, type NotesUnderTest, plan, start } from '../jobs/testing/notes-under-test';
import { home } from '../restores/testing/backup-under-test';

interface Told {
  detailType: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
}

/** The events of a kind, oldest first. */
function events({ backup }: NotesUnderTest, kind: string): Told[] {
  return backup.events.filter(({ source, detailType }) => source === 'aws.backup' && detailType === kind);
}

test('each state of a backup job is an event', async () => {
  const notes = await notesUnderTest();
  const id = await start(notes, 'one');
  await notes.backup.pass(Duration.hours(1));
  const [job] = await jobs(notes);
  const told = events(notes, 'Backup Job State Change');
  assert.deepEqual(told.map(({ detail }) => detail.state), ['CREATED', 'RUNNING', 'COMPLETED']);
  assert.deepEqual(told[0]?.detail, { backupJobId: id, state: 'CREATED', creationDate: job?.CreationDate?.toISOString() });
  assert.deepEqual([told[1]?.resources, told[2]?.resources], [[], [job?.RecoveryPointArn]]);
  assert.deepEqual(told[2]?.detail, {
    backupJobId: id,
    backupSizeInBytes: '11',
    backupVaultArn: job?.BackupVaultArn,
    backupVaultName: 'vault',
    bytesTransferred: '11',
    creationDate: job?.CreationDate?.toISOString(),
    iamRoleArn: job?.IamRoleArn,
    resourceArn: job?.ResourceArn,
    resourceType: 'Note',
    state: 'COMPLETED',
    completionDate: job?.CompletionDate?.toISOString(),
    startBy: job?.StartBy?.toISOString(),
    percentDone: 100,
  });
});

test('a backup job that fails, expires or is stopped says why', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { text: 'unreadable' });
  note(notes, 'two', { unusable: 'busy' });
  note(notes, 'three', { minutes: 300 });
  await start(notes, 'one');
  await start(notes, 'two', { StartWindowMinutes: 60 });
  const id = await start(notes, 'three');
  await notes.backup.call('StopBackupJob', { BackupJobId: id });
  await notes.backup.pass(Duration.hours(2));
  const last = events(notes, 'Backup Job State Change').filter(({ detail }) => detail.completionDate);
  assert.deepEqual(last.map(({ detail }) => [detail.state, detail.statusMessage]).sort(), [
    ['ABORTED', 'Backup job was stopped by user.'],
    ['EXPIRED', 'busy'],
    ['FAILED', 'The note cannot be read.'],
  ]);
});

test('each state of a copy job and of a recovery point is an event where it happens', async () => {
  const notes = await notesUnderTest();
  notes.backup.vault('west', { accountId: '123456789012', region: 'us-west-2' });
  await start(notes, 'one', { Lifecycle: { DeleteAfterDays: 1 } });
  await notes.backup.pass(Duration.hours(1));
  const [{ RecoveryPointArn, IamRoleArn } = {}] = await jobs(notes);
  const asked = { RecoveryPointArn, IamRoleArn, SourceBackupVaultName: 'vault', DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:123456789012:backup-vault:west' };
  const { CopyJobId } = await notes.backup.call<{ CopyJobId?: string }>('StartCopyJob', asked);
  await notes.backup.pass(Duration.hours(1));
  const copies = events(notes, 'Copy Job State Change');
  assert.deepEqual(copies.map(({ detail, resources }) => [detail.state, resources]), ['CREATED', 'RUNNING', 'COMPLETED'].map((state) => [state, [RecoveryPointArn]]));
  assert.deepEqual([copies[1]?.detail.destinationRecoveryPointArn, copies[2]?.detail.destinationRecoveryPointArn, copies[2]?.detail.copyJobId], [
    {},
    `arn:aws:backup:us-west-2:123456789012:recovery-point:${CopyJobId}`,
    CopyJobId,
  ]);
  await notes.backup.pass(Duration.days(2));
  const points = notes.backup.events.filter(({ detailType }) => detailType === 'Recovery Point State Change').map(({ region, detail }) => `${region} ${String(detail.status)}`);
  assert.deepEqual(points, ['us-east-1 CREATING', 'us-east-1 COMPLETED', 'us-west-2 CREATING', 'us-west-2 COMPLETED', 'us-east-1 DELETING', 'us-west-2 DELETING']);
  const completed = events(notes, 'Recovery Point State Change').find(({ detail }) => detail.status === 'COMPLETED');
  assert.deepEqual([completed?.detail.isEncrypted, completed?.detail.storageClass, completed?.detail.lifecycle], ['true', 'WARM', { deleteAfterDays: 1 }]);
});

test('what happens to a vault is an event: made, locked, unlocked, deleted', async () => {
  const notes = await notesUnderTest();
  const BackupVaultName = 'pens';
  await notes.backup.call('CreateBackupVault', { BackupVaultName, CreatorRequestId: 'once' });
  await notes.backup.call('CreateBackupVault', { BackupVaultName, CreatorRequestId: 'once' });
  await notes.backup.call('PutBackupVaultLockConfiguration', { BackupVaultName, MinRetentionDays: 7 });
  await notes.backup.call('DeleteBackupVaultLockConfiguration', { BackupVaultName });
  await notes.backup.call('DeleteBackupVaultLockConfiguration', { BackupVaultName });
  await notes.backup.call('DeleteBackupVault', { BackupVaultName });
  const told = events(notes, 'Backup Vault State Change');
  assert.deepEqual(told.map(({ detail }) => detail), [
    { backupVaultName: 'pens', state: 'CREATED' },
    { backupVaultName: 'pens', state: 'MODIFIED', isLocked: 'true' },
    { backupVaultName: 'pens', state: 'MODIFIED', isLocked: 'false' },
    { backupVaultName: 'pens', state: 'DELETED' },
  ]);
  assert.deepEqual(told[0]?.resources, ['arn:aws:backup:us-east-1:123456789012:backup-vault:pens']);
});

test('what happens to a plan is an event: made, changed, deleted', async () => {
  const notes = await notesUnderTest();
  const Rules = [{ RuleName: 'daily', TargetBackupVaultName: 'vault' }];
  const asked = { BackupPlan: { BackupPlanName: 'plan', Rules }, CreatorRequestId: 'once' };
  const { BackupPlanId, BackupPlanArn, VersionId } = await notes.backup.call<CreateBackupPlanOutput>('CreateBackupPlan', asked);
  await notes.backup.call('CreateBackupPlan', asked);
  const created = notes.backup.clock.now().toString();
  await notes.backup.pass(Duration.hours(1));
  const changed = await notes.backup.call<UpdateBackupPlanOutput>('UpdateBackupPlan', { BackupPlanId, BackupPlan: { BackupPlanName: 'other', Rules } });
  const modifiedAt = notes.backup.clock.now().toString();
  await notes.backup.pass(Duration.hours(1));
  await notes.backup.call('DeleteBackupPlan', { BackupPlanId });
  const told = events(notes, 'Backup Plan State Change');
  assert.deepEqual(told.map(({ detail }) => detail), [
    { backupPlanId: BackupPlanId, versionId: VersionId, creationDate: created, state: 'CREATED' },
    { backupPlanId: BackupPlanId, versionId: changed.VersionId, modifiedAt, state: 'MODIFIED' },
    { backupPlanId: BackupPlanId, versionId: changed.VersionId, deletionDate: notes.backup.clock.now().toString(), state: 'DELETED' },
  ]);
  assert.deepEqual(told[0]?.resources, [BackupPlanArn]);
});

test('a region that is down tells nothing', async () => {
  const notes = await notesUnderTest();
  await start(notes, 'one', { StartWindowMinutes: 60 });
  notes.backup.world.outages.take('us-east-1');
  await notes.backup.pass(Duration.hours(2));
  assert.deepEqual(events(notes, 'Backup Job State Change').map(({ detail }) => detail.state), ['CREATED']);
});

/** Has the vault tell a topic of some events. */
async function listening(notes: NotesUnderTest, BackupVaultEvents: string[]): Promise<string> {
  const SNSTopicArn = 'arn:aws:sns:us-east-1:123456789012:alerts';
  await notes.backup.call('PutBackupVaultNotifications', { BackupVaultName: 'vault', SNSTopicArn, BackupVaultEvents });
  return SNSTopicArn;
}

test('the topic of a vault is told what the vault asked for, in words and attributes', async () => {
  const notes = await notesUnderTest();
  const topicArn = await listening(notes, ['BACKUP_JOB_COMPLETED']);
  await start(notes, 'one');
  await notes.backup.pass(Duration.hours(1));
  const [job] = await jobs(notes);
  assert.deepEqual(notes.backup.notices, [
    {
      topicArn,
      from: { service: 'backup.amazonaws.com', sourceArn: job?.BackupVaultArn, sourceAccount: '123456789012' },
      subject: 'Notification from AWS Backup',
      message: `An AWS Backup job was completed successfully. Recovery point ARN: ${job?.RecoveryPointArn}. Resource ARN : ${job?.ResourceArn}. BackupJob ID : ${job?.BackupJobId}`,
      attributes: { EventType: 'BACKUP_JOB', State: 'COMPLETED', AccountId: '123456789012', Id: job?.BackupJobId, StartTime: job?.CreationDate?.toISOString() },
    },
  ]);
});

async function modifiedPlan(notes: NotesUnderTest): Promise<void> {
  const BackupPlanId = await plan(notes, [{ ScheduleExpression: 'cron(0 5 1 * ? *)' }]);
  await notes.backup.call('UpdateBackupPlan', { BackupPlanId, BackupPlan: { BackupPlanName: 'other', Rules: [{ RuleName: 'monthly', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 5 1 * ? *)' }] } });
}

test('each event of a vault is one of its own', async () => {
  const cases: [string, (notes: NotesUnderTest) => unknown, string[]][] = [
    ['BACKUP_JOB_STARTED', () => undefined, ['An AWS Backup job was started.']],
    ['BACKUP_JOB_SUCCESSFUL', () => undefined, ['An AWS Backup job was completed successfully.']],
    ['BACKUP_JOB_COMPLETED', (notes) => note(notes, 'one', { text: 'unreadable' }), ['An AWS Backup job failed.']],
    ['BACKUP_JOB_FAILED', (notes) => note(notes, 'one', { text: 'unreadable' }), ['An AWS Backup job failed.']],
    ['BACKUP_JOB_FAILED', () => undefined, []],
    ['BACKUP_JOB_EXPIRED', (notes) => note(notes, 'one', { unusable: 'busy' }), ['An AWS Backup job failed to complete in time.']],
    ['COPY_JOB_STARTED', () => undefined, ['An AWS Backup copy job was started.']],
    ['COPY_JOB_SUCCESSFUL', () => undefined, ['An AWS Backup copy job was completed successfully.']],
    ['COPY_JOB_FAILED', ({ backup }) => backup.call('DeleteBackupVault', { BackupVaultName: 'other' }), ['An AWS Backup copy job failed.']],
    ['RECOVERY_POINT_MODIFIED', () => undefined, ['An AWS Backup recovery point was modified.']],
    // AWS takes these two in, and has not sent them for long.
    ['BACKUP_PLAN_CREATED', (notes) => plan(notes, [{ ScheduleExpression: 'cron(0 5 1 * ? *)' }]), []],
    ['BACKUP_PLAN_MODIFIED', modifiedPlan, []],
  ];
  for (const [event, prepare, expected] of cases) {
    const notes = await notesUnderTest();
    notes.backup.vault('other');
    await listening(notes, [event]);
    await prepare(notes);
    await start(notes, 'one', { StartWindowMinutes: 60 });
    await notes.backup.pass(Duration.hours(2));
    const [{ RecoveryPointArn, IamRoleArn, State } = {}] = await jobs(notes);
    if (State === 'COMPLETED') {
      const asked = { RecoveryPointArn, IamRoleArn, SourceBackupVaultName: 'vault', DestinationBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:other' };
      await notes.backup.call('StartCopyJob', asked);
      await notes.backup.call('UpdateRecoveryPointLifecycle', { BackupVaultName: 'vault', RecoveryPointArn, Lifecycle: { DeleteAfterDays: 9 } });
    }
    await notes.backup.pass(Duration.hours(1));
    assert.deepEqual(notes.backup.notices.map(({ message }) => message.split(/(?<=[.]) /)[0]), expected, event);
  }
});

test('a continuous backup that is interrupted is told of', async () => {
  const notes = await notesUnderTest();
  await listening(notes, ['CONTINUOUS_BACKUP_INTERRUPTED']);
  await plan(notes, [{ ScheduleExpression: 'cron(0 5 ? * * *)', EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 14 } }]);
  await notes.backup.pass(Duration.hours(12));
  note(notes, 'one', { broken: 'Notes are written elsewhere now.' });
  await notes.backup.pass(Duration.hours(13));
  assert.deepEqual(notes.backup.notices.map(({ message }) => message), [
    'An AWS Backup continuous backup was interrupted. Notes are written elsewhere now. Recovery point ARN: arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:one-14. Resource ARN : arn:aws:note:us-east-1:123456789012:one.',
  ]);
});

test('jobs and recovery points are counted every five minutes, by vault and by type', async () => {
  const notes = await notesUnderTest();
  for (const name of ['one', 'two', 'three']) {
    note(notes, name, { minutes: 1, ...(name === 'three' && { text: 'unreadable' }) });
    await start(notes, name);
  }
  await notes.backup.pass(Duration.hours(1));
  const counted = notes.backup.state.neighbours.metrics.listed(home.accountId, home.region).map((series) => {
    const { namespace, name, dimensions } = series.id;
    return `${namespace} ${name} ${JSON.stringify(dimensions)}`;
  });
  for (const name of ['BackupJobsCreated', 'BackupJobsRunning', 'BackupJobsCompleted', 'BackupJobsFailed', 'RecoveryPointsCreating', 'RecoveryPointsCompleted']) {
    assert.ok(counted.includes(`AWS/Backup NumberOf${name} {"BackupVaultName":"vault"}`), name);
    assert.ok(counted.includes(`AWS/Backup NumberOf${name} {"ResourceType":"Note","BackupVaultName":"vault"}`), name);
  }
  assert.equal(sum(notes, 'NumberOfBackupJobsCreated'), 3);
  assert.deepEqual([sum(notes, 'NumberOfBackupJobsCompleted'), sum(notes, 'NumberOfBackupJobsFailed'), sum(notes, 'NumberOfBackupJobsExpired')], [2, 1, 0]);
});

function sum({ backup }: NotesUnderTest, name: string): number {
  const series = backup.state.neighbours.metrics.series({ ...home, namespace: 'AWS/Backup', name, dimensions: { BackupVaultName: 'vault' } });
  const now = backup.clock.now().epochMilliseconds / 1_000;
  return [...(series?.between(now - 7_200, now) ?? [])].reduce((total, [, bucket]) => total + bucket.sum, 0);
}
