/** How many jobs there were, day by day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListBackupJobSummariesOutput, ListCopyJobSummariesOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { note, noteArn, notesUnderTest, plan } from './testing/notes-under-test';

test('jobs are counted by day, state, type and category, or all together', async () => {
  const notes = await notesUnderTest();
  note(notes, 'two', { text: 'unreadable' });
  note(notes, 'three');
  const CopyActions = [{ DestinationBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:vault' }];
  await plan(notes, [{ ScheduleExpression: 'cron(0 5 ? * * *)', CopyActions }], { Resources: ['one', 'two', 'three'].map((name) => noteArn(name)) });
  await notes.backup.pass(Duration.hours(36));
  const counts = async (input: object): Promise<string[]> => {
    const { BackupJobSummaries = [] } = await notes.backup.call<ListBackupJobSummariesOutput>('ListBackupJobSummaries', input);
    return BackupJobSummaries.map(({ StartTime, State, ResourceType, MessageCategory, Count }) => [StartTime?.toISOString().slice(8, 10), State, ResourceType, MessageCategory, Count].join(' '));
  };
  assert.deepEqual((await counts({})).sort(), ['05 COMPLETED Note SUCCESS 2', '05 FAILED Note FAILURE 1', '06 COMPLETED Note SUCCESS 2', '06 FAILED Note FAILURE 1']);
  assert.deepEqual(await counts({ AggregationPeriod: 'ONE_DAY', State: 'COMPLETED' }), ['06 COMPLETED Note SUCCESS 2']);
  assert.deepEqual(await counts({ AggregationPeriod: 'ONE_DAY', State: 'AGGREGATE_ALL', MessageCategory: 'AGGREGATE_ALL' }), ['06 AGGREGATE_ALL Note AGGREGATE_ALL 3']);
  assert.deepEqual(await counts({ MessageCategory: 'Success', AggregationPeriod: 'ONE_DAY' }), ['06 COMPLETED Note SUCCESS 2']);
  assert.deepEqual(await counts({ ResourceType: 'S3' }), []);
  const { CopyJobSummaries = [] } = await notes.backup.call<ListCopyJobSummariesOutput>('ListCopyJobSummaries', {});
  assert.deepEqual(CopyJobSummaries.map(({ State, Count }) => [State, Count]), [['COMPLETED', 2], ['COMPLETED', 2]]);
});
