/** Recovery points: how they are told of, how long they are kept, and how they go. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DescribeRecoveryPointOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { jobs, noteArn, notesUnderTest, plan, roleArn, start } from '../jobs/testing/notes-under-test';
import { refused } from '../restores/testing/backup-under-test';
import { on, type Ready, ready, status } from './testing/point-under-test';

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
