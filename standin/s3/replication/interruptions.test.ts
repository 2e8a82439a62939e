/** What holds replication up and lets it go on: a region that is down, a pause, a sudden end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal } from '../s3-under-test';
import { replicationUnderTest, type ReplicationUnderTest, rule } from './replication-under-test';

const lag = Duration.minutes(3);
const toWest = { source: 'source', regions: ['us-west-2'] };

async function arrived(s3: ReplicationUnderTest, key: string): Promise<boolean> {
  return s3.west.send(new HeadObjectCommand({ Bucket: 'replica', Key: key })).then(
    () => true,
    () => false,
  );
}

test('what goes to a region that is down stays pending, and arrives by itself once the region is back', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.put('a');
  s3.world.outages.take('us-west-2');
  await s3.pass(Duration.days(2));
  assert.equal(await s3.status('a'), 'PENDING');
  s3.world.outages.bringBack('us-west-2');
  assert.equal(await s3.status('a'), 'PENDING');
  await s3.pass(lag);
  assert.deepEqual([await s3.status('a'), await arrived(s3, 'a')], ['COMPLETED', true]);
});

test('what had not left a region that is lost is not there, and what had can be read', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.put('early');
  await s3.pass(lag);
  await s3.put('late');
  s3.world.outages.take('us-east-1');
  await s3.pass(Duration.hours(1));
  const lost = await refusal(s3.east.send(new GetObjectCommand({ Bucket: 'source', Key: 'early' })));
  assert.deepEqual([lost.code, lost.status], ['ServiceUnavailable', 503]);
  const copied = await refusal(s3.west.send(new CopyObjectCommand({ Bucket: 'replica', Key: 'copy', CopySource: 'source/early' })));
  assert.equal(copied.status, 503);
  assert.deepEqual([await arrived(s3, 'early'), await arrived(s3, 'late')], [true, false]);
  s3.world.outages.bringBack('us-east-1');
  await s3.pass(lag);
  assert.equal(await arrived(s3, 'late'), true);
});

test('a pause holds replication back until it ends, and what has waited drains over its lags', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  s3.state.pauses.pause('experiment', toWest);
  const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
  for (const key of keys) await s3.put(key);
  await s3.pass(Duration.hours(12));
  assert.deepEqual([await s3.status('key-0'), await arrived(s3, 'key-0')], ['PENDING', false]);
  const instants = new Set<string>();
  s3.state.happenings.on(({ bucket }) => void (bucket.name === 'replica' && instants.add(s3.world.clock.now().toString())));
  s3.state.pauses.resume('experiment');
  await s3.pass(lag);
  assert.equal(await s3.status('key-0'), 'COMPLETED');
  assert.ok(instants.size > 5, 'the backlog drains bit by bit');
});

test('a pause is for its source, its regions, its destinations and the prefixes of its rules alone', async () => {
  await using s3 = await replicationUnderTest();
  await s3.bucket('second', 'eu-west-1');
  await s3.replicate(
    rule({ ID: 'books', Filter: { Prefix: 'books/' } }),
    rule({ ID: 'papers', Priority: 2, Filter: { Prefix: 'papers/' } }),
    rule({ ID: 'abroad', Priority: 3, Filter: { Prefix: 'abroad/' }, Destination: { Bucket: 'arn:aws:s3:::second' } }),
  );
  s3.state.pauses.pause('prefix', { ...toWest, prefixes: ['books/'] });
  s3.state.pauses.pause('other source', { ...toWest, source: 'another' });
  s3.state.pauses.pause('other destination', { ...toWest, destinations: ['another'] });
  for (const key of ['books/a', 'papers/a', 'abroad/a']) await s3.put(key);
  await s3.pass(lag);
  assert.deepEqual(await Promise.all(['books/a', 'papers/a', 'abroad/a'].map((key) => s3.status(key))), ['PENDING', 'COMPLETED', 'COMPLETED']);
});

test('of two pauses that overlap, both have to end', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  s3.state.pauses.pause('one', toWest);
  s3.state.pauses.pause('two', toWest);
  await s3.put('a');
  await s3.pass(lag);
  s3.state.pauses.resume('one');
  await s3.pass(lag);
  assert.equal(await s3.status('a'), 'PENDING');
  s3.state.pauses.resume('two');
  await s3.pass(lag);
  assert.equal(await s3.status('a'), 'COMPLETED');
});

test('made to stall, replication takes hours', async () => {
  await using s3 = await replicationUnderTest({ mischief: ['stalled-replication'] });
  await s3.replicate(rule());
  await s3.put('a');
  await s3.pass(Duration.minutes(40));
  assert.equal(await s3.status('a'), 'PENDING');
  await s3.pass(Duration.hours(20));
  assert.equal(await s3.status('a'), 'COMPLETED');
});

test('after a sudden end, what was pending arrives, what was paused stays paused, what was down is still down', async () => {
  await using first = await replicationUnderTest({ durable: true });
  await first.bucket('second', 'eu-west-1');
  await first.bucket('third', 'eu-central-1');
  const to = (name: string, Priority: number) => rule({ ID: name, Priority, Filter: { Prefix: name }, Destination: { Bucket: `arn:aws:s3:::${name}` } });
  await first.replicate(to('replica', 1), to('second', 2), to('third', 3));
  first.state.pauses.pause('experiment', { source: 'source', regions: ['eu-west-1'] });
  first.world.outages.take('eu-central-1');
  const keys = ['replica', 'second', 'third'];
  for (const key of keys) await first.put(key);
  const second = await first.crash();
  const statuses = () => Promise.all(keys.map((key) => second.status(key)));
  assert.deepEqual(await statuses(), ['PENDING', 'PENDING', 'PENDING']);
  await second.pass(lag);
  assert.deepEqual(await statuses(), ['COMPLETED', 'PENDING', 'PENDING']);
  second.state.pauses.resume('experiment');
  second.world.outages.bringBack('eu-central-1');
  await second.pass(lag);
  assert.deepEqual(await statuses(), ['COMPLETED', 'COMPLETED', 'COMPLETED']);
  assert.equal(await (await second.west.send(new GetObjectCommand({ Bucket: 'replica', Key: 'replica' }))).Body?.transformToString(), 'of replica');
  await second[Symbol.asyncDispose]();
});
