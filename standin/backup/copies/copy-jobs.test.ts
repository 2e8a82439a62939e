/** Copy jobs: to other vaults, regions and accounts, and what keeps them from it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { CopyJob, DescribeCopyJobOutput, ListCopyJobsOutput, StartCopyJobInput, StartCopyJobOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { everything, letCopiesOut, note, notesUnderTest, type NotesUnderTest, roleArn, start as backUp } from '../jobs/testing/notes-under-test';
import type { RecoveryPoint } from '../points/recovery-point';
import { home, refused } from '../restores/testing/backup-under-test';

const west = { ...home, region: 'us-west-2' };
const theirs = { ...home, accountId: '210987654321' };
const [westVault, theirVault] = ['arn:aws:backup:us-west-2:123456789012:backup-vault:west', 'arn:aws:backup:us-east-1:210987654321:backup-vault:theirs'];

/** With a recovery point that is a day old. */
async function ready(directory?: string, lifecycle: object = {}): Promise<NotesUnderTest & { point: RecoveryPoint }> {
  const notes = await notesUnderTest(directory);
  notes.backup.vault('west', west);
  notes.backup.vault('theirs', theirs);
  const id = await backUp(notes, 'one', { Lifecycle: lifecycle, RecoveryPointTags: { team: 'pen' } });
  await notes.backup.pass(Duration.days(1));
  const point = notes.backup.state.points.get(`arn:aws:backup:us-east-1:123456789012:recovery-point:${id}`);
  assert.ok(point);
  return { ...notes, point };
}

async function start({ backup }: NotesUnderTest, { arn }: RecoveryPoint, more: Partial<StartCopyJobInput> = {}): Promise<string> {
  const input = { RecoveryPointArn: arn, SourceBackupVaultName: 'vault', DestinationBackupVaultArn: westVault, IamRoleArn: roleArn, ...more };
  return (await backup.call<StartCopyJobOutput>('StartCopyJob', input)).CopyJobId ?? '';
}

async function look({ backup }: NotesUnderTest, CopyJobId: string): Promise<CopyJob> {
  return (await backup.call<DescribeCopyJobOutput>('DescribeCopyJob', { CopyJobId })).CopyJob ?? {};
}

async function ended(notes: NotesUnderTest, id: string): Promise<string> {
  await notes.backup.pass(Duration.hours(1));
  const { State, MessageCategory, StatusMessage = '' } = await look(notes, id);
  return `${State} ${MessageCategory} ${StatusMessage}`.trim();
}

test('a copy is created, runs, and completes as a recovery point of its own', async () => {
  const notes = await ready();
  const id = await start(notes, notes.point, { Lifecycle: { DeleteAfterDays: 60 } });
  assert.match(id, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  const seen = new Set<string | undefined>();
  for (let minute = 0; minute < 12; minute += 1) {
    seen.add((await look(notes, id)).State);
    await notes.backup.pass(Duration.minutes(1));
  }
  assert.deepEqual([...seen], ['CREATED', 'RUNNING', 'COMPLETED']);
  const { CreationDate, CompletionDate, ...job } = await look(notes, id);
  assert.ok(CreationDate && CompletionDate && CompletionDate > CreationDate);
  const copyArn = `arn:aws:backup:us-west-2:123456789012:recovery-point:${id}`;
  assert.deepEqual(job, {
    AccountId: '123456789012',
    CopyJobId: id,
    SourceBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:vault',
    SourceRecoveryPointArn: notes.point.arn,
    DestinationBackupVaultArn: westVault,
    DestinationVaultType: 'BACKUP_VAULT',
    DestinationVaultLockState: 'UNLOCKED',
    DestinationRecoveryPointArn: copyArn,
    DestinationEncryptionKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/x',
    DestinationRecoveryPointLifecycle: { DeleteAfterDays: 60 },
    ResourceArn: notes.point.resourceArn,
    ResourceName: 'one',
    ResourceType: 'Note',
    State: 'COMPLETED',
    StatusMessage: undefined,
    MessageCategory: 'SUCCESS',
    BackupSizeInBytes: 11,
    IamRoleArn: roleArn,
    CreatedBy: undefined,
    CreatedByBackupJobId: undefined,
    IsParent: false,
  });
  const copy = notes.backup.state.points.get(copyArn);
  assert.deepEqual([copy?.vault, copy?.region, copy?.status, copy?.tags, copy?.sourceVaultArn], ['west', 'us-west-2', 'COMPLETED', { team: 'pen' }, job.SourceBackupVaultArn]);
  assert.deepEqual([copy?.created, copy?.lifecycle], [notes.point.created, { deleteAfterDays: 60 }]);
  assert.deepEqual(notes.backup.state.points.get(notes.point.arn), notes.point);
});

test('a copy of which nothing is said is kept as long as its source', async () => {
  const notes = await ready(undefined, { DeleteAfterDays: 5 });
  for (const Lifecycle of [undefined, { DeleteAfterDays: -1 }]) {
    const { DestinationRecoveryPointLifecycle } = await look(notes, await start(notes, notes.point, { Lifecycle }));
    assert.deepEqual(DestinationRecoveryPointLifecycle, { DeleteAfterDays: 5 });
  }
});

test('a call that is made again with its token starts nothing', async () => {
  const notes = await ready();
  const ids = [await start(notes, notes.point, { IdempotencyToken: 'a' }), await start(notes, notes.point, { IdempotencyToken: 'a' }), await start(notes, notes.point)];
  assert.equal(ids[0], ids[1]);
  assert.notEqual(ids[0], ids[2]);
});

describe('a call is refused', () => {
  const cases: [string, string, Partial<StartCopyJobInput>, Partial<RecoveryPoint>][] = [
    ['for a recovery point that is not in the vault', 'ResourceNotFoundException', { RecoveryPointArn: 'arn:aws:backup:us-east-1:123456789012:recovery-point:NONE' }, {}],
    ['for a continuous backup', 'InvalidRequestException', {}, { continuous: true, status: 'EXPIRED' }],
    ['for one in cold storage', 'InvalidRequestException', {}, { cold: undefined }],
    ['for one that is being made', 'InvalidRequestException', {}, { status: 'CREATING' }],
    ['for what is no vault', 'InvalidParameterValueException', { DestinationBackupVaultArn: 'west' }, {}],
    ['for less than 90 days in cold storage', 'InvalidParameterValueException', { Lifecycle: { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 90 } }, {}],
    ['with a role that is not there', 'InvalidParameterValueException', { IamRoleArn: `${roleArn}-2` }, {}],
  ];
  for (const [name, code, asked, changed] of cases) {
    test(name, async () => {
      const notes = await ready();
      const cold = 'cold' in changed ? notes.backup.clock.now() : undefined;
      notes.backup.state.points.keep({ ...notes.point, ...changed, ...(cold && { cold }) });
      assert.equal(await refused(start(notes, notes.point, asked)), code);
    });
  }
});

describe('a job fails, and not the call', () => {
  const cases: [string, RegExp, (notes: NotesUnderTest) => unknown][] = [
    ['where there is no such vault', /^FAILED FAILURE .*backup-vault:west does not exist/, ({ backup }) => backup.call('DeleteBackupVault', { BackupVaultName: 'west' }, west)],
    ['where that vault keeps everything for longer', /^FAILED InvalidParameters .*at least 8 days/, ({ backup }) => backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'west', MinRetentionDays: 8 }, west)],
    ['where that vault keeps nothing for so long', /^FAILED InvalidParameters .*at most 6 days/, ({ backup }) => backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'west', MaxRetentionDays: 6 }, west)],
    ['where the role may not copy into vaults', /^FAILED AccessDenied Access Denied/, ({ backup }) => backup.policy('backups', { Effect: 'Allow', NotAction: 'backup:CopyIntoBackupVault', Resource: '*' })],
    ['where the role may not copy what it is', /^FAILED FAILURE You are not authorized/, ({ backup }) => backup.policy('backups', { Effect: 'Allow', NotAction: 'note:Copy', Resource: '*' })],
  ];
  for (const [name, expected, hinder] of cases) {
    test(name, async () => {
      const notes = await ready();
      await hinder(notes);
      assert.match(await ended(notes, await start(notes, notes.point, { Lifecycle: { DeleteAfterDays: 7 } })), expected);
      assert.deepEqual(notes.backup.state.points.inVault(west, 'west'), []);
    });
  }
});

describe('to the vault of another account', () => {
  const copy = async (notes: NotesUnderTest & { point: RecoveryPoint }): Promise<string> => ended(notes, await start(notes, notes.point, { DestinationBackupVaultArn: theirVault }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'backup:CopyIntoBackupVault', Resource: '*' }] });
  const letIn = ({ backup }: NotesUnderTest): Promise<unknown> => backup.call('PutBackupVaultAccessPolicy', { BackupVaultName: 'theirs', Policy }, theirs);

  test('a copy goes where that vault lets it in', async () => {
    const notes = await ready();
    await letCopiesOut(notes);
    assert.match(await copy(notes), /^FAILED AccessDenied Access Denied/);
    await letIn(notes);
    assert.equal(await copy(notes), 'COMPLETED SUCCESS');
    assert.equal(notes.backup.state.points.inVault(theirs, 'theirs')[0]?.accountId, '210987654321');
  });

  test('it fails until the organization lets backups out of their accounts, and once it does so no longer', async () => {
    const notes = await ready();
    await letIn(notes);
    assert.match(await copy(notes), /^FAILED AccessDenied Copy job failed[.] Cross-account backup is not enabled/);
    await letCopiesOut(notes);
    assert.equal(await copy(notes), 'COMPLETED SUCCESS');
    await notes.backup.call('UpdateGlobalSettings', { GlobalSettings: { isCrossAccountBackupEnabled: 'false' } });
    assert.match(await copy(notes), /^FAILED AccessDenied/);
    assert.equal(await ended(notes, await start(notes, notes.point)), 'COMPLETED SUCCESS');
  });
});

describe('while the other region is down', () => {
  test('a job that has not begun is tried for two hours, and begins when it is back', async () => {
    const notes = await ready();
    const id = await start(notes, notes.point);
    notes.backup.world.outages.take('us-west-2');
    assert.equal(await ended(notes, id), 'CREATED undefined');
    notes.backup.world.outages.bringBack('us-west-2');
    assert.equal(await ended(notes, id), 'COMPLETED SUCCESS');
  });

  test('it fails after that', async () => {
    const notes = await ready();
    const id = await start(notes, notes.point);
    notes.backup.world.outages.take('us-west-2');
    await notes.backup.pass(Duration.hours(2));
    assert.equal(await ended(notes, id), 'FAILED FAILURE The Region us-west-2 did not respond.');
  });

  test('a job that runs stays running, and fails after that', async () => {
    const notes = await ready();
    const id = await start(notes, notes.point);
    await notes.backup.pass(Duration.minutes(3));
    notes.backup.world.outages.take('us-west-2');
    assert.equal(await ended(notes, id), 'RUNNING undefined');
    await notes.backup.pass(Duration.hours(1));
    assert.equal(await ended(notes, id), 'FAILED FAILURE The Region us-west-2 did not respond.');
    assert.deepEqual(notes.backup.state.points.inVault(west, 'west'), []);
  });
});

test('a list shows what its filters mean', async () => {
  const notes = await ready();
  await notes.backup.policy('backups', everything);
  note(notes, 'two');
  const second = await backUp(notes, 'two');
  await notes.backup.pass(Duration.hours(1));
  const between = notes.backup.clock.now().toDate();
  const [a, b] = [await start(notes, notes.point), await start(notes, { ...notes.point, arn: `arn:aws:backup:us-east-1:123456789012:recovery-point:${second}` }, { DestinationBackupVaultArn: theirVault })];
  await notes.backup.pass(Duration.hours(1));
  const cases: [object, string[]][] = [
    [{}, [a, b]],
    [{ ByState: 'COMPLETED' }, [a]],
    [{ ByState: 'FAILED' }, [b]],
    [{ ByResourceArn: notes.point.resourceArn }, [a]],
    [{ ByDestinationVaultArn: theirVault }, [b]],
    [{ BySourceRecoveryPointArn: notes.point.arn }, [a]],
    [{ ByMessageCategory: 'AccessDenied' }, [b]],
    [{ ByCreatedAfter: between }, []],
    [{ ByCompleteAfter: between }, [a, b]],
    [{ ByResourceType: 'S3' }, []],
    [{ ByAccountId: '210987654321' }, []],
  ];
  for (const [filters, ids] of cases) {
    const { CopyJobs = [] } = await notes.backup.call<ListCopyJobsOutput>('ListCopyJobs', filters);
    assert.deepEqual(CopyJobs.map(({ CopyJobId }) => CopyJobId).sort(), [...ids].sort(), JSON.stringify(filters));
  }
});

test('a job goes on where the process was killed in the middle of it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'copy-jobs-'));
  try {
    const before = await ready(directory);
    const id = await start(before, before.point);
    await before.backup.pass(Duration.minutes(3));
    assert.equal((await look(before, id)).State, 'RUNNING');
    before.backup.world.journal.close();
    const after = await notesUnderTest(directory);
    assert.equal(await ended(after, id), 'COMPLETED SUCCESS');
    after.backup.world.journal.close();
  } finally {
    await rm(directory, { recursive: true });
  }
});
