/** The lists of restore jobs, with their filters and pages, and their numbers by day. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListRestoreJobsOutput, ListRestoreJobSummariesOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { BackupUnderTest, home, refused } from './testing/backup-under-test';
import { look, start } from './testing/restoring';

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
    assert.equal(await refused(look(backup, first ?? '')), 'ResourceNotFoundException');
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
