/** Lists of recovery points. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListRecoveryPointsByBackupVaultOutput, ListRecoveryPointsByResourceOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { note, noteArn, notesUnderTest, plan, start } from '../jobs/testing/notes-under-test';
import { refused } from '../restores/testing/backup-under-test';

describe('a list', () => {
  test('of a vault shows what its filters mean', async () => {
    const notes = await notesUnderTest();
    note(notes, 'two');
    const BackupPlanId = await plan(notes, [{ ScheduleExpression: 'cron(0 5 ? * * *)' }], { Resources: [noteArn('two')] });
    await start(notes, 'one');
    await notes.backup.pass(Duration.hours(3));
    const between = notes.backup.clock.now().toDate();
    await notes.backup.pass(Duration.hours(3));
    const cases: [object, string[]][] = [
      [{}, ['two', 'one']],
      [{ ByResourceArn: noteArn('one') }, ['one']],
      [{ ByResourceType: 'Note' }, ['two', 'one']],
      [{ ByResourceType: 'S3' }, []],
      [{ ByBackupPlanId: BackupPlanId }, ['two']],
      [{ ByCreatedAfter: between }, ['two']],
      [{ ByCreatedBefore: between }, ['one']],
      [{ ByParentRecoveryPointArn: 'arn:none' }, []],
      [{ BackupVaultAccountId: '210987654321' }, []],
    ];
    for (const [filters, names] of cases) {
      const { RecoveryPoints = [] } = await notes.backup.call<ListRecoveryPointsByBackupVaultOutput>('ListRecoveryPointsByBackupVault', { BackupVaultName: 'vault', ...filters });
      assert.deepEqual(RecoveryPoints.map(({ ResourceName }) => ResourceName), names, JSON.stringify(filters));
    }
    assert.equal(await refused(notes.backup.call('ListRecoveryPointsByBackupVault', { BackupVaultName: 'other' })), 'AccessDeniedException');
  });

  test('of a resource shows those of every vault of the region, in pages', async () => {
    const notes = await notesUnderTest();
    notes.backup.vault('other');
    for (const BackupVaultName of ['vault', 'other', 'vault']) {
      await start(notes, 'one', { BackupVaultName });
      await notes.backup.pass(Duration.hours(1));
    }
    const page = (more: object): Promise<ListRecoveryPointsByResourceOutput> => notes.backup.call('ListRecoveryPointsByResource', { ResourceArn: noteArn('one'), MaxResults: 2, ...more });
    const first = await page({});
    const second = await page({ NextToken: first.NextToken });
    const names = [first, second].map(({ RecoveryPoints = [] }) => RecoveryPoints.map(({ BackupVaultName, Status }) => `${BackupVaultName} ${Status}`));
    assert.deepEqual([names, second.NextToken], [[['vault COMPLETED', 'other COMPLETED'], ['vault COMPLETED']], undefined]);
    assert.deepEqual((await notes.backup.call<ListRecoveryPointsByResourceOutput>('ListRecoveryPointsByResource', { ResourceArn: noteArn('none') })).RecoveryPoints, []);
  });
});
