/** Lists of backup jobs. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListBackupJobsOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { refused } from '../restores/testing/backup-under-test';
import { jobs, look, note, noteArn, notesUnderTest, start } from './testing/notes-under-test';

describe('a list', () => {
  test('shows what its filters mean', async () => {
    const notes = await notesUnderTest();
    note(notes, 'two', { text: 'smudged' });
    notes.backup.vault('other');
    await start(notes, 'one');
    const begun = notes.backup.clock.now();
    await notes.backup.pass(Duration.hours(1));
    await start(notes, 'two', { BackupVaultName: 'other' });
    await notes.backup.pass(Duration.hours(1));
    note(notes, 'three');
    await start(notes, 'three');
    const [early, late] = [begun.plus(Duration.minutes(50)).toDate(), begun.plus(Duration.minutes(110)).toDate()];
    const cases: [object, string[]][] = [
      [{}, ['one', 'two', 'three']],
      [{ ByResourceArn: noteArn('two') }, ['two']],
      [{ ByState: 'COMPLETED' }, ['one', 'two']],
      [{ ByBackupVaultName: 'other' }, ['two']],
      [{ ByResourceType: 'Note' }, ['one', 'two', 'three']],
      [{ ByResourceType: 'S3' }, []],
      [{ ByCreatedAfter: early }, ['two', 'three']],
      [{ ByCreatedBefore: early }, ['one']],
      [{ ByCompleteAfter: early }, ['two']],
      [{ ByCompleteBefore: early }, ['one']],
      [{ ByCompleteAfter: early, ByCompleteBefore: late }, ['two']],
      [{ ByMessageCategory: 'SUCCESS' }, ['one']],
      [{ ByAccountId: '123456789012' }, ['one', 'two', 'three']],
      [{ ByAccountId: '210987654321' }, []],
      [{ ByParentJobId: 'NONE' }, []],
    ];
    for (const [filters, names] of cases) assert.deepEqual((await jobs(notes, filters)).map(({ ResourceName }) => ResourceName), names, JSON.stringify(filters));
    assert.deepEqual([await jobs(notes, {}, { region: 'us-west-2' }), await jobs(notes, {}, { accountId: '210987654321' })], [[], []]);
  });

  test('comes in pages, the newest first, between which nothing new comes', async () => {
    const notes = await notesUnderTest();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      ids.push(await start(notes, 'one'));
      await notes.backup.pass(Duration.seconds(1));
    }
    const page = (input: object): Promise<ListBackupJobsOutput> => notes.backup.call<ListBackupJobsOutput>('ListBackupJobs', { MaxResults: 2, ...input });
    const first = await page({});
    await start(notes, 'one');
    const second = await page({ NextToken: first.NextToken });
    const third = await page({ NextToken: second.NextToken });
    assert.deepEqual([first, second, third].flatMap(({ BackupJobs = [] }) => BackupJobs.map(({ BackupJobId }) => BackupJobId)), ids.reverse());
    assert.equal(third.NextToken, undefined);
    assert.equal(await refused(page({ NextToken: 'made up' })), 'InvalidParameterValueException');
  });

  test('goes back 30 days, after which a job is known no more', async () => {
    const notes = await notesUnderTest();
    const id = await start(notes, 'one');
    await notes.backup.pass(Duration.days(30).minus(Duration.minutes(1)));
    assert.equal((await jobs(notes)).length, 1);
    await notes.backup.pass(Duration.minutes(2));
    assert.deepEqual([(await jobs(notes)).length, await refused(look(notes, id))], [0, 'ResourceNotFoundException']);
    await start(notes, 'one');
    assert.equal(notes.backup.state.backups.rows.get(id), undefined);
  });
});
