/** Backup jobs on demand, from the call that starts one to its end. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ListBackupJobsOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import type { Caller } from '../../service';
import { refused } from '../restores/testing/backup-under-test';
import { askFor, jobs, look, note, noteArn, notesUnderTest, type NotesUnderTest, roleArn, start } from './testing/notes-under-test';

async function told(notes: NotesUnderTest, id: string): Promise<string> {
  const { State, PercentDone, StatusMessage = '', MessageCategory = '' } = await look(notes, id);
  return [State, PercentDone, MessageCategory, StatusMessage].join(' ').trim();
}

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

test('a call that is made again with its token starts nothing, and without one it does', async () => {
  const notes = await notesUnderTest();
  const ids = [await start(notes, 'one', { IdempotencyToken: 'a' }), await start(notes, 'one', { IdempotencyToken: 'a' }), await start(notes, 'one'), await start(notes, 'one')];
  assert.equal(ids[0], ids[1]);
  assert.equal(new Set(ids).size, 3);
  assert.equal((await jobs(notes)).length, 3);
});

describe('a call is refused', () => {
  const cases: [string, string, Partial<Parameters<typeof askFor>[1]>][] = [
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
});

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
    const [running, waiting] = [await start(before, 'one'), await start(before, 'one')];
    await before.backup.pass(Duration.minutes(8));
    before.backup.world.journal.close();
    const after = await notesUnderTest(directory);
    const states = async (): Promise<unknown[]> => [(await look(after, running)).State, (await look(after, waiting)).State].sort();
    assert.deepEqual(await states(), ['PENDING', 'RUNNING']);
    await after.backup.pass(Duration.hours(2));
    assert.deepEqual(await states(), ['COMPLETED', 'COMPLETED']);
    assert.equal(after.kind.copies.size, 2);
    after.backup.world.journal.close();
  } finally {
    await rm(directory, { recursive: true });
  }
});
