/** Backup jobs on demand, from the call that starts one to its end. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { StartBackupJobInput, StartBackupJobOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import type { Caller } from '../../service';
import { refused } from '../restores/testing/backup-under-test';
import { askFor, jobs, look, note, noteArn, notesUnderTest, type NotesUnderTest, roleArn, start, told } from './testing/notes-under-test';

/** What is told of a job minute by minute, each thing once. */
async function watched(notes: NotesUnderTest, id: string, minutes: number): Promise<string[]> {
  const seen: string[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const now = await told(notes, id);
    if (seen.at(-1) !== now) seen.push(now);
    await notes.backup.pass(Duration.minutes(1));
  }
  return seen;
}

test('a job is created, runs, and completes, and says how far it is', async () => {
  const notes = await notesUnderTest();
  const id = await start(notes, 'one');
  assert.match(id, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  assert.deepEqual(await watched(notes, id, 40), ['CREATED 0.0', 'RUNNING 0.0', 'RUNNING 50.0', 'COMPLETED 100.0 SUCCESS']);
});

test('a job tells all that AWS tells of one', async () => {
  const notes = await notesUnderTest();
  const id = await start(notes, 'one', { Lifecycle: { DeleteAfterDays: 3 }, RecoveryPointTags: { team: 'pen' } });
  await notes.backup.pass(Duration.hours(1));
  const { CreationDate, InitiationDate, CompletionDate, StartBy, ...job } = await look(notes, id);
  assert.deepEqual([StartBy, InitiationDate], [new Date((CreationDate?.getTime() ?? 0) + 8 * 3_600_000), CreationDate]);
  assert.ok(CompletionDate && CreationDate && CompletionDate > CreationDate);
  const keyArn = 'arn:aws:kms:us-east-1:123456789012:key/x';
  assert.deepEqual(job, {
    AccountId: '123456789012',
    BackupJobId: id,
    BackupVaultName: 'vault',
    BackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:vault',
    VaultType: 'BACKUP_VAULT',
    VaultLockState: 'UNLOCKED',
    RecoveryPointArn: `arn:aws:backup:us-east-1:123456789012:recovery-point:${id}`,
    RecoveryPointLifecycle: { DeleteAfterDays: 3 },
    EncryptionKeyArn: keyArn,
    IsEncrypted: true,
    ResourceArn: noteArn('one'),
    ResourceName: 'one',
    ResourceType: 'Note',
    State: 'COMPLETED',
    StatusMessage: undefined,
    MessageCategory: 'SUCCESS',
    PercentDone: '100.0',
    BackupSizeInBytes: 11,
    BytesTransferred: 11,
    IamRoleArn: roleArn,
    CreatedBy: undefined,
    BackupOptions: undefined,
    IsParent: false,
  });
  assert.deepEqual(notes.backup.state.points.get(job.RecoveryPointArn ?? '')?.tags, { team: 'pen' });
});

test('the recovery point is told of once the job runs, not in the answer to the call, and is never continuous', async () => {
  const notes = await notesUnderTest();
  const { BackupJobId = '', ...answer } = await notes.backup.call<StartBackupJobOutput>('StartBackupJob', askFor('one', { Lifecycle: { DeleteAfterDays: 3 } }));
  assert.deepEqual(answer, { CreationDate: notes.backup.clock.now().toDate(), IsParent: false });
  assert.equal((await look(notes, BackupJobId)).RecoveryPointArn, undefined);
  await notes.backup.pass(Duration.minutes(6));
  const { State, RecoveryPointArn = '' } = await look(notes, BackupJobId);
  assert.deepEqual([State, notes.backup.state.points.get(RecoveryPointArn)?.continuous], ['RUNNING', false]);
});

test('what AWS Backup keeps itself has the key of its vault, and no other has', async () => {
  for (const fullyManaged of [true, false]) {
    const notes = await notesUnderTest();
    notes.kind.traits = { ...notes.kind.traits, fullyManaged };
    const id = await start(notes, 'one');
    await notes.backup.pass(Duration.hours(1));
    assert.equal((await look(notes, id)).EncryptionKeyArn, fullyManaged ? 'arn:aws:kms:us-east-1:123456789012:key/x' : undefined);
  }
});

test('a call that is made again with its token starts nothing, and without one it does', async () => {
  const notes = await notesUnderTest();
  const ids = [await start(notes, 'one', { IdempotencyToken: 'a' }), await start(notes, 'one', { IdempotencyToken: 'a' }), await start(notes, 'one'), await start(notes, 'one')];
  assert.equal(ids[0], ids[1]);
  assert.equal(new Set(ids).size, 3);
  assert.equal((await jobs(notes)).length, 3);
});

describe('a call is refused', () => {
  const cases: [string, string, Partial<StartBackupJobInput>][] = [
    ['for a vault that is not there', 'ResourceNotFoundException', { BackupVaultName: 'other' }],
    ['for a type that cannot be backed up', 'InvalidParameterValueException', { ResourceArn: 'arn:aws:stone:us-east-1:123456789012:one' }],
    ['without a role', 'MissingParameterValueException', { IamRoleArn: undefined }],
    ['with a role that is not there', 'InvalidParameterValueException', { IamRoleArn: `${roleArn}-2` }],
    ['for less than 90 days in cold storage', 'InvalidParameterValueException', { Lifecycle: { MoveToColdStorageAfterDays: 10, DeleteAfterDays: 99 } }],
    ['for a window of less than an hour', 'InvalidParameterValueException', { StartWindowMinutes: 59 }],
    ['for a window to complete in that ends before the one to start in', 'InvalidParameterValueException', { StartWindowMinutes: 300, CompleteWindowMinutes: 299 }],
    ['with options that the type does not have', 'InvalidParameterValueException', { BackupOptions: { WindowsVSS: 'enabled' } }],
    ['for a vault that is air-gapped, which is not served', 'NotImplemented', { LogicallyAirGappedBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:air' }],
    ['for an index, which is not served', 'NotImplemented', { Index: 'ENABLED' }],
  ];
  for (const [name, code, changed] of cases) {
    test(name, async () => assert.equal(await refused(start(await notesUnderTest(), 'one', changed)), code));
  }

  test('where the caller may not pass the role on', async () => {
    const notes = await notesUnderTest();
    await notes.backup.role('operator', { Effect: 'Allow', Action: 'backup:*', Resource: '*' });
    const caller = notes.backup.state.roles.caller('arn:aws:iam::123456789012:role/operator') as Caller;
    assert.equal(await refused(start(notes, 'one', {}, { caller })), 'AccessDenied');
    await notes.backup.policy('operator', { Effect: 'Allow', Action: ['backup:*', 'iam:PassRole'], Resource: '*' });
    assert.equal(await refused(start(notes, 'one', {}, { caller })), 'answered');
  });

  test('for 90 days in cold storage it is not', async () => {
    assert.equal(await refused(start(await notesUnderTest(), 'one', { Lifecycle: { MoveToColdStorageAfterDays: 10, DeleteAfterDays: 100 } })), 'answered');
  });
});

describe('a job fails, and not the call', () => {
  const cases: [string, RegExp, (notes: NotesUnderTest) => unknown][] = [
    ['where the role may not read the resource', /^FAILED 0\.0 FAILURE You are not authorized to perform this operation\..*note:Read/, ({ backup }) => backup.policy('backups', { Effect: 'Allow', Action: 'note:Other', Resource: '*' })],
    ['where the resource is gone when it begins', /^FAILED 0\.0 FAILURE .*one does not exist/, ({ kind }) => kind.notes.delete(noteArn('one'))],
    ['where the vault is gone when it begins', /^FAILED 0\.0 FAILURE Backup job failed because backup vault arn:.*:vault does not exist/, ({ backup }) => backup.call('DeleteBackupVault', { BackupVaultName: 'vault' })],
    ['where the backup goes wrong', /^FAILED .* FAILURE The note cannot be read\.$/, (notes) => note(notes, 'one', { text: 'unreadable' })],
    ['where the vault keeps everything for longer', /^FAILED 0\.0 InvalidParameters .*at least 8 days/, ({ backup }) => backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'vault', MinRetentionDays: 8 })],
    ['where the vault keeps nothing for so long', /^FAILED 0\.0 InvalidParameters .*at most 6 days/, ({ backup }) => backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'vault', MaxRetentionDays: 6 })],
  ];
  for (const [name, expected, break_] of cases) {
    test(name, async () => {
      const notes = await notesUnderTest();
      const id = await start(notes, 'one', { Lifecycle: { DeleteAfterDays: 7 } });
      await break_(notes);
      await notes.backup.pass(Duration.hours(1));
      assert.match(await told(notes, id), expected);
      assert.deepEqual([...notes.backup.state.points.values()], []);
    });
  }

  test('where the vault keeps nothing for good', async () => {
    const notes = await notesUnderTest();
    await notes.backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'vault', MaxRetentionDays: 6 });
    const id = await start(notes, 'one');
    await notes.backup.pass(Duration.hours(1));
    assert.match(await told(notes, id), /^FAILED .*for good/);
  });
});

test('a backup of which something is missing completes with a message and another category', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { text: 'smudged' });
  const id = await start(notes, 'one');
  await notes.backup.pass(Duration.hours(1));
  assert.equal(await told(notes, id), 'COMPLETED 100.0 FAILURE Some of it cannot be read.');
});

test('a resource that cannot be backed up is tried again, until it can', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { unusable: 'Note is not in available state' });
  const id = await start(notes, 'one');
  await notes.backup.pass(Duration.hours(2));
  assert.equal(await told(notes, id), 'CREATED 0.0  Note is not in available state');
  note(notes, 'one', { unusable: undefined });
  await notes.backup.pass(Duration.minutes(10));
  assert.equal(await told(notes, id), 'RUNNING 0.0');
});

test('a job expires when its window to start in is over', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { unusable: 'Note is not in available state' });
  const id = await start(notes, 'one', { StartWindowMinutes: 60 });
  await notes.backup.pass(Duration.minutes(59));
  assert.match(await told(notes, id), /^CREATED/);
  await notes.backup.pass(Duration.minutes(2));
  assert.equal(await told(notes, id), 'EXPIRED 0.0 FAILURE Note is not in available state');
});

test('two jobs of one resource run one after the other', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { minutes: 60 });
  const [first, second] = [await start(notes, 'one'), await start(notes, 'one')];
  await notes.backup.pass(Duration.minutes(30));
  const states = async (): Promise<unknown[]> => [(await look(notes, first)).State, (await look(notes, second)).State].sort();
  assert.deepEqual(await states(), ['PENDING', 'RUNNING']);
  await notes.backup.pass(Duration.hours(2));
  assert.deepEqual(await states(), ['COMPLETED', 'COMPLETED']);
});

test('a job expires that waited for another of its resource all the time', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { minutes: 300 });
  await start(notes, 'one');
  await notes.backup.pass(Duration.minutes(10));
  const id = await start(notes, 'one', { StartWindowMinutes: 60 });
  await notes.backup.pass(Duration.minutes(61));
  assert.equal(await told(notes, id), 'EXPIRED 0.0 FAILURE Backup job failed because there was a running job for the same resource.');
});

test('a job that takes longer than its window is aborted and leaves nothing behind', async () => {
  const notes = await notesUnderTest();
  note(notes, 'one', { minutes: 300 });
  const id = await start(notes, 'one', { StartWindowMinutes: 60, CompleteWindowMinutes: 120 });
  await notes.backup.pass(Duration.minutes(119));
  assert.match(await told(notes, id), /^RUNNING/);
  await notes.backup.pass(Duration.minutes(2));
  assert.match(await told(notes, id), /^ABORTED .*completion window/);
  assert.deepEqual([notes.kind.copies.size, [...notes.backup.state.points.values()]], [0, []]);
});

test('a region that is down begins no job, and the job begins when it is back', async () => {
  const notes = await notesUnderTest();
  const id = await start(notes, 'one');
  notes.backup.world.outages.take('us-east-1');
  await notes.backup.pass(Duration.hours(2));
  assert.match(await told(notes, id), /^CREATED/);
  notes.backup.world.outages.bringBack('us-east-1');
  await notes.backup.pass(Duration.hours(1));
  assert.match(await told(notes, id), /^COMPLETED/);
});

test('a job goes on where the process was killed in the middle of it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'backup-jobs-'));
  try {
    const before = await notesUnderTest(directory);
    note(before, 'one', { minutes: 60 });
    const [running, waiting] = [await start(before, 'one'), await start(before, 'one')];
    await before.backup.pass(Duration.minutes(8));
    before.backup.world.journal.close();
    const after = await notesUnderTest(directory);
    const states = async (): Promise<unknown[]> => [(await look(after, running)).State, (await look(after, waiting)).State].sort();
    assert.deepEqual(await states(), ['PENDING', 'RUNNING']);
    await after.backup.pass(Duration.minutes(30));
    assert.deepEqual(await states(), ['PENDING', 'RUNNING']);
    await after.backup.pass(Duration.hours(3));
    assert.deepEqual(await states(), ['COMPLETED', 'COMPLETED']);
    assert.equal(after.kind.copies.size, 2);
    after.backup.world.journal.close();
  } finally {
    await rm(directory, { recursive: true });
  }
});
