/** A recovery point of a note, for a test to look at. */
import { notesUnderTest, type NotesUnderTest, start } from '../../jobs/testing/notes-under-test';
import { Duration } from '../../../../time/duration';

/** And a recovery point of the note `one`. */
export interface Ready extends NotesUnderTest {
  arn: string;
}

/** With a recovery point of a note, made on 5 January just after midnight. */
export async function ready(Lifecycle: object = {}, directory?: string): Promise<Ready> {
  const notes = await notesUnderTest(directory);
  const id = await start(notes, 'one', { Lifecycle });
  await notes.backup.pass(Duration.hours(1));
  return { ...notes, arn: `arn:aws:backup:us-east-1:123456789012:recovery-point:${id}` };
}

/** Calls an operation on that recovery point. */
export function on(notes: Ready, operation: string, more: object = {}): Promise<object> {
  return notes.backup.call(operation, { BackupVaultName: 'vault', RecoveryPointArn: notes.arn, ...more });
}

/** Undefined once it is gone. */
export async function status({ backup, arn }: Ready): Promise<string | undefined> {
  return backup.state.points.get(arn)?.status;
}
