/** How long recovery points are kept. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DescribeRecoveryPointOutput, UpdateRecoveryPointLifecycleOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { notesUnderTest, plan } from '../jobs/testing/notes-under-test';
import { refused } from '../restores/testing/backup-under-test';
import { on, ready, status } from './testing/point-under-test';

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
