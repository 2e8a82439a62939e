/** Restore testing plans and their selections, as they are made, told of, changed and deleted. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  BackupClient,
  CreateRestoreTestingPlanCommand,
  DeleteRestoreTestingPlanCommand,
  GetRestoreTestingPlanCommand,
  type CreateRestoreTestingPlanOutput,
  type GetRestoreTestingPlanOutput,
  type GetRestoreTestingSelectionOutput,
  type ListRestoreTestingPlansOutput,
  type ListRestoreTestingSelectionsOutput,
} from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import type { Caller } from '../../service';
import { standinUnderTest } from '../../standin-under-test';
import { BackupUnderTest, refused, roleArn } from '../restores/testing/backup-under-test';

const points = { Algorithm: 'LATEST_WITHIN_WINDOW', RecoveryPointTypes: ['SNAPSHOT'], IncludeVaults: ['*'] } as const;
const plan = { RestoreTestingPlanName: 'nightly', ScheduleExpression: 'cron(0 5 * * ? *)', RecoveryPointSelection: points };
const selection = { RestoreTestingSelectionName: 'toys', IamRoleArn: roleArn, ProtectedResourceType: 'Toy', ProtectedResourceArns: ['*'] };

function make(backup: BackupUnderTest, changed: object = {}, more: object = {}): Promise<CreateRestoreTestingPlanOutput> {
  return backup.call('CreateRestoreTestingPlan', { RestoreTestingPlan: { ...plan, ...changed }, ...more });
}

async function told(backup: BackupUnderTest): Promise<NonNullable<GetRestoreTestingPlanOutput['RestoreTestingPlan']>> {
  const { RestoreTestingPlan } = await backup.call<GetRestoreTestingPlanOutput>('GetRestoreTestingPlan', { RestoreTestingPlanName: 'nightly' });
  if (!RestoreTestingPlan) throw new Error('there is no plan in the answer');
  return RestoreTestingPlan;
}

function select(backup: BackupUnderTest, changed: object = {}, as: { caller?: Caller } = {}): Promise<unknown> {
  return backup.call('CreateRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelection: { ...selection, ...changed } }, as);
}

describe('a plan', () => {
  test('has what was not said by default', async () => {
    const backup = await BackupUnderTest.make();
    await make(backup, { ScheduleExpression: undefined });
    const { RestoreTestingPlanArn, ...rest } = await told(backup);
    assert.match(RestoreTestingPlanArn ?? '', /:restore-testing-plan:nightly-/);
    assert.deepEqual(rest, {
      CreationTime: new Date('2026-01-05T00:00:00Z'),
      LastExecutionTime: undefined,
      LastUpdateTime: undefined,
      RestoreTestingPlanName: 'nightly',
      ScheduleExpression: 'cron(0 5 ? * * *)',
      ScheduleExpressionTimezone: 'UTC',
      StartWindowHours: 24,
      CreatorRequestId: undefined,
      RecoveryPointSelection: { Algorithm: 'LATEST_WITHIN_WINDOW', RecoveryPointTypes: ['SNAPSHOT'], IncludeVaults: ['*'], ExcludeVaults: [], SelectionWindowDays: 30 },
    });
  });

  const unfit: [string, object][] = [
    ['a name with a hyphen', { RestoreTestingPlanName: 'night-ly' }],
    ['a name of 51 characters', { RestoreTestingPlanName: 'n'.repeat(51) }],
    ['a rate', { ScheduleExpression: 'rate(1 day)' }],
    ['no cron', { ScheduleExpression: 'cron(daily)' }],
    ['a zone that there is not', { ScheduleExpressionTimezone: 'Mars/Olympus' }],
    ['a start window of no hours', { StartWindowHours: 0 }],
    ['a start window of more than a week', { StartWindowHours: 169 }],
    ['another algorithm', { RecoveryPointSelection: { ...points, Algorithm: 'OLDEST' } }],
    ['no types', { RecoveryPointSelection: { ...points, RecoveryPointTypes: [] } }],
    ['another type', { RecoveryPointSelection: { ...points, RecoveryPointTypes: ['COPY'] } }],
    ['no vaults', { RecoveryPointSelection: { ...points, IncludeVaults: [] } }],
    ['31 vaults', { RecoveryPointSelection: { ...points, ExcludeVaults: Array.from({ length: 31 }, (_, n) => `arn:aws:backup:us-east-1:123456789012:backup-vault:v${n}`) } }],
    ['a vault without its ARN', { RecoveryPointSelection: { ...points, IncludeVaults: ['Default'] } }],
    ['no days', { RecoveryPointSelection: { ...points, SelectionWindowDays: 0 } }],
    ['more days than a year', { RecoveryPointSelection: { ...points, SelectionWindowDays: 366 } }],
  ];
  for (const [name, changed] of unfit) {
    test(`is refused with ${name}`, async () => assert.equal(await refused(make(await BackupUnderTest.make(), changed)), 'InvalidParameterValueException'));
  }

  for (const member of ['Algorithm', 'RecoveryPointTypes', 'IncludeVaults']) {
    test(`is refused without ${member}`, async () => {
      const lacking = { RecoveryPointSelection: { ...points, [member]: undefined } };
      assert.equal(await refused(make(await BackupUnderTest.make(), lacking)), 'MissingParameterValueException');
    });
  }

  test('has a name of its own, unless the request is the same', async () => {
    const backup = await BackupUnderTest.make();
    const first = await make(backup, {}, { CreatorRequestId: 'one' });
    await backup.pass(Duration.hours(1));
    assert.deepEqual(await make(backup, {}, { CreatorRequestId: 'one' }), first);
    assert.equal(await refused(make(backup, {}, { CreatorRequestId: 'two' })), 'AlreadyExistsException');
    assert.equal(await refused(make(backup)), 'AlreadyExistsException');
  });

  test('is one of a hundred at most, with fifty tags', async () => {
    const backup = await BackupUnderTest.make();
    const tags = (count: number): object => ({ Tags: Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v'])) });
    assert.equal(await refused(make(backup, {}, tags(51))), 'InvalidParameterValueException');
    for (let n = 0; n < 100; n += 1) await make(backup, { RestoreTestingPlanName: `plan_${n}` }, tags(50));
    assert.equal(await refused(make(backup)), 'LimitExceededException');
    const page = await backup.call<ListRestoreTestingPlansOutput>('ListRestoreTestingPlans', { MaxResults: 60 });
    const rest = await backup.call<ListRestoreTestingPlansOutput>('ListRestoreTestingPlans', { MaxResults: 60, NextToken: page.NextToken });
    assert.deepEqual([page.RestoreTestingPlans?.length, rest.RestoreTestingPlans?.length, rest.NextToken], [60, 40, undefined]);
  });

  test('changes in the members that are given only', async () => {
    const backup = await BackupUnderTest.make();
    await make(backup, { StartWindowHours: 3 });
    const before = await told(backup);
    await backup.pass(Duration.hours(1));
    await backup.call('UpdateRestoreTestingPlan', { RestoreTestingPlanName: 'nightly', RestoreTestingPlan: { RecoveryPointSelection: { SelectionWindowDays: 7 } } });
    const after = await told(backup);
    assert.deepEqual(after, { ...before, LastUpdateTime: new Date('2026-01-05T01:00:00Z'), RecoveryPointSelection: { ...before.RecoveryPointSelection, SelectionWindowDays: 7 } });
    assert.equal(await refused(backup.call('UpdateRestoreTestingPlan', { RestoreTestingPlanName: 'other', RestoreTestingPlan: {} })), 'ResourceNotFoundException');
  });

  test('is deleted only after its selections', async () => {
    const backup = await BackupUnderTest.make();
    await make(backup);
    await select(backup);
    const named = { RestoreTestingPlanName: 'nightly' };
    assert.equal(await refused(backup.call('DeleteRestoreTestingPlan', named)), 'InvalidRequestException');
    await backup.call('DeleteRestoreTestingSelection', { ...named, RestoreTestingSelectionName: 'toys' });
    assert.equal(await refused(backup.call('DeleteRestoreTestingSelection', { ...named, RestoreTestingSelectionName: 'toys' })), 'ResourceNotFoundException');
    await backup.call('DeleteRestoreTestingPlan', named);
    assert.equal(await refused(backup.call('GetRestoreTestingPlan', named)), 'ResourceNotFoundException');
  });
});

describe('a selection', () => {
  const arns = (count: number): string[] => Array.from({ length: count }, (_, n) => `arn:aws:toy:us-east-1:123456789012:thing/${n}`);
  const conditions = (count: number): object => ({ StringEquals: Array.from({ length: count }, (_, n) => ({ Key: `aws:ResourceTag/k${n}`, Value: 'v' })) });
  const cases: [string, object, string][] = [
    ['takes thirty ARNs', { ProtectedResourceArns: arns(30) }, 'answered'],
    ['takes no more ARNs', { ProtectedResourceArns: arns(31) }, 'InvalidParameterValueException'],
    ['takes the wildcard with thirty conditions', { ProtectedResourceConditions: conditions(30) }, 'answered'],
    ['takes no more conditions', { ProtectedResourceConditions: conditions(31) }, 'InvalidParameterValueException'],
    ['takes conditions alone', { ProtectedResourceArns: undefined, ProtectedResourceConditions: conditions(1) }, 'answered'],
    ['takes no ARNs with conditions', { ProtectedResourceArns: arns(1), ProtectedResourceConditions: conditions(1) }, 'InvalidParameterValueException'],
    ['takes no ARNs beside the wildcard', { ProtectedResourceArns: ['*', ...arns(1)] }, 'InvalidParameterValueException'],
    ['takes neither for nothing', { ProtectedResourceArns: undefined }, 'InvalidParameterValueException'],
    ['takes conditions on tags only', { ProtectedResourceConditions: { StringEquals: [{ Key: 'k', Value: 'v' }] } }, 'InvalidParameterValueException'],
    ['takes a validation window of a week', { ValidationWindowHours: 168 }, 'answered'],
    ['takes none of more', { ValidationWindowHours: 169 }, 'InvalidParameterValueException'],
    ['takes what its type lets be overridden', { RestoreMetadataOverrides: { COLOUR: 'blue' } }, 'answered'],
    ['takes nothing else to override', { RestoreMetadataOverrides: { Name: 'mine' } }, 'InvalidParameterValueException'],
    ['takes types that there are', { ProtectedResourceType: 'Car' }, 'InvalidParameterValueException'],
    ['needs a role', { IamRoleArn: undefined }, 'MissingParameterValueException'],
    ['needs a name', { RestoreTestingSelectionName: 'to ys' }, 'InvalidParameterValueException'],
  ];
  for (const [name, changed, outcome] of cases) {
    test(name, async () => {
      const backup = await BackupUnderTest.make();
      await make(backup);
      assert.equal(await refused(select(backup, changed)), outcome);
    });
  }

  test('needs the right to pass the role on', async () => {
    const backup = await BackupUnderTest.make();
    await make(backup);
    await backup.role('operator', { Effect: 'Allow', Action: 'backup:*', Resource: '*' });
    const caller = backup.state.neighbours.access.callerOfRole('arn:aws:iam::123456789012:role/operator', 'backup.amazonaws.com') as Caller;
    assert.equal(await refused(select(backup, {}, { caller })), 'AccessDenied');
  });

  test('is one of thirty at most, each with a name of its own', async () => {
    const backup = await BackupUnderTest.make();
    await make(backup);
    for (let n = 0; n < 30; n += 1) await select(backup, { RestoreTestingSelectionName: `s${n}` });
    assert.equal(await refused(select(backup)), 'LimitExceededException');
    assert.equal(await refused(select(backup, { RestoreTestingSelectionName: 's1' })), 'AlreadyExistsException');
    const list = await backup.call<ListRestoreTestingSelectionsOutput>('ListRestoreTestingSelections', { RestoreTestingPlanName: 'nightly', MaxResults: 29 });
    assert.deepEqual([list.RestoreTestingSelections?.length, list.RestoreTestingSelections?.[0]?.RestoreTestingSelectionName, list.NextToken !== undefined], [29, 's0', true]);
  });

  test('changes between ARNs and the wildcard with both members, and otherwise in what is given', async () => {
    const backup = await BackupUnderTest.make();
    await make(backup);
    await select(backup, { ProtectedResourceConditions: conditions(1), RestoreMetadataOverrides: { size: '1' } });
    const update = (RestoreTestingSelection: object): Promise<string> => refused(backup.call('UpdateRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelectionName: 'toys', RestoreTestingSelection }));
    assert.equal(await update({ ProtectedResourceArns: arns(1) }), 'InvalidParameterValueException');
    assert.equal(await update({ ProtectedResourceArns: arns(1), ProtectedResourceConditions: {} }), 'answered');
    assert.equal(await update({ ProtectedResourceArns: ['*'] }), 'InvalidParameterValueException');
    assert.equal(await update({ ProtectedResourceArns: ['*'], ProtectedResourceConditions: conditions(2) }), 'answered');
    assert.equal(await update({ ValidationWindowHours: 5 }), 'answered');
    const { RestoreTestingSelection: now } = await backup.call<GetRestoreTestingSelectionOutput>('GetRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelectionName: 'toys' });
    assert.deepEqual([now?.ProtectedResourceArns, now?.ProtectedResourceConditions?.StringEquals?.length, now?.ValidationWindowHours, now?.RestoreMetadataOverrides], [['*'], 2, 5, { size: '1' }]);
  });
});

test('plans are made with 201 and deleted with 204', async () => {
  await using standin = await standinUnderTest();
  const client = standin.client(BackupClient);
  const made = await client.send(new CreateRestoreTestingPlanCommand({ RestoreTestingPlan: { ...plan, RecoveryPointSelection: { ...points, RecoveryPointTypes: ['SNAPSHOT'], IncludeVaults: ['*'] } } }));
  const got = await client.send(new GetRestoreTestingPlanCommand({ RestoreTestingPlanName: 'nightly' }));
  const gone = await client.send(new DeleteRestoreTestingPlanCommand({ RestoreTestingPlanName: 'nightly' }));
  assert.deepEqual([made.$metadata.httpStatusCode, got.RestoreTestingPlan?.RestoreTestingPlanArn, gone.$metadata.httpStatusCode], [201, made.RestoreTestingPlanArn, 204]);
  assert.deepEqual(standin.faults, []);
});
