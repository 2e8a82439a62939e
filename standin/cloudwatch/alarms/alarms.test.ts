/** Alarms over virtual time, through the SDK's client. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { Duration } from '../../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';

const minute = Duration.minutes(1);
const lag = { Namespace: 'Shop', MetricName: 'Lag', Dimensions: [{ Name: 'Bucket', Value: 'orders' }] };
const late: PutMetricAlarmCommandInput = { AlarmName: 'late', ...lag, Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold' };

interface Alarming extends AsyncDisposable {
  standin: StandinUnderTest;
  client: CloudWatchClient;
  report(value: number): Promise<void>;
  state(name?: string): Promise<string>;
}

async function alarming(alarm: Partial<PutMetricAlarmCommandInput> = {}): Promise<Alarming> {
  const standin = await standinUnderTest();
  const client = standin.client(CloudWatchClient);
  await client.send(new PutMetricAlarmCommand({ ...late, ...alarm }));
  return {
    standin,
    client,
    report: async (value) => void (await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ ...lag, Value: value, Unit: 'Seconds' }] }))),
    state: async (name = 'late') => (await client.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))).MetricAlarms?.[0]?.StateValue ?? 'gone',
    [Symbol.asyncDispose]: () => standin[Symbol.asyncDispose](),
  };
}

test('an alarm begins without data, and becomes what its metric says at the end of each period', async () => {
  await using at = await alarming();
  assert.equal(await at.state(), 'INSUFFICIENT_DATA');
  await at.report(3);
  assert.equal(await at.state(), 'INSUFFICIENT_DATA');
  await at.standin.pass(minute);
  assert.equal(await at.state(), 'OK');
  await at.report(7);
  await at.standin.pass(minute);
  assert.equal(await at.state(), 'ALARM');
  const [alarm] = (await at.client.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }))).MetricAlarms ?? [];
  assert.match(alarm?.StateReason ?? '', /^Threshold Crossed: 1 out of the last 1 datapoints \[7\.0 \(.+\)\] was greater than the threshold \(5\.0\) \(minimum 1 datapoint for OK -> ALARM transition\)\.$/);
  assert.deepEqual((JSON.parse(alarm?.StateReasonData ?? '') as { recentDatapoints: number[] }).recentDatapoints, [7]);
  await at.standin.pass(Duration.minutes(5));
  assert.equal(await at.state(), 'INSUFFICIENT_DATA');
});

describe('a metric that falls silent', () => {
  for (const [TreatMissingData, expected] of [['breaching', 'ALARM'], ['notBreaching', 'OK'], ['ignore', 'OK'], ['missing', 'INSUFFICIENT_DATA']] as const) {
    test(`is ${expected} where missing data is ${TreatMissingData}`, async () => {
      await using at = await alarming({ TreatMissingData });
      await at.report(3);
      await at.standin.pass(Duration.minutes(10));
      assert.equal(await at.state(), expected);
      assert.equal(at.standin.clock.nextDue(), undefined, 'nobody looks at an alarm that has nothing to see');
    });
  }
});

test('two of the last three points have to breach where the alarm says so', async () => {
  await using at = await alarming({ EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' });
  const states: string[] = [];
  for (const value of [9, 1, 9, 1, 1]) {
    await at.report(value);
    await at.standin.pass(minute);
    states.push(await at.state());
  }
  assert.deepEqual(states, ['OK', 'OK', 'ALARM', 'OK', 'OK']);
});

test('an alarm on a percentile hears of single values', async () => {
  await using at = await alarming({ Statistic: undefined, ExtendedStatistic: 'p50' });
  for (const value of [1, 2, 100]) await at.report(value);
  await at.standin.pass(minute);
  assert.equal(await at.state(), 'OK');
});

test('a state set by hand holds until the alarm is looked at again, and all of it is history', async () => {
  await using at = await alarming();
  await at.report(1);
  await at.standin.pass(minute);
  await at.client.send(new SetAlarmStateCommand({ AlarmName: 'late', StateValue: 'ALARM', StateReason: 'a drill' }));
  assert.equal(await at.state(), 'ALARM');
  await at.standin.pass(minute);
  assert.equal(await at.state(), 'OK');
  await at.client.send(new DeleteAlarmsCommand({ AlarmNames: ['late', 'never was'] }));
  const history = await at.client.send(new DescribeAlarmHistoryCommand({ AlarmName: 'late', ScanBy: 'TimestampAscending' }));
  const told = [
    'Alarm "late" created',
    'Alarm updated from INSUFFICIENT_DATA to OK',
    'Alarm updated from OK to ALARM',
    'Alarm updated from ALARM to OK',
    'Alarm "late" deleted',
  ];
  assert.deepEqual(history.AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary), told);
});

test('an alarm that is put again keeps its state and its tags', async () => {
  await using at = await alarming({ Tags: [{ Key: 'team', Value: 'shop' }] });
  await at.report(9);
  await at.standin.pass(minute);
  await at.client.send(new PutMetricAlarmCommand({ ...late, Threshold: 50 }));
  assert.equal(await at.state(), 'ALARM');
  await at.client.send(new DisableAlarmActionsCommand({ AlarmNames: ['late'] }));
  const [alarm] = (await at.client.send(new DescribeAlarmsForMetricCommand(lag))).MetricAlarms ?? [];
  assert.deepEqual([alarm?.Threshold, alarm?.ActionsEnabled], [50, false]);
  const ResourceARN = alarm?.AlarmArn;
  await at.client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'tier', Value: '1' }] }));
  await at.client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }));
  assert.deepEqual((await at.client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags, [{ Key: 'tier', Value: '1' }]);
});

test('ten alarms on a metric that reports each minute share their looks', async () => {
  await using at = await alarming();
  for (let n = 0; n < 9; n++) await at.client.send(new PutMetricAlarmCommand({ ...late, AlarmName: `late ${n}` }));
  await at.report(1);
  let jumps = 0;
  while (at.standin.clock.nextDue()) {
    await at.standin.pass(minute);
    jumps += 1;
  }
  assert.ok(jumps < 6, `looked at ${jumps} times after the last report`);
});

test('what is not served is refused, and so is what makes no sense', async () => {
  await using at = await alarming();
  const put = (change: Partial<PutMetricAlarmCommandInput>): Promise<unknown> => at.client.send(new PutMetricAlarmCommand({ ...late, ...change }));
  await assert.rejects(put({ Metrics: [{ Id: 'a', Expression: '1' }] }), { name: 'NotImplemented' });
  await assert.rejects(put({ ComparisonOperator: 'LessThanLowerThreshold' }), { name: 'NotImplemented' });
  await assert.rejects(put({ AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }), { name: 'NotImplemented' });
  await assert.rejects(put({ AlarmActions: ['a topic'] }), { name: 'ValidationException' });
  await assert.rejects(put({ DatapointsToAlarm: 2 }), { name: 'ValidationException' });
  await assert.rejects(put({ Statistic: undefined }), { name: 'MissingRequiredParameterException' });
  await assert.rejects(put({ ExtendedStatistic: 'p90' }), { name: 'InvalidParameterCombinationException' });
  for (const AlarmName of ['', 'a'.repeat(256)]) await assert.rejects(put({ AlarmName }), { name: 'ValidationException' });
  await put({ AlarmName: 'a'.repeat(255) });
  for (const Period of [45, 90]) await assert.rejects(put({ Period }), { name: 'InvalidParameterValueException' });
  await assert.rejects(put({ Period: 5 }), { name: 'ValidationException' });
  for (const Period of [10, 20, 30, 120]) await put({ Period });
  await assert.rejects(at.client.send(new SetAlarmStateCommand({ AlarmName: 'other', StateValue: 'OK', StateReason: '' })), { name: 'ResourceNotFound' });
});

test('alarms and data are there after a restart', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-alarms-'));
  try {
    {
      await using standin = await standinUnderTest(directory);
      const client = standin.client(CloudWatchClient);
      await client.send(new PutMetricAlarmCommand(late));
      await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ ...lag, Value: 9 }] }));
    }
    await using standin = await standinUnderTest(directory);
    await standin.pass(minute);
    const { MetricAlarms: alarms } = await standin.client(CloudWatchClient).send(new DescribeAlarmsCommand({}));
    assert.deepEqual(alarms?.map(({ AlarmName, StateValue }) => [AlarmName, StateValue]), [['late', 'ALARM']]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
