/** What becomes of what a test has restored: its validation, and its removal. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Duration } from '../../../time/duration';
import { BackupUnderTest, refused, roleArn } from '../restores/testing/backup-under-test';
import { jobs, tested } from './testing/tested';

describe('what a test has restored', () => {
  const validated = { ValidationStatus: 'SUCCESSFUL', ValidationStatusMessage: 'it shines' };
  const states = async (backup: BackupUnderTest): Promise<(string | undefined)[]> => (await jobs(backup)).flatMap((job) => [job.ValidationStatus, job.DeletionStatus]);
  const result = async (backup: BackupUnderTest, put: object = validated): Promise<string> => refused(backup.call('PutRestoreValidationResult', { RestoreJobId: (await jobs(backup))[0]?.RestoreJobId, ...put }));

  /** A lamp that was restored a moment ago, on the first morning only. */
  async function lamp(ValidationWindowHours: number): Promise<BackupUnderTest> {
    const backup = await tested({ plan: { ScheduleExpression: 'cron(0 5 5 1 ? 2026)' }, selection: { ValidationWindowHours } });
    backup.point('lamp');
    await backup.pass(Duration.hours(5));
    for (let n = 0; n < 90 && (await jobs(backup))[0]?.Status !== 'COMPLETED'; n += 1) await backup.pass(Duration.minutes(1));
    return backup;
  }

  test('is removed at once where nothing validates it', async () => {
    const backup = await lamp(0);
    assert.deepEqual([...(await states(backup)), backup.toys.things.size], [undefined, 'DELETING', 1]);
    await backup.pass(Duration.minutes(6));
    assert.deepEqual([...(await states(backup)), backup.toys.things.size], [undefined, 'SUCCESSFUL', 0]);
  });

  test('can be validated for a while, and is removed after the result', async () => {
    const backup = await lamp(3);
    assert.deepEqual(await states(backup), ['VALIDATING', undefined]);
    assert.equal(await result(backup, { ValidationStatus: 'VALIDATING', ValidationStatusMessage: 'looking' }), 'answered');
    await backup.pass(Duration.hours(1));
    assert.deepEqual([...(await states(backup)), backup.toys.things.size], ['VALIDATING', undefined, 1]);
    assert.equal(await result(backup), 'answered');
    assert.deepEqual(await states(backup), ['SUCCESSFUL', 'DELETING']);
    assert.equal((await jobs(backup))[0]?.ValidationStatusMessage, 'it shines');
    await backup.pass(Duration.hours(5));
    assert.deepEqual([...(await states(backup)), backup.toys.things.size], ['SUCCESSFUL', 'SUCCESSFUL', 0]);
  });

  test('is removed when the window closes without a result', async () => {
    const backup = await lamp(3);
    await backup.pass(Duration.hours(3).minus(Duration.minutes(1)));
    assert.deepEqual(await states(backup), ['VALIDATING', undefined]);
    await backup.pass(Duration.minutes(10));
    assert.deepEqual([...(await states(backup)), backup.toys.things.size], ['TIMED_OUT', 'SUCCESSFUL', 0]);
    assert.equal(await result(backup), 'InvalidRequestException');
  });

  test('stays where somebody took its tag away', async () => {
    const backup = await lamp(3);
    for (const thing of backup.toys.things.values()) backup.toys.things.put(thing.arn, { ...thing, tags: {} });
    await result(backup, { ValidationStatus: 'FAILED' });
    await backup.pass(Duration.hours(6));
    const [job] = await jobs(backup);
    assert.deepEqual([job?.ValidationStatus, job?.DeletionStatus, backup.toys.things.size], ['FAILED', 'FAILED', 1]);
    assert.match(job?.DeletionStatusMessage ?? '', /awsbackup-restore-test/);
  });

  test('and is gone already is as good as removed', async () => {
    const backup = await lamp(3);
    for (const arn of [...backup.toys.things.values()].map((thing) => thing.arn)) backup.toys.things.delete(arn);
    await backup.pass(Duration.hours(4));
    assert.deepEqual(await states(backup), ['TIMED_OUT', 'SUCCESSFUL']);
  });

  test('is no matter of validation where no test restored it, or not yet', async () => {
    const backup = await BackupUnderTest.make();
    const point = backup.point('lamp');
    const { RestoreJobId } = await backup.call<{ RestoreJobId: string }>('StartRestoreJob', { RecoveryPointArn: point.arn, Metadata: { Name: 'new' }, IamRoleArn: roleArn });
    await backup.pass(Duration.hours(1));
    assert.equal(await refused(backup.call('PutRestoreValidationResult', { RestoreJobId, ...validated })), 'InvalidRequestException');
    assert.equal(await refused(backup.call('PutRestoreValidationResult', { RestoreJobId, ValidationStatus: 'FINE' })), 'InvalidParameterValueException');
    const early = await tested();
    early.point('lamp');
    for (let n = 0; n < 400 && (await jobs(early)).length === 0; n += 1) await early.pass(Duration.minutes(1));
    assert.equal(await result(early), 'InvalidRequestException');
  });

  test('stays while its region is down, and goes when that is back', async () => {
    const backup = await lamp(1);
    backup.world.outages.take('us-east-1');
    await backup.pass(Duration.hours(4));
    assert.equal(backup.toys.things.size, 1);
    backup.world.outages.bringBack('us-east-1');
    await backup.pass(Duration.hours(2));
    assert.deepEqual([...(await states(backup)), backup.toys.things.size], ['TIMED_OUT', 'SUCCESSFUL', 0]);
  });
});
