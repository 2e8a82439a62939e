/** Recovery points: how they are told of, how long they are kept, and how they go. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DescribeRecoveryPointOutput, ListRecoveryPointsByBackupVaultOutput, ListRecoveryPointsByResourceOutput, UpdateRecoveryPointLifecycleOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { jobs, note, noteArn, notesUnderTest, type NotesUnderTest, plan, roleArn, start } from '../jobs/testing/notes-under-test';
import { refused } from '../restores/testing/backup-under-test';

interface Ready extends NotesUnderTest {
  arn: string;
}

/** With a recovery point of a note, made on 5 January just after midnight. */
async function ready(Lifecycle: object = {}, directory?: string): Promise<Ready> {
  const notes = await notesUnderTest(directory);
  const id = await start(notes, 'one', { Lifecycle });
  await notes.backup.pass(Duration.hours(1));
  return { ...notes, arn: `arn:aws:backup:us-east-1:123456789012:recovery-point:${id}` };
}

function on(notes: Ready, operation: string, more: object = {}): Promise<object> {
  return notes.backup.call(operation, { BackupVaultName: 'vault', RecoveryPointArn: notes.arn, ...more });
}

async function status({ backup, arn }: Ready): Promise<string | undefined> {
  return backup.state.points.get(arn)?.status;
}

test('a recovery point tells all that AWS tells of one', async () => {
  const notes = await ready({ MoveToColdStorageAfterDays: 10, DeleteAfterDays: 100 });
  const { CreationDate, InitiationDate, CompletionDate, CalculatedLifecycle, ...point } = (await on(notes, 'DescribeRecoveryPoint')) as DescribeRecoveryPointOutput;
  const [job] = await jobs(notes);
  assert.ok(CreationDate && CompletionDate && CreationDate < CompletionDate);
  assert.deepEqual([InitiationDate, CompletionDate], [job?.CreationDate, job?.CompletionDate]);
  const after = (days: number): Date => new Date(CreationDate.getTime() + days * 86_400_000);
  assert.deepEqual(CalculatedLifecycle, { MoveToColdStorageAt: after(10), DeleteAt: after(100) });
  assert.deepEqual(point, {
    RecoveryPointArn: notes.arn,
    BackupVaultName: 'vault',
    BackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:vault',
    SourceBackupVaultArn: undefined,
    ResourceArn: noteArn('one'),
    ResourceName: 'one',
    ResourceType: 'Note',
    CreatedBy: undefined,
    IamRoleArn: roleArn,
    Status: 'COMPLETED',
    StatusMessage: undefined,
    BackupSizeInBytes: 11,
    Lifecycle: { MoveToColdStorageAfterDays: 10, DeleteAfterDays: 100 },
    EncryptionKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/x',
    IsEncrypted: true,
    LastRestoreTime: undefined,
    IsParent: false,
    VaultType: 'BACKUP_VAULT',
    EncryptionKeyType: 'CUSTOMER_MANAGED_KMS_KEY',
    StorageClass: 'WARM',
  });
});

test('while its job runs it is being created', async () => {
  const notes = await notesUnderTest();
  const id = await start(notes, 'one');
  await notes.backup.pass(Duration.minutes(6));
  const arn = `arn:aws:backup:us-east-1:123456789012:recovery-point:${id}`;
  assert.equal(await status({ ...notes, arn }), 'CREATING');
  assert.equal(await refused(on({ ...notes, arn }, 'DeleteRecoveryPoint')), 'InvalidResourceStateException');
});

test('it says with what it would be restored', async () => {
  const { BackupVaultArn, RestoreMetadata, ResourceType } = (await on(await ready(), 'GetRecoveryPointRestoreMetadata')) as { BackupVaultArn?: string; RestoreMetadata?: object; ResourceType?: string };
  assert.deepEqual([BackupVaultArn, RestoreMetadata, ResourceType], ['arn:aws:backup:us-east-1:123456789012:backup-vault:vault', { text: 'text of one' }, 'Note']);
});

test('one that is not there is not found, and neither is a vault', async () => {
  const notes = await ready();
  const RecoveryPointArn = 'arn:aws:backup:us-east-1:123456789012:recovery-point:NONE';
  for (const operation of ['DescribeRecoveryPoint', 'GetRecoveryPointRestoreMetadata', 'DeleteRecoveryPoint', 'DisassociateRecoveryPoint', 'UpdateRecoveryPointLifecycle']) {
    assert.equal(await refused(on(notes, operation, { RecoveryPointArn })), 'ResourceNotFoundException', operation);
    assert.equal(await refused(on(notes, operation, { BackupVaultName: 'other' })), 'AccessDeniedException', operation);
    assert.equal(await refused(on(notes, operation, { RecoveryPointArn: undefined })), 'MissingParameterValueException', operation);
  }
});

describe('its lifecycle', () => {
  test('has it deleted by the first midnight after its day', async () => {
    const notes = await ready({ DeleteAfterDays: 3 });
    await notes.backup.pass(Duration.hours(24 * 3 + 20));
    assert.deepEqual([await status(notes), notes.kind.copies.size], ['COMPLETED', 1]);
    await notes.backup.pass(Duration.hours(4));
    assert.deepEqual([await status(notes), notes.kind.copies.size], [undefined, 0]);
  });

  test('is done also where its vault is locked', async () => {
    const notes = await ready({ DeleteAfterDays: 3 });
    await notes.backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'vault', MinRetentionDays: 30, ChangeableForDays: 3 });
    await notes.backup.pass(Duration.days(4));
    assert.equal(await status(notes), undefined);
  });

  test('moves it to cold storage, where the type has any', async () => {
    for (const cold of [true, false]) {
      const notes = await ready({ MoveToColdStorageAfterDays: 2 });
      notes.kind.traits = { ...notes.kind.traits, cold };
      await notes.backup.pass(Duration.days(3));
      assert.equal(((await on(notes, 'DescribeRecoveryPoint')) as DescribeRecoveryPointOutput).StorageClass, cold ? 'COLD' : 'WARM');
    }
  });

  test('moves it first and deletes it later', async () => {
    const notes = await ready({ MoveToColdStorageAfterDays: 2, DeleteAfterDays: 92 });
    await notes.backup.pass(Duration.days(91));
    assert.equal(((await on(notes, 'DescribeRecoveryPoint')) as DescribeRecoveryPointOutput).StorageClass, 'COLD');
    await notes.backup.pass(Duration.days(2));
    assert.equal(await status(notes), undefined);
  });

  test('expires it where the role that made it may not delete it', async () => {
    const notes = await ready({ DeleteAfterDays: 3 });
    await notes.backup.policy('backups', { Effect: 'Deny', Action: 'note:Remove', Resource: '*' });
    await notes.backup.pass(Duration.days(4));
    assert.deepEqual([await status(notes), notes.kind.copies.size], ['EXPIRED', 1]);
  });

  test('waits where its region is down', async () => {
    const notes = await ready({ DeleteAfterDays: 3 });
    notes.backup.world.outages.take('us-east-1');
    await notes.backup.pass(Duration.days(4));
    assert.equal(await status(notes), 'COMPLETED');
    notes.backup.world.outages.bringBack('us-east-1');
    await notes.backup.pass(Duration.days(1));
    assert.equal(await status(notes), undefined);
  });

  test('is kept to after the process was killed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'points-'));
    try {
      const before = await ready({ DeleteAfterDays: 3 }, directory);
      before.backup.world.journal.close();
      const after = { ...(await notesUnderTest(directory)), arn: before.arn };
      await after.backup.pass(Duration.days(4));
      assert.equal(await status(after), undefined);
      after.backup.world.journal.close();
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test('of a plan that is changed is that of new recovery points alone', async () => {
    const notes = await notesUnderTest();
    const BackupPlanId = await plan(notes, [{ ScheduleExpression: 'cron(0 5 ? * * *)', Lifecycle: { DeleteAfterDays: 30 } }]);
    await notes.backup.pass(Duration.days(1));
    const rule = { RuleName: 'rule-0', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 5 ? * * *)', Lifecycle: { DeleteAfterDays: 40 } };
    await notes.backup.call('UpdateBackupPlan', { BackupPlanId, BackupPlan: { BackupPlanName: 'plan', Rules: [rule] } });
    await notes.backup.pass(Duration.days(1));
    assert.deepEqual([...notes.backup.state.points.values()].map(({ lifecycle }) => lifecycle), [{ deleteAfterDays: 30 }, { deleteAfterDays: 40 }]);
  });
});

describe('changing its lifecycle', () => {
  test('counts from when it was made, and forgets what is not said', async () => {
    const notes = await ready({ MoveToColdStorageAfterDays: 5, DeleteAfterDays: 100 });
    const { Lifecycle, CalculatedLifecycle, RecoveryPointArn } = (await on(notes, 'UpdateRecoveryPointLifecycle', { Lifecycle: { DeleteAfterDays: 2 } })) as UpdateRecoveryPointLifecycleOutput;
    assert.deepEqual([Lifecycle, Object.keys(CalculatedLifecycle ?? {}), RecoveryPointArn], [{ DeleteAfterDays: 2 }, ['DeleteAt'], notes.arn]);
    await notes.backup.pass(Duration.days(3));
    assert.equal(await status(notes), undefined);
  });

  test('to be kept for good keeps it', async () => {
    const notes = await ready({ DeleteAfterDays: 2 });
    await on(notes, 'UpdateRecoveryPointLifecycle');
    await notes.backup.pass(Duration.days(10));
    assert.equal(await status(notes), 'COMPLETED');
  });

  test('is refused for less than 90 days in cold storage, in a locked vault, for continuous backups, and for when it went cold', async () => {
    const notes = await ready({ MoveToColdStorageAfterDays: 2 });
    const change = (MoveToColdStorageAfterDays: number, DeleteAfterDays: number): Promise<string> => refused(on(notes, 'UpdateRecoveryPointLifecycle', { Lifecycle: { MoveToColdStorageAfterDays, DeleteAfterDays } }));
    assert.equal(await change(2, 91), 'InvalidParameterValueException');
    await notes.backup.pass(Duration.days(4));
    assert.deepEqual([await change(3, 100), await change(2, 100)], ['InvalidParameterValueException', 'answered']);
    await notes.backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'vault', MinRetentionDays: 1 });
    assert.equal(await change(2, 101), 'InvalidRequestException');
    await notes.backup.call('DeleteBackupVaultLockConfiguration', { BackupVaultName: 'vault' });
    const point = notes.backup.state.points.get(notes.arn);
    assert.ok(point);
    notes.backup.state.points.keep({ ...point, continuous: true, status: 'AVAILABLE' });
    assert.equal(await change(2, 101), 'InvalidRequestException');
  });
});

describe('deleting it', () => {
  test('is answered at once and done a little later', async () => {
    const notes = await ready();
    assert.deepEqual(await on(notes, 'DeleteRecoveryPoint'), {});
    assert.equal(await status(notes), 'DELETING');
    await notes.backup.pass(Duration.minutes(5));
    assert.deepEqual([await status(notes), notes.kind.copies.size], [undefined, 0]);
  });

  test('expires it where the role that made it may not delete it, or is gone', async () => {
    for (const gone of [true, false]) {
      const notes = await ready();
      if (!gone) await notes.backup.policy('backups', { Effect: 'Deny', Action: 'note:Remove', Resource: '*' });
      else {
        await notes.backup.call('DeleteRolePolicy', { RoleName: 'backups', PolicyName: 'own' }, {}, 'iam');
        await notes.backup.call('DeleteRole', { RoleName: 'backups' }, {}, 'iam');
      }
      await on(notes, 'DeleteRecoveryPoint');
      await notes.backup.pass(Duration.minutes(5));
      assert.deepEqual([await status(notes), notes.kind.copies.size], ['EXPIRED', 1]);
    }
  });

  test('is refused while its vault is locked, also while the lock can be taken back', async () => {
    const notes = await ready();
    await notes.backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'vault', MinRetentionDays: 1, ChangeableForDays: 3 });
    assert.equal(await refused(on(notes, 'DeleteRecoveryPoint')), 'InvalidRequestException');
    await notes.backup.call('DeleteBackupVaultLockConfiguration', { BackupVaultName: 'vault' });
    assert.equal(await refused(on(notes, 'DeleteRecoveryPoint')), 'answered');
  });

  test('goes on after the process was killed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'points-'));
    try {
      const before = await ready({}, directory);
      await on(before, 'DeleteRecoveryPoint');
      before.backup.world.journal.close();
      const after = { ...(await notesUnderTest(directory)), arn: before.arn };
      assert.equal(await status(after), 'DELETING');
      await after.backup.pass(Duration.minutes(5));
      assert.equal(await status(after), undefined);
      after.backup.world.journal.close();
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('a continuous backup', () => {
  async function followed(fullyManaged: boolean): Promise<Ready> {
    const notes = await notesUnderTest();
    notes.kind.traits = { ...notes.kind.traits, fullyManaged };
    await plan(notes, [{ ScheduleExpression: 'cron(0 5 ? * * *)', EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 14 } }]);
    await notes.backup.pass(Duration.hours(12));
    return { ...notes, arn: 'arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:one-14' };
  }

  test('has no day on which it is deleted', async () => {
    const { CalculatedLifecycle, Lifecycle } = (await on(await followed(true), 'DescribeRecoveryPoint')) as DescribeRecoveryPointOutput;
    assert.deepEqual([CalculatedLifecycle, Lifecycle], [undefined, { DeleteAfterDays: 14 }]);
  });

  test('goes with what it has when it is deleted', async () => {
    const notes = await followed(true);
    await on(notes, 'DeleteRecoveryPoint');
    await notes.backup.pass(Duration.minutes(5));
    assert.deepEqual([await status(notes), notes.kind.copies.size], [undefined, 0]);
  });

  test('is left to the service of its resource where that has what is backed up', async () => {
    const notes = await followed(false);
    await on(notes, 'DisassociateRecoveryPoint');
    assert.deepEqual([await status(notes), notes.kind.copies.size], [undefined, 1]);
  });

  test('cannot be left to anybody in a locked vault, nor where AWS Backup has it all; nor can snapshots', async () => {
    assert.equal(await refused(on(await followed(true), 'DisassociateRecoveryPoint')), 'InvalidRequestException');
    assert.equal(await refused(on(await ready(), 'DisassociateRecoveryPoint')), 'InvalidRequestException');
    const locked = await followed(false);
    await locked.backup.call('PutBackupVaultLockConfiguration', { BackupVaultName: 'vault', MinRetentionDays: 1 });
    assert.equal(await refused(on(locked, 'DisassociateRecoveryPoint')), 'InvalidRequestException');
  });
});

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
