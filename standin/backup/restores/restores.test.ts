/** Restore jobs, from the call that starts one to what it made. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DescribeProtectedResourceOutput, GetRestoreJobMetadataOutput, ListRestoreJobsOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { BackupUnderTest, home, refused, roleArn } from './testing/backup-under-test';
import { end, look, start } from './testing/restoring';

test('a job is pending, then runs, shows what it makes as soon as that is there, and completes', async () => {
  const backup = await BackupUnderTest.make();
  const point = backup.point('lamp');
  await backup.pass(Duration.hours(2));
  const id = await start(backup, point);
  assert.match(id, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  const seen: string[] = [];
  for (let minute = 0; minute < 14; minute += 1) {
    const { Status, PercentDone, CreatedResourceArn } = await look(backup, id);
    const now = [Status, PercentDone, CreatedResourceArn === undefined ? 'nothing' : 'thing'].join(' ');
    if (seen.at(-1) !== now) seen.push(now);
    await backup.pass(Duration.minutes(1));
  }
  assert.deepEqual(seen, ['PENDING 0.00% nothing', 'RUNNING 0.00% nothing', 'RUNNING 10.00% nothing', 'RUNNING 50.00% thing', 'COMPLETED 100.00% thing']);
  const { CreationDate, CompletionDate, ...job } = await look(backup, id);
  assert.ok(CreationDate && CompletionDate && CompletionDate > CreationDate);
  assert.deepEqual(job, {
    AccountId: home.accountId,
    RestoreJobId: id,
    RecoveryPointArn: point.arn,
    SourceResourceArn: 'arn:aws:toy:us-east-1:123456789012:thing/lamp',
    BackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:vault',
    Status: 'COMPLETED',
    StatusMessage: undefined,
    PercentDone: '100.00%',
    BackupSizeInBytes: 32,
    IamRoleArn: roleArn,
    CreatedResourceArn: 'arn:aws:toy:us-east-1:123456789012:thing/new',
    ResourceType: 'Toy',
    RecoveryPointCreationDate: new Date('2026-01-05T00:00:00Z'),
    IsParent: false,
  });
  assert.equal(backup.toys.things.get('arn:aws:toy:us-east-1:123456789012:thing/new')?.body, 'lamp at 2026-01-05T00:00:00.000Z');
  assert.equal(backup.state.points.get(point.arn)?.restored?.toDate().getTime(), CompletionDate.getTime());
});

test('the answer is the id of the job, and nothing else', async () => {
  const backup = await BackupUnderTest.make();
  const answer = await backup.call('StartRestoreJob', { RecoveryPointArn: backup.point('lamp').arn, Metadata: { Name: 'new' }, IamRoleArn: roleArn });
  assert.deepEqual(Object.keys(answer), ['RestoreJobId']);
});

test('what the job was given is told of the job', async () => {
  const backup = await BackupUnderTest.make();
  const id = await start(backup, backup.point('lamp'), { Metadata: { Name: 'new', Colour: 'blue' } });
  assert.deepEqual((await backup.call<GetRestoreJobMetadataOutput>('GetRestoreJobMetadata', { RestoreJobId: id })).Metadata, { Name: 'new', Colour: 'blue' });
  assert.equal(await refused(backup.call('GetRestoreJobMetadata', { RestoreJobId: 'NONE' })), 'ResourceNotFoundException');
});

test('a call that is made again with its token starts nothing, and without one it does', async () => {
  const backup = await BackupUnderTest.make();
  const point = backup.point('lamp');
  const [first, second, third, fourth] = [await start(backup, point, { IdempotencyToken: 'a' }), await start(backup, point, { IdempotencyToken: 'a' }), await start(backup, point), await start(backup, point)];
  assert.equal(first, second);
  assert.equal(new Set([first, third, fourth]).size, 3);
  assert.equal((await backup.call<ListRestoreJobsOutput>('ListRestoreJobs', {})).RestoreJobs?.length, 3);
});

test('tags of the backup go to what is restored when asked for', async () => {
  const backup = await BackupUnderTest.make();
  const point = backup.point('lamp', { tags: { team: 'light' } });
  await start(backup, point, { Metadata: { Name: 'plain' } });
  await start(backup, point, { Metadata: { Name: 'tagged' }, CopySourceTagsToRestoredResource: true });
  await backup.pass(Duration.hours(1));
  assert.deepEqual([...backup.toys.things.values()].map(({ name, tags }) => [name, tags]), [['plain', {}], ['tagged', { team: 'light' }]]);
});

describe('a job fails', () => {
  test('where its role may not do it, in the words of AWS, and the call does not', async () => {
    const backup = await BackupUnderTest.make();
    await backup.policy('restores', { Effect: 'Allow', Action: 'toy:LookAtThing', Resource: '*' });
    const [status, message] = await end(backup, await start(backup, backup.point('lamp')));
    assert.equal(status, 'FAILED');
    assert.match(message ?? '', /^You are not authorized to perform this operation\. Please consult the permissions associated with your AWS Backup role/);
  });

  test('where its role is gone when it begins', async () => {
    const backup = await BackupUnderTest.make();
    const id = await start(backup, backup.point('lamp'));
    await backup.call('DeleteRolePolicy', { RoleName: 'restores', PolicyName: 'own' }, {}, 'iam');
    await backup.call('DeleteRole', { RoleName: 'restores' }, {}, 'iam');
    assert.deepEqual(await end(backup, id), ['FAILED', 'IAM Role cannot be assumed by AWS Backup']);
  });

  test('where the key of the recovery point is disabled, and not where it is enabled', async () => {
    const backup = await BackupUnderTest.make();
    const { KeyMetadata: key } = await backup.call<{ KeyMetadata: { Arn: string } }>('CreateKey', {}, {}, 'kms');
    const point = backup.point('lamp', { keyArn: key.Arn });
    assert.equal((await end(backup, await start(backup, point, { Metadata: { Name: 'before' } })))[0], 'COMPLETED');
    await backup.call('DisableKey', { KeyId: key.Arn }, {}, 'kms');
    assert.deepEqual(await end(backup, await start(backup, point)), ['FAILED', 'Access denied to KMS key.']);
  });

  test('where what it makes is there, or breaks', async () => {
    const backup = await BackupUnderTest.make();
    const point = backup.point('lamp');
    assert.equal((await end(backup, await start(backup, point)))[0], 'COMPLETED');
    assert.deepEqual(await end(backup, await start(backup, point)), ['FAILED', 'There is such a thing already.']);
    assert.deepEqual(await end(backup, await start(backup, point, { Metadata: { Name: 'other', Breaks: 'true' } })), ['FAILED', 'It broke.']);
    assert.deepEqual(backup.faults, []);
  });

  test('where its region does not answer for hours, and waits for one that comes back', async () => {
    const backup = await BackupUnderTest.make();
    const point = backup.point('lamp');
    const id = await start(backup, point);
    backup.world.outages.take('us-east-1');
    await backup.pass(Duration.hours(2));
    assert.equal((await look(backup, id)).Status, 'PENDING');
    backup.world.outages.bringBack('us-east-1');
    assert.equal((await end(backup, id))[0], 'COMPLETED');
    const [again, other] = [await start(backup, point, { Metadata: { Name: 'again' } }), await start(backup, point, { Metadata: { Name: 'other' } })];
    backup.world.outages.take('us-east-1');
    await backup.pass(Duration.hours(7));
    backup.world.outages.bringBack('us-east-1');
    await backup.pass(Duration.minutes(6));
    backup.world.outages.take('us-east-1');
    await backup.pass(Duration.hours(7));
    assert.equal((await look(backup, again)).Status, 'RUNNING');
    backup.world.outages.bringBack('us-east-1');
    assert.deepEqual([(await end(backup, again))[0], (await end(backup, other))[0]], ['COMPLETED', 'COMPLETED']);
    const last = await start(backup, point, { Metadata: { Name: 'last' } });
    await backup.pass(Duration.minutes(5));
    backup.world.outages.take('us-east-1');
    await backup.pass(Duration.hours(9));
    assert.deepEqual(await end(backup, last), ['FAILED', 'The Region us-east-1 did not respond.']);
  });
});

test('a restore reads the copy in the vault: what it was of, and even the recovery point, may be gone', async () => {
  const backup = await BackupUnderTest.make();
  const point = backup.point('lamp');
  const id = await start(backup, point);
  await backup.pass(Duration.minutes(3));
  backup.state.points.drop(point);
  assert.equal((await end(backup, id))[0], 'COMPLETED');
});

test('a copy is restored in the region and the account that it is in', async () => {
  const backup = await BackupUnderTest.make();
  const [west, other] = [{ ...home, region: 'us-west-2' }, { accountId: '210987654321', region: 'us-west-2' }];
  backup.vault('vault', west);
  backup.vault('vault', other);
  const id = await start(backup, backup.point('lamp', west), {}, west);
  await backup.pass(Duration.hours(1));
  assert.equal((await look(backup, id, west)).CreatedResourceArn, 'arn:aws:toy:us-west-2:123456789012:thing/new');
  assert.equal(await refused(look(backup, id)), 'ResourceNotFoundException');
  // The role has to be one of the account's own.
  assert.equal(await refused(start(backup, backup.point('lamp', other), {}, other)), 'InvalidParameterValueException');
});

test('a cold recovery point is brought back first, which takes a day to three', async () => {
  const backup = await BackupUnderTest.make();
  const point = backup.point('lamp', { cold: backup.clock.now() });
  assert.equal(await refused(start(backup, point)), 'InvalidParameterValueException');
  const id = await start(backup, point, { Metadata: { Name: 'new', Days: '1' } });
  await backup.pass(Duration.hours(24));
  assert.equal((await look(backup, id)).Status, 'PENDING');
  await backup.pass(Duration.hours(49));
  assert.equal((await look(backup, id)).Status, 'COMPLETED');
});

test('each new state is an event on the bus', async () => {
  const backup = await BackupUnderTest.make();
  const point = backup.point('lamp');
  const id = await start(backup, point);
  await backup.pass(Duration.hours(1));
  assert.deepEqual(backup.events.map(({ detailType, detail }) => [detailType, detail.status]), [
    ['Restore Job State Change', 'PENDING'],
    ['Restore Job State Change', 'RUNNING'],
    ['Restore Job State Change', 'COMPLETED'],
  ]);
  const last = backup.events.at(-1);
  assert.deepEqual([last?.source, last?.resources, last?.detail.restoreJobId, last?.detail.createdResourceArn], ['aws.backup', [point.arn], id, 'arn:aws:toy:us-east-1:123456789012:thing/new']);
});

test("the topic of the vault is told of the states that it asked for, and CloudWatch of all", async () => {
  const backup = await BackupUnderTest.make();
  const vault = backup.state.vaults.named(home, 'vault');
  const topicArn = 'arn:aws:sns:us-east-1:123456789012:restores';
  if (vault) backup.state.vaults.keep({ ...vault, notifications: { topicArn, events: ['RESTORE_JOB_COMPLETED', 'RESTORE_JOB_FAILED'] } });
  const point = backup.point('lamp');
  const ids = [await start(backup, point), await start(backup, point, { Metadata: { Name: 'other', Breaks: 'true' } })];
  await backup.pass(Duration.hours(1));
  assert.deepEqual(new Set(backup.notices.map(({ attributes }) => `${attributes?.EventType} ${attributes?.State} ${attributes?.Id}`)), new Set([`RESTORE_JOB COMPLETED ${ids[0]}`, `RESTORE_JOB FAILED ${ids[1]}`]));
  const names = backup.state.neighbours.metrics.listed(home.accountId, home.region).map(({ id }) => id.name);
  assert.deepEqual([...new Set(names)].sort(), ['NumberOfRestoreJobsCompleted', 'NumberOfRestoreJobsFailed', 'NumberOfRestoreJobsPending', 'NumberOfRestoreJobsRunning']);
});

test('a job is stuck where that is asked for, though what it makes is there', async () => {
  const backup = await BackupUnderTest.make({ mischief: ['stuck-restore'] });
  const id = await start(backup, backup.point('lamp'));
  await backup.pass(Duration.days(2));
  const { Status, PercentDone } = await look(backup, id);
  assert.deepEqual([Status, PercentDone, backup.toys.things.size], ['RUNNING', '99.00%', 1]);
});

test('a protected resource tells how long its last restore took', async () => {
  const backup = await BackupUnderTest.make();
  await start(backup, backup.point('lamp'));
  await backup.pass(Duration.hours(1));
  const told = await backup.call<DescribeProtectedResourceOutput>('DescribeProtectedResource', { ResourceArn: 'arn:aws:toy:us-east-1:123456789012:thing/lamp' });
  assert.ok([10, 11, 12].includes(told.LatestRestoreExecutionTimeMinutes ?? 0), String(told.LatestRestoreExecutionTimeMinutes));
  assert.deepEqual(told.LatestRestoreRecoveryPointCreationDate, new Date('2026-01-05T00:00:00Z'));
});

test('a job that is under way goes on in the process that comes after', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'restores-'));
  const first = await BackupUnderTest.make({ directory });
  const point = first.point('lamp');
  const [running, pending] = [await start(first, point, { IdempotencyToken: 'a' }), await start(first, point, { IdempotencyToken: 'cold', Metadata: { Name: 'later' } })];
  await first.pass(Duration.minutes(3));
  assert.equal((await look(first, running)).Status, 'RUNNING');
  first.world.journal.tick();
  first.world.journal.close();
  const second = new BackupUnderTest({ directory });
  assert.equal(await start(second, point, { IdempotencyToken: 'a' }), running);
  assert.equal((await look(second, running)).Status, 'RUNNING');
  await second.pass(Duration.hours(1));
  assert.deepEqual([(await look(second, running)).Status, (await look(second, pending)).Status], ['COMPLETED', 'COMPLETED']);
  assert.deepEqual(second.faults, []);
  second.world.journal.close();
  await rm(directory, { recursive: true });
});
