/** Backup jobs that are stopped. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Duration } from '../../../time/duration';
import { refused } from '../restores/testing/backup-under-test';
import { notesUnderTest, start, told } from './testing/notes-under-test';

describe('stopping', () => {
  for (const [when, minutes] of [['before it begins', 0], ['while it runs', 10]] as const) {
    test(`${when} aborts a job, after a while`, async () => {
      const notes = await notesUnderTest();
      const id = await start(notes, 'one');
      await notes.backup.pass(Duration.minutes(minutes));
      await notes.backup.call('StopBackupJob', { BackupJobId: id });
      assert.match(await told(notes, id), /^ABORTING/);
      await notes.backup.pass(Duration.minutes(1));
      assert.match(await told(notes, id), /^ABORTED .* Backup job was stopped by user\.$/);
      await notes.backup.pass(Duration.hours(1));
      assert.match(await told(notes, id), /^ABORTED/);
      assert.equal(notes.kind.copies.size, 0);
    });
  }

  test('is refused for a job that is over, for one that there is not, and for types that do not let it', async () => {
    const notes = await notesUnderTest();
    const id = await start(notes, 'one');
    const stop = (BackupJobId: string): Promise<string> => refused(notes.backup.call('StopBackupJob', { BackupJobId }));
    notes.kind.traits = { ...notes.kind.traits, stoppable: false };
    assert.deepEqual([await stop(id), await stop('NONE')], ['InvalidRequestException', 'ResourceNotFoundException']);
    notes.kind.traits = { ...notes.kind.traits, stoppable: true };
    await notes.backup.pass(Duration.hours(1));
    assert.equal(await stop(id), 'InvalidRequestException');
  });

  test('while the backup begins leaves nothing of it', async () => {
    const notes = await notesUnderTest();
    const BackupJobId = await start(notes, 'one');
    notes.kind.meanwhile = () => notes.backup.call('StopBackupJob', { BackupJobId });
    await notes.backup.pass(Duration.hours(1));
    assert.match(await told(notes, BackupJobId), /^ABORTED/);
    assert.deepEqual([notes.kind.copies.size, [...notes.backup.state.points.values()]], [0, []]);
  });
});
