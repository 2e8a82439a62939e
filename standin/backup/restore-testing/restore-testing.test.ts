/** Restore testing: what plans begin when they come round, with which recovery points and which metadata. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { GetRestoreJobMetadataOutput, GetRestoreTestingInferredMetadataOutput, GetRestoreTestingPlanOutput, ListRestoreJobsOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { BackupUnderTest, home, refused } from '../restores/testing/backup-under-test';
import { toyArn } from '../restores/testing/toy-kind';
import { jobs, morning, plan, restoredFrom, selection, tested } from './testing/tested';

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
    const onlyContinuous = await tested({ points: { RecoveryPointTypes: ['CONTINUOUS'] } });
    onlyContinuous.point('lamp');
    await onlyContinuous.pass(morning);
    assert.deepEqual(await jobs(onlyContinuous), []);
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
