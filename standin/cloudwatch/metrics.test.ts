/** Metrics as they are put and asked for, through the SDK's client. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloudWatchClient, GetMetricDataCommand, GetMetricStatisticsCommand, ListMetricsCommand, PutMetricDataCommand, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import { Duration } from '../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';

const put = (standin: StandinUnderTest, ...MetricData: MetricDatum[]): Promise<unknown> =>
  standin.client(CloudWatchClient).send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));

async function lagOver(standin: StandinUnderTest, Period: number, back = Duration.hours(1)): Promise<unknown> {
  const [now, client] = [standin.clock.now(), standin.client(CloudWatchClient)];
  const stretch = { StartTime: now.minus(back).toDate(), EndTime: now.plus(Duration.minutes(1)).toDate(), Period };
  const { Datapoints: points = [] } = await client.send(
    new GetMetricStatisticsCommand({ Namespace: 'Shop', MetricName: 'Lag', ...stretch, Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'], ExtendedStatistics: ['p90'] }),
  );
  return points.map(({ Sum, Average, Minimum, Maximum, SampleCount, ExtendedStatistics }) => [Sum, Average, Minimum, Maximum, SampleCount, ExtendedStatistics?.p90]);
}

test('what is put in one minute is one data point, with every statistic', async () => {
  await using standin = await standinUnderTest();
  await put(standin, { MetricName: 'Lag', Value: 2 }, { MetricName: 'Lag', Values: [4, 6], Counts: [1, 2] });
  assert.deepEqual(await lagOver(standin, 60), [[18, 4.5, 2, 6, 4, 6]]);
  await put(standin, { MetricName: 'Lag', StatisticValues: { SampleCount: 2, Sum: 20, Minimum: 5, Maximum: 15 } });
  assert.deepEqual(await lagOver(standin, 60), [[38, 38 / 6, 2, 15, 6, undefined]]);
});

test('data grows coarser as it grows old', async () => {
  await using standin = await standinUnderTest();
  await put(standin, { MetricName: 'Lag', Value: 2, StorageResolution: 1 });
  await standin.pass(Duration.minutes(1));
  await put(standin, { MetricName: 'Lag', Value: 4 });
  assert.equal(((await lagOver(standin, 1, Duration.minutes(10))) as unknown[]).length, 1);
  await standin.pass(Duration.hours(4));
  assert.equal(((await lagOver(standin, 60, Duration.hours(5))) as unknown[]).length, 2);
  await standin.pass(Duration.days(20));
  assert.deepEqual(await lagOver(standin, 300, Duration.days(4)), []);
  assert.deepEqual(await lagOver(standin, 86_400 * 30, Duration.days(30)), [[6, 3, 2, 4, 2, 4]]);
});

test('GetMetricData answers several metrics, the newest point first, in pages', async () => {
  await using standin = await standinUnderTest();
  for (const Value of [1, 2, 3]) {
    await put(standin, { MetricName: 'Lag', Value, Dimensions: [{ Name: 'Bucket', Value: 'a' }] });
    await standin.pass(Duration.minutes(1));
  }
  const [now, client] = [standin.clock.now(), standin.client(CloudWatchClient)];
  const ask = {
    StartTime: now.minus(Duration.hours(1)).toDate(),
    EndTime: now.toDate(),
    MetricDataQueries: [{ Id: 'lag', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Lag', Dimensions: [{ Name: 'Bucket', Value: 'a' }] }, Period: 60, Stat: 'Sum' } }],
  };
  const whole = await client.send(new GetMetricDataCommand(ask));
  assert.deepEqual(whole.MetricDataResults?.map(({ Id, Label, Values, StatusCode }) => [Id, Label, Values, StatusCode]), [['lag', 'Lag', [3, 2, 1], 'Complete']]);
  const first = await client.send(new GetMetricDataCommand({ ...ask, MaxDatapoints: 2 }));
  const second = await client.send(new GetMetricDataCommand({ ...ask, MaxDatapoints: 2, NextToken: first.NextToken }));
  assert.deepEqual([first, second].map(({ MetricDataResults: [result] = [] }) => [result?.Values, result?.StatusCode]), [[[3, 2], 'PartialData'], [[1], 'Complete']]);
  await assert.rejects(client.send(new GetMetricDataCommand({ ...ask, MetricDataQueries: [{ Id: 'e', Expression: 'SUM(METRICS())' }] })), { name: 'NotImplemented' });
});

test('metrics are listed by what they are called and measure', async () => {
  await using standin = await standinUnderTest();
  const client = standin.client(CloudWatchClient);
  await put(standin, { MetricName: 'Lag', Value: 1, Dimensions: [{ Name: 'Bucket', Value: 'a' }] }, { MetricName: 'Orders', Value: 1 });
  const names = async (filter: object): Promise<unknown> => (await client.send(new ListMetricsCommand(filter))).Metrics?.map(({ MetricName }) => MetricName);
  assert.deepEqual(await names({}), ['Lag', 'Orders']);
  assert.deepEqual(await names({ Dimensions: [{ Name: 'Bucket' }] }), ['Lag']);
  assert.deepEqual(await names({ Dimensions: [{ Name: 'Bucket', Value: 'b' }] }), []);
  assert.deepEqual((await standin.client(CloudWatchClient, 'eu-west-1').send(new ListMetricsCommand({}))).Metrics, []);
  await standin.pass(Duration.days(15));
  assert.deepEqual(await names({}), []);
});

test('a call with one bad datum puts none', async () => {
  await using standin = await standinUnderTest();
  const bad: [MetricDatum, string][] = [
    [{ MetricName: 'Lag' }, 'MissingRequiredParameterException'],
    [{ MetricName: 'Lag', Value: 1, Values: [2] }, 'InvalidParameterCombinationException'],
    [{ MetricName: 'Lag', Value: 2 ** 361 }, 'InvalidParameterValueException'],
    [{ MetricName: 'Lag', Value: 1, Timestamp: standin.clock.now().minus(Duration.days(15)).toDate() }, 'InvalidParameterValueException'],
    [{ MetricName: 'Lag', Value: 1, Dimensions: [{ Name: 'a', Value: '' }] }, 'MissingRequiredParameterException'],
    [{ MetricName: 'Lag', Value: 1, StorageResolution: 30 }, 'InvalidParameterValueException'],
  ];
  for (const [datum, name] of bad) await assert.rejects(put(standin, { MetricName: 'Lag', Value: 1 }, datum), { name }, JSON.stringify(datum));
  assert.deepEqual(await lagOver(standin, 60), []);
  assert.deepEqual(standin.faults, []);
});
