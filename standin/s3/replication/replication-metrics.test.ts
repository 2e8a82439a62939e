/** What S3 reports and announces of replication. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Destination, DeleteBucketReplicationCommand, DeleteBucketCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { replicationUnderTest, type ReplicationUnderTest, rule } from './replication-under-test';

const lag = Duration.minutes(3);
const destination: Destination = { Bucket: 'arn:aws:s3:::replica', Metrics: { Status: 'Enabled' } };
const timed: Destination = {
  Bucket: 'arn:aws:s3:::replica',
  Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
  ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
};

/** The values of a metric, in the order in which they were reported. */
function values(s3: ReplicationUnderTest, name: string): number[] {
  return s3.data.filter((datum) => datum.name === name).map(({ value }) => value);
}

function announced(s3: ReplicationUnderTest): string[] {
  return s3.told.map(({ name }) => name);
}

test('each minute says how much is pending and how far the destination is behind, zeros as well', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: destination }));
  await s3.pass(Duration.minutes(2));
  assert.deepEqual([values(s3, 'OperationsPendingReplication'), values(s3, 'ReplicationLatency')], [[0, 0], [0, 0]]);
  s3.state.pauses.pause('experiment', { source: 'source', regions: ['us-west-2'] });
  await s3.put('a', { Body: 'x'.repeat(1000) });
  await s3.put('b', { Body: 'x'.repeat(500) });
  await s3.pass(Duration.minutes(3));
  assert.deepEqual(values(s3, 'OperationsPendingReplication').slice(2), [2, 2, 2]);
  assert.deepEqual(values(s3, 'BytesPendingReplication').slice(2), [1500, 1500, 1500]);
  assert.deepEqual(values(s3, 'ReplicationLatency').slice(2), [60, 120, 180]);
  s3.state.pauses.resume('experiment');
  await s3.pass(Duration.minutes(4));
  assert.deepEqual([values(s3, 'OperationsPendingReplication').at(-1), values(s3, 'BytesPendingReplication').at(-1)], [0, 0]);
});

test('a change of what is on its way is no operation of its own, and one of what has arrived has no bytes', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: destination }));
  const tag = (Value: string) => s3.east.send(new PutObjectTaggingCommand({ Bucket: 'source', Key: 'a', Tagging: { TagSet: [{ Key: 'v', Value }] } }));
  await s3.put('a');
  s3.state.pauses.pause('experiment', { source: 'source', regions: ['us-west-2'] });
  await tag('1');
  await s3.pass(Duration.minutes(1));
  s3.state.pauses.resume('experiment');
  await s3.pass(lag);
  s3.state.pauses.pause('experiment', { source: 'source', regions: ['us-west-2'] });
  for (const value of ['2', '3']) await tag(value);
  await s3.pass(Duration.minutes(1));
  assert.deepEqual([values(s3, 'OperationsPendingReplication')[0], values(s3, 'BytesPendingReplication')[0]], [1, 4]);
  assert.deepEqual([values(s3, 'OperationsPendingReplication').at(-1), values(s3, 'BytesPendingReplication').at(-1)], [1, 0]);
});

test('a data point is of the rule and both buckets, in the region of the destination, of the minute that has passed', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: destination }));
  const start = s3.world.clock.now();
  await s3.pass(Duration.minutes(1));
  const [datum] = s3.data;
  assert.deepEqual(datum, {
    accountId: '123456789012',
    region: 'us-west-2',
    namespace: 'AWS/S3',
    name: 'ReplicationLatency',
    dimensions: { SourceBucket: 'source', DestinationBucket: 'replica', RuleId: 'everything' },
    value: 0,
    unit: 'Seconds',
    at: start,
  });
});

test('the latency of what has arrived within the minute is reported too', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: destination }));
  await s3.put('a');
  await s3.pass(lag);
  const slowest = Math.max(...values(s3, 'ReplicationLatency'));
  assert.ok(slowest >= 5 && slowest <= 120, `${slowest} s`);
});

test('failures are counted in the region of the source, only in minutes in which something was tried', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: destination }));
  await s3.put('a');
  await s3.pass(lag);
  s3.permit([]);
  await s3.put('b');
  await s3.pass(Duration.hours(1));
  assert.deepEqual(values(s3, 'OperationsFailedReplication'), [0, 1]);
  assert.equal(s3.data.find(({ name }) => name === 'OperationsFailedReplication')?.region, 'us-east-1');
});

test('nothing is reported without metrics, after they are gone, or of a destination that is gone', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.put('a');
  await s3.pass(Duration.minutes(10));
  assert.equal(s3.data.length, 0);
  assert.equal(s3.world.clock.nextDue(), undefined);
  await s3.replicate(rule({ Destination: { ...destination, Bucket: 'arn:aws:s3:::replica' } }));
  await s3.pass(Duration.minutes(1));
  assert.equal(s3.data.length, 3);
  await s3.east.send(new DeleteBucketReplicationCommand({ Bucket: 'source' }));
  await s3.pass(Duration.minutes(10));
  assert.equal(s3.data.length, 3);
  assert.equal(s3.world.clock.nextDue(), undefined);
});

test('a destination that was deleted is reported on no more', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: destination }));
  await s3.west.send(new DeleteBucketCommand({ Bucket: 'replica' }));
  await s3.pass(Duration.minutes(5));
  assert.equal(s3.data.length, 0);
});

test('a region that is down reports nothing', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: destination }));
  s3.world.outages.take('us-west-2');
  await s3.pass(Duration.minutes(5));
  assert.equal(s3.data.length, 0);
  s3.world.outages.bringBack('us-west-2');
  await s3.pass(Duration.minutes(1));
  assert.equal(s3.data.length, 3);
});

test('made to be calm, it reports nothing that waits', async () => {
  await using s3 = await replicationUnderTest({ mischief: ['calm-metrics'] });
  await s3.replicate(rule({ Destination: destination }));
  s3.state.pauses.pause('experiment', { source: 'source', regions: ['us-west-2'] });
  await s3.put('a');
  await s3.pass(Duration.minutes(10));
  assert.ok(s3.data.length > 0 && s3.data.every(({ value }) => value === 0));
  assert.equal(await s3.status('a'), 'PENDING');
});

test('with time control, what is late is announced once, and again when it has arrived', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: timed }));
  s3.state.pauses.pause('experiment', { source: 'source', regions: ['us-west-2'] });
  await s3.put('a');
  await s3.pass(Duration.minutes(14));
  assert.deepEqual(announced(s3), []);
  await s3.pass(Duration.hours(2));
  assert.deepEqual(announced(s3), ['Replication:OperationMissedThreshold']);
  s3.state.pauses.resume('experiment');
  await s3.pass(lag);
  assert.deepEqual(announced(s3).slice(1), ['Replication:OperationReplicatedAfterThreshold']);
  const [missed, after] = s3.told.map(({ replication }) => replication);
  assert.deepEqual([missed?.ruleId, missed?.destination, missed?.operation, missed?.threshold?.toString()], ['everything', 'replica', 'OBJECT_PUT', 'PT15M']);
  assert.ok((after?.replicationTime?.seconds ?? 0) > 7_200);
});

test('what is on time, and what goes without time control, is not announced', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: timed }));
  await s3.put('a');
  await s3.pass(Duration.hours(1));
  await s3.replicate(rule({ Destination: destination }));
  s3.state.pauses.pause('experiment', { source: 'source', regions: ['us-west-2'] });
  await s3.put('b');
  await s3.pass(Duration.hours(1));
  assert.deepEqual(announced(s3), []);
});

test('a rule with time control is reported on from fifteen minutes after it was put', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Destination: timed }));
  await s3.pass(Duration.minutes(14));
  await s3.replicate(rule({ Destination: timed }));
  assert.equal(s3.data.length, 0);
  await s3.pass(Duration.minutes(1));
  assert.equal(s3.data.length, 3);
});
