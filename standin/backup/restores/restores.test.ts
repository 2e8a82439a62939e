/** Restore jobs, from the call that starts one to what it made. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DescribeProtectedResourceOutput, DescribeRestoreJobOutput, GetRestoreJobMetadataOutput, ListRestoreJobsOutput, ListRestoreJobSummariesOutput, StartRestoreJobOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { readPolicy } from '../../access/read-policy';
import type { Caller } from '../../service';
import type { RecoveryPoint } from '../points/recovery-point';
import { type As, BackupUnderTest, home, refused, roleArn } from './testing/backup-under-test';

async function start(backup: BackupUnderTest, point: RecoveryPoint, more: object = {}, as: As = {}): Promise<string> {
  const asked = { RecoveryPointArn: point.arn, Metadata: { Name: 'new' }, IamRoleArn: roleArn, ...more };
  return (await backup.call<StartRestoreJobOutput>('StartRestoreJob', asked, as)).RestoreJobId ?? '';
}

function look(backup: BackupUnderTest, id: string, as: As = {}): Promise<DescribeRestoreJobOutput> {
  return backup.call<DescribeRestoreJobOutput>('DescribeRestoreJob', { RestoreJobId: id }, as);
}

async function end(backup: BackupUnderTest, id: string): Promise<[string | undefined, string | undefined]> {
  await backup.pass(Duration.hours(1));
  const { Status, StatusMessage } = await look(backup, id);
  return [Status, StatusMessage];
}

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

describe('a call is refused', () => {
  const cases: [string, string, (backup: BackupUnderTest) => Promise<unknown>][] = [
    ['for a recovery point that there is not', 'ResourceNotFoundException', (backup) => start(backup, { ...backup.point('lamp'), arn: 'arn:aws:backup:us-east-1:123456789012:recovery-point:NONE' })],
    ['in another region than the recovery point is in', 'ResourceNotFoundException', (backup) => start(backup, backup.point('lamp'), {}, { region: 'us-west-2' })],
    ['for a recovery point of another account', 'ResourceNotFoundException', (backup) => start(backup, backup.point('lamp'), {}, { accountId: '210987654321' })],
    ['for a recovery point that is being made', 'InvalidRequestException', (backup) => start(backup, backup.point('lamp', { status: 'CREATING' }))],
    ['for a recovery point that is being deleted', 'InvalidRequestException', (backup) => start(backup, backup.point('lamp', { status: 'DELETING' }))],
    ['for metadata that the type does not have', 'InvalidParameterValueException', (backup) => start(backup, backup.point('lamp'), { Metadata: {} })],
    ['for a type that the recovery point is not of', 'InvalidParameterValueException', (backup) => start(backup, backup.point('lamp'), { ResourceType: 'RDS' })],
    ['without a role', 'MissingParameterValueException', (backup) => start(backup, backup.point('lamp'), { IamRoleArn: undefined })],
    ['without metadata', 'MissingParameterValueException', (backup) => start(backup, backup.point('lamp'), { Metadata: undefined })],
    ['with a role that is not there', 'InvalidParameterValueException', (backup) => start(backup, backup.point('lamp'), { IamRoleArn: `${roleArn}-2` })],
  ];
  for (const [name, code, call] of cases) {
    test(name, async () => assert.equal(await refused(call(await BackupUnderTest.make())), code));
  }

  test('with a role that does not trust AWS Backup', async () => {
    const backup = await BackupUnderTest.make();
    await backup.role('others', { Effect: 'Allow', Action: '*', Resource: '*' }, 's3.amazonaws.com');
    assert.equal(await refused(start(backup, backup.point('lamp'), { IamRoleArn: 'arn:aws:iam::123456789012:role/others' })), 'InvalidParameterValueException');
  });

  test('where the caller may not pass the role on', async () => {
    const backup = await BackupUnderTest.make();
    await backup.role('operator', { Effect: 'Allow', Action: 'backup:*', Resource: '*' });
    const caller = backup.state.neighbours.access.callerOfRole('arn:aws:iam::123456789012:role/operator', 'backup.amazonaws.com') as Caller;
    assert.equal(await refused(start(backup, backup.point('lamp'), {}, { caller })), 'AccessDenied');
    await backup.policy('operator', { Effect: 'Allow', Action: ['backup:*', 'iam:PassRole'], Resource: '*' });
    assert.equal(await refused(start(backup, backup.point('lamp'), {}, { caller })), 'answered');
  });

  test("where the vault's policy denies it", async () => {
    const backup = await BackupUnderTest.make();
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 'backup:StartRestoreJob', Resource: '*' }] });
    const vault = backup.state.vaults.named(home, 'vault');
    if (vault) backup.state.vaults.keep({ ...vault, policy: { text, document: readPolicy(text) } });
    assert.equal(await refused(start(backup, backup.point('lamp'))), 'AccessDenied');
  });
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
    const other = await start(backup, point, { Metadata: { Name: 'other' } });
    await backup.pass(Duration.minutes(5));
    backup.world.outages.take('us-east-1');
    await backup.pass(Duration.hours(9));
    assert.deepEqual(await end(backup, other), ['FAILED', 'The Region us-east-1 did not respond.']);
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

describe('a continuous recovery point', () => {
  async function continuous(): Promise<[BackupUnderTest, RecoveryPoint]> {
    const backup = await BackupUnderTest.make();
    const from = backup.clock.now();
    await backup.pass(Duration.days(3));
    const window = { from, to: backup.clock.now().minus(Duration.minutes(5)) };
    return [backup, backup.point('lamp', { status: 'AVAILABLE', continuous: true, content: { body: 'x', window } })];
  }
  const cases: [string, Record<string, string>, string][] = [
    ['is restored to an instant within its window', { RestoreTime: '2026-01-06T12:00:00Z' }, 'answered'],
    ['is restored to the latest there is', { UseLatestRestorableTime: 'true' }, 'answered'],
    ['is not restored without either', {}, 'InvalidParameterValueException'],
    ['is not restored with both', { RestoreTime: '2026-01-06T12:00:00Z', UseLatestRestorableTime: 'true' }, 'InvalidParameterValueException'],
    ['is not restored to before its window', { RestoreTime: '2026-01-04T23:59:59Z' }, 'InvalidParameterValueException'],
    ['is not restored to what has not yet come in', { RestoreTime: '2026-01-07T23:58:00Z' }, 'InvalidParameterValueException'],
    ['is not restored to what is no time', { RestoreTime: 'yesterday' }, 'InvalidParameterValueException'],
  ];
  for (const [name, metadata, outcome] of cases) {
    test(name, async () => {
      const [backup, point] = await continuous();
      assert.equal(await refused(start(backup, point, { Metadata: { Name: 'new', ...metadata } })), outcome);
    });
  }

  test('is not restored before it has anything', async () => {
    const backup = await BackupUnderTest.make();
    const point = backup.point('lamp', { status: 'AVAILABLE', continuous: true, content: { body: 'x' } });
    assert.equal(await refused(start(backup, point, { Metadata: { Name: 'new', UseLatestRestorableTime: 'true' } })), 'InvalidParameterValueException');
  });
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

describe('the lists of jobs', () => {
  const ids = async (backup: BackupUnderTest, input: object, operation = 'ListRestoreJobs'): Promise<(string | undefined)[]> =>
    ((await backup.call<ListRestoreJobsOutput>(operation, input)).RestoreJobs ?? []).map(({ RestoreJobId }) => RestoreJobId);

  async function three(): Promise<[BackupUnderTest, string[]]> {
    const backup = await BackupUnderTest.make();
    const [lamp, chair] = [backup.point('lamp'), backup.point('chair')];
    const first = await start(backup, lamp, { Metadata: { Name: 'a' } });
    await backup.pass(Duration.days(1));
    const second = await start(backup, chair, { Metadata: { Name: 'b', Breaks: 'true' } });
    await backup.pass(Duration.days(1));
    return [backup, [first, second, await start(backup, lamp, { Metadata: { Name: 'c' } })]];
  }

  test('are filtered, and begin with the newest', async () => {
    const [backup, [first, second, third]] = await three();
    const day = (n: number): Date => new Date(Date.UTC(2026, 0, 5 + n, 12));
    assert.deepEqual(await ids(backup, {}), [third, second, first]);
    assert.deepEqual(await ids(backup, { ByStatus: 'FAILED' }), [second]);
    assert.deepEqual(await ids(backup, { ByResourceType: 'RDS' }), []);
    assert.deepEqual(await ids(backup, { ByCreatedAfter: day(0) }), [third, second]);
    assert.deepEqual(await ids(backup, { ByCreatedBefore: day(0) }), [first]);
    assert.deepEqual(await ids(backup, { ByCompleteAfter: day(0) }), [second]);
    assert.deepEqual(await ids(backup, { ByCompleteBefore: day(0) }), [first]);
    assert.deepEqual(await ids(backup, { ByAccountId: '210987654321' }), []);
    assert.deepEqual(await ids(backup, { ByAccountId: home.accountId }), [third, second, first]);
    assert.deepEqual(await ids(backup, { ByRestoreTestingPlanArn: 'arn:x' }), []);
    assert.deepEqual(await ids(backup, { ByParentJobId: first }), []);
  });

  test('come in pages', async () => {
    const [backup, [first, second, third]] = await three();
    const page = await backup.call<ListRestoreJobsOutput>('ListRestoreJobs', { MaxResults: 2 });
    assert.deepEqual(page.RestoreJobs?.map(({ RestoreJobId }) => RestoreJobId), [third, second]);
    assert.deepEqual(await ids(backup, { MaxResults: 2, NextToken: page.NextToken }), [first]);
    assert.equal(await refused(backup.call('ListRestoreJobs', { NextToken: '?' })), 'InvalidParameterValueException');
    assert.equal(await refused(backup.call('ListRestoreJobs', { MaxResults: 1_001 })), 'InvalidParameterValueException');
  });

  test('are told for a protected resource, too', async () => {
    const [backup, [first, second, third]] = await three();
    const of = (name: string): object => ({ ResourceArn: `arn:aws:toy:us-east-1:123456789012:thing/${name}` });
    assert.deepEqual(await ids(backup, of('lamp'), 'ListRestoreJobsByProtectedResource'), [third, first]);
    assert.deepEqual(await ids(backup, { ...of('chair'), ByStatus: 'FAILED' }, 'ListRestoreJobsByProtectedResource'), [second]);
    assert.deepEqual(await ids(backup, { ...of('chair'), ByRecoveryPointCreationDateAfter: new Date('2026-01-06') }, 'ListRestoreJobsByProtectedResource'), []);
    assert.deepEqual(await ids(backup, { ...of('chair'), ByRecoveryPointCreationDateBefore: new Date('2026-01-06') }, 'ListRestoreJobsByProtectedResource'), [second]);
  });

  test('go back thirty days', async () => {
    const [backup, [first, second, third]] = await three();
    await backup.pass(Duration.days(28).plus(Duration.hours(1)));
    assert.deepEqual(await ids(backup, {}), [third, second]);
    await start(backup, backup.point('lamp'), { Metadata: { Name: 'd' } });
    assert.equal(await refused(look(backup, first ?? '')), 'ResourceNotFoundException');
  });

  test('are counted by day and state', async () => {
    const [backup] = await three();
    const { RestoreJobSummaries: rows } = await backup.call<ListRestoreJobSummariesOutput>('ListRestoreJobSummaries', { AggregationPeriod: 'SEVEN_DAYS' });
    assert.deepEqual(rows?.map(({ State, Count, StartTime }) => [State, Count, StartTime?.toISOString().slice(0, 10)]), [
      ['PENDING', 1, '2026-01-07'],
      ['FAILED', 1, '2026-01-06'],
      ['COMPLETED', 1, '2026-01-05'],
    ]);
    const today = await backup.call<ListRestoreJobSummariesOutput>('ListRestoreJobSummaries', { AggregationPeriod: 'ONE_DAY', State: 'AGGREGATE_ALL' });
    assert.deepEqual(today.RestoreJobSummaries?.map(({ State, Count }) => [State, Count]), [['AGGREGATE_ALL', 1]]);
  });
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
