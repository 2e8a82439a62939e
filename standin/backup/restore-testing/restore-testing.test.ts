/** Restore testing: what plans begin, what of it can be validated, and how it is removed. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { GetRestoreJobMetadataOutput, GetRestoreTestingInferredMetadataOutput, GetRestoreTestingPlanOutput, ListRestoreJobsOutput, RestoreJobsListMember } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { BackupUnderTest, home, type Options, refused, roleArn } from '../restores/testing/backup-under-test';
import { toyArn } from '../restores/testing/toy-kind';

const points = { Algorithm: 'LATEST_WITHIN_WINDOW', RecoveryPointTypes: ['SNAPSHOT'], IncludeVaults: ['*'] };
const plan = { RestoreTestingPlanName: 'nightly', ScheduleExpression: 'cron(0 5 * * ? *)', StartWindowHours: 1, RecoveryPointSelection: points };
const selection = { RestoreTestingSelectionName: 'toys', IamRoleArn: roleArn, ProtectedResourceType: 'Toy', ProtectedResourceArns: ['*'] };

/** A plan that comes round at five each morning, with a selection. */
async function tested(changed: { plan?: object; points?: object; selection?: object } = {}, options: Options = {}): Promise<BackupUnderTest> {
  const backup = await BackupUnderTest.make(options);
  await backup.call('CreateRestoreTestingPlan', { RestoreTestingPlan: { ...plan, ...changed.plan, RecoveryPointSelection: { ...points, ...changed.points } } });
  await backup.call('CreateRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelection: { ...selection, ...changed.selection } });
  return backup;
}

async function jobs(backup: BackupUnderTest): Promise<RestoreJobsListMember[]> {
  return (await backup.call<ListRestoreJobsOutput>('ListRestoreJobs', {})).RestoreJobs ?? [];
}

/** From midnight to after what began at five is over. */
const morning = Duration.hours(6).plus(Duration.minutes(30));

async function restoredFrom(backup: BackupUnderTest): Promise<(string | undefined)[]> {
  return (await jobs(backup)).map(({ RecoveryPointArn }) => RecoveryPointArn);
}

describe('each time that a plan comes round', () => {
  test('one recovery point of each protected resource is restored, at some moment of the start window', async () => {
    const backup = await tested();
    const [, lamp, chair] = [backup.point('lamp'), backup.point('lamp', { created: Instant.parse('2026-01-05T01:00:00Z') }), backup.point('chair')];
    await backup.pass(Duration.hours(5).minus(Duration.seconds(1)));
    assert.deepEqual(await jobs(backup), []);
    await backup.pass(Duration.hours(1).plus(Duration.seconds(1)));
    assert.deepEqual(new Set(await restoredFrom(backup)), new Set([lamp.arn, chair.arn]));
    const starts = (await jobs(backup)).map(({ CreationDate }) => CreationDate?.toISOString().slice(0, 13));
    assert.deepEqual(starts, ['2026-01-05T05', '2026-01-05T05']);
    const { RestoreTestingPlan: told } = await backup.call<GetRestoreTestingPlanOutput>('GetRestoreTestingPlan', { RestoreTestingPlanName: 'nightly' });
    assert.deepEqual(told?.LastExecutionTime, new Date('2026-01-05T05:00:00Z'));
    await backup.pass(Duration.days(1));
    assert.equal((await jobs(backup)).length, 4);
  });

  test('starts are spread over the window', async () => {
    const backup = await tested({ plan: { StartWindowHours: 10 } });
    for (let n = 0; n < 20; n += 1) backup.point(`toy-${n}`);
    await backup.pass(Duration.hours(16));
    assert.ok(new Set((await jobs(backup)).map(({ CreationDate }) => CreationDate?.getUTCHours())).size >= 5);
  });

  test('the job says by which plan it was begun, and what it makes has the tag', async () => {
    const backup = await tested();
    backup.point('lamp');
    await backup.pass(morning.minus(Duration.minutes(30)).plus(Duration.minutes(7)));
    const [job] = await jobs(backup);
    assert.match(job?.CreatedBy?.RestoreTestingPlanArn ?? '', /^arn:aws:backup:us-east-1:123456789012:restore-testing-plan:nightly-[0-9a-f-]{36}$/);
    assert.equal((await backup.call<ListRestoreJobsOutput>('ListRestoreJobs', { ByRestoreTestingPlanArn: job?.CreatedBy?.RestoreTestingPlanArn })).RestoreJobs?.length, 1);
    assert.ok(backup.events.some(({ detail }) => detail.restoreTestingPlanArn === job?.CreatedBy?.RestoreTestingPlanArn));
    const { Metadata } = await backup.call<GetRestoreJobMetadataOutput>('GetRestoreJobMetadata', { RestoreJobId: job?.RestoreJobId });
    assert.match(Metadata?.Name ?? '', /^awsbackup-restore-test-/);
    assert.deepEqual(backup.state.restores.rows.get(job?.RestoreJobId ?? '')?.tags, { 'awsbackup-restore-test': '' });
  });

  test('the schedule goes by the time zone', async () => {
    const backup = await tested({ plan: { ScheduleExpressionTimezone: 'Asia/Tokyo' } });
    backup.point('lamp');
    await backup.pass(Duration.hours(20));
    assert.equal((await jobs(backup)).length, 0);
    await backup.pass(Duration.hours(1));
    assert.equal((await jobs(backup)).length, 1);
  });

  test('every twelve hours from after noon is once a day, as cron begins anew each midnight', async () => {
    const backup = await tested({ plan: { ScheduleExpression: 'cron(0 13/12 * * ? *)' } });
    backup.point('lamp');
    await backup.pass(Duration.days(2));
    assert.equal((await jobs(backup)).length, 2);
  });

  test('a plan that selects nothing leaves the clock alone, and so does one that is deleted', async () => {
    const backup = await BackupUnderTest.make();
    await backup.call('CreateRestoreTestingPlan', { RestoreTestingPlan: plan });
    assert.equal(backup.clock.nextDue(), undefined);
    await backup.call('CreateRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelection: selection });
    assert.equal(backup.clock.nextDue()?.toString(), '2026-01-05T05:00:00.000Z');
    await backup.call('DeleteRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelectionName: 'toys' });
    assert.equal(backup.clock.nextDue(), undefined);
  });

  test('what was deleted before a test began is not tested', async () => {
    const backup = await tested({ plan: { StartWindowHours: 168 } });
    backup.point('lamp');
    await backup.pass(Duration.hours(6));
    await backup.call('DeleteRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelectionName: 'toys' });
    await backup.pass(Duration.days(8));
    assert.deepEqual(await jobs(backup), []);
  });
});

describe('a recovery point is eligible', () => {
  test('within the days of the plan only', async () => {
    const backup = await tested({ points: { SelectionWindowDays: 2 } });
    backup.point('lamp', { created: Instant.parse('2026-01-03T04:59:59Z') });
    const chair = backup.point('chair', { created: Instant.parse('2026-01-03T05:00:00Z') });
    await backup.pass(morning);
    assert.deepEqual(await restoredFrom(backup), [chair.arn]);
  });

  test('in vaults that are included and not excluded', async () => {
    const backup = await tested({ points: { IncludeVaults: ['arn:aws:backup:*:*:backup-vault:safe-*'], ExcludeVaults: ['arn:aws:backup:us-east-1:123456789012:backup-vault:safe-3'] } });
    for (const name of ['safe-2', 'safe-3']) backup.vault(name);
    const found = backup.point('lamp', { vault: 'safe-2' });
    backup.point('chair', { vault: 'safe-3' });
    backup.point('table');
    await backup.pass(morning);
    assert.deepEqual(await restoredFrom(backup), [found.arn]);
  });

  test('once it is complete', async () => {
    const backup = await tested();
    for (const [name, status] of [['a', 'CREATING'], ['b', 'DELETING'], ['c', 'EXPIRED']] as const) backup.point(name, { status });
    await backup.pass(morning);
    assert.deepEqual(await jobs(backup), []);
  });

  test('where it is of a type that the plan takes; a continuous one is restored to its latest moment', async () => {
    const window = { from: Instant.parse('2026-01-01T00:00:00Z'), to: Instant.parse('2026-01-05T04:55:00.500Z') };
    const types = async (RecoveryPointTypes: string[]): Promise<[BackupUnderTest, string, string]> => {
      const backup = await tested({ points: { RecoveryPointTypes } });
      const continuous = backup.point('lamp', { continuous: true, status: 'AVAILABLE', content: { body: 'x', window }, created: Instant.parse('2025-12-01T00:00:00Z') });
      const snapshot = backup.point('lamp', { created: Instant.parse('2026-01-04T00:00:00Z') });
      await backup.pass(morning);
      return [backup, continuous.arn, snapshot.arn];
    };
    const [onlySnapshots, , snapshot] = await types(['SNAPSHOT']);
    assert.deepEqual(await restoredFrom(onlySnapshots), [snapshot]);
    const [both, continuous] = await types(['SNAPSHOT', 'CONTINUOUS']);
    assert.deepEqual(await restoredFrom(both), [continuous]);
    const [job] = await jobs(both);
    assert.equal(both.state.restores.rows.get(job?.RestoreJobId ?? '')?.metadata.RestoreTime, '2026-01-05T04:55:00.000Z');
  });

  test('and any of them is taken where the plan says so', async () => {
    const backup = await tested({ points: { Algorithm: 'RANDOM_WITHIN_WINDOW' }, plan: { ScheduleExpression: 'cron(0 * * * ? *)' } });
    for (let n = 1; n <= 4; n += 1) backup.point('lamp', { created: Instant.parse(`2026-01-0${n}T00:00:00Z`), arn: `arn:aws:backup:us-east-1:123456789012:recovery-point:${n}` });
    await backup.pass(Duration.days(1));
    assert.equal(new Set(await restoredFrom(backup)).size, 4);
  });
});

describe('a selection takes', () => {
  const names = async (backup: BackupUnderTest): Promise<(string | undefined)[]> => (await jobs(backup)).map(({ SourceResourceArn }) => SourceResourceArn?.split('/')[1]).sort();

  test('the ARNs that it names', async () => {
    const backup = await tested({ selection: { ProtectedResourceArns: [toyArn(home, 'lamp')] } });
    backup.point('lamp');
    backup.point('chair');
    await backup.pass(morning);
    assert.deepEqual(await names(backup), ['lamp']);
  });

  test('what the tags of the latest recovery point fit', async () => {
    const StringEquals = [{ Key: 'aws:ResourceTag/tier', Value: 'gold' }];
    const StringNotEquals = [{ Key: 'aws:ResourceTag/skip', Value: 'yes' }];
    const backup = await tested({ selection: { ProtectedResourceConditions: { StringEquals, StringNotEquals } } });
    const before = Instant.parse('2026-01-04T00:00:00Z');
    backup.point('lamp', { created: before });
    backup.point('lamp', { tags: { tier: 'gold' } });
    backup.point('chair', { tags: { tier: 'gold' }, created: before });
    backup.point('chair', { tags: { tier: 'tin' } });
    backup.point('table', { tags: { tier: 'gold', skip: 'yes' } });
    await backup.pass(morning);
    assert.deepEqual(await names(backup), ['lamp']);
  });
});

describe('metadata', () => {
  test('is inferred, and told before', async () => {
    const backup = await BackupUnderTest.make();
    const point = backup.point('lamp');
    const asked = { BackupVaultName: 'vault', RecoveryPointArn: point.arn };
    const { InferredMetadata } = await backup.call<GetRestoreTestingInferredMetadataOutput>('GetRestoreTestingInferredMetadata', asked);
    assert.deepEqual([InferredMetadata?.Colour, InferredMetadata?.Name?.slice(0, 23)], ['grey', 'awsbackup-restore-test-']);
    assert.equal(await refused(backup.call('GetRestoreTestingInferredMetadata', { ...asked, BackupVaultName: 'other' })), 'ResourceNotFoundException');
  });

  test('is overridden whatever the case of its keys', async () => {
    const backup = await tested({ selection: { RestoreMetadataOverrides: { cOlOuR: 'blue', size: '["a"]' } } });
    backup.point('lamp');
    await backup.pass(morning);
    const { Metadata } = await backup.call<GetRestoreJobMetadataOutput>('GetRestoreJobMetadata', { RestoreJobId: (await jobs(backup))[0]?.RestoreJobId });
    assert.deepEqual([Metadata?.Colour, Metadata?.size, Metadata?.cOlOuR], ['blue', '["a"]', undefined]);
  });
});

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
    const { RestoreJobId } = await backup.call<{ RestoreJobId: string }>('StartRestoreJob', { RestorePointArn: '', RecoveryPointArn: point.arn, Metadata: { Name: 'new' }, IamRoleArn: roleArn });
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

test('a test whose role AWS Backup may not take on fails', async () => {
  const backup = await tested({ selection: { IamRoleArn: 'arn:aws:iam::123456789012:role/nobody' } });
  backup.point('lamp');
  await backup.pass(morning);
  const [job] = await jobs(backup);
  assert.deepEqual([job?.Status, job?.StatusMessage], ['FAILED', 'IAM Role cannot be assumed by AWS Backup']);
});

test('plans go on in the process that comes after, with what they had begun', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'testing-'));
  const first = await tested({ selection: { ValidationWindowHours: 2 } }, { directory });
  first.point('lamp');
  await first.pass(Duration.hours(5));
  first.world.journal.tick();
  first.world.journal.close();
  const second = new BackupUnderTest({ directory });
  await second.pass(Duration.hours(2));
  assert.deepEqual((await jobs(second)).map(({ Status, ValidationStatus }) => [Status, ValidationStatus]), [['COMPLETED', 'VALIDATING']]);
  second.world.journal.close();
  const third = new BackupUnderTest({ directory });
  await third.pass(Duration.hours(3));
  assert.deepEqual((await jobs(third)).map(({ DeletionStatus }) => DeletionStatus), ['SUCCESSFUL']);
  await third.pass(Duration.days(1));
  assert.equal((await jobs(third)).length, 2);
  assert.deepEqual([...second.faults, ...third.faults], []);
  third.world.journal.close();
  await rm(directory, { recursive: true });
});
