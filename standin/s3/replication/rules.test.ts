/** Which rules apply to what, an example each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketReplicationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { textOf } from '../s3-under-test';
import { replicationUnderTest, type ReplicationUnderTest, roleArn, rule } from './replication-under-test';

const lag = Duration.minutes(3);

/** The ids in a bucket, newest first, markers with a dash before them. */
async function idsIn(s3: ReplicationUnderTest, bucket = 'replica', region = 'us-west-2'): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.clientFor(region).send(new ListObjectVersionsCommand({ Bucket: bucket }));
  return [...Versions.map(({ VersionId }) => VersionId ?? ''), ...DeleteMarkers.map(({ VersionId }) => `-${VersionId}`)];
}

async function tagsAt(s3: ReplicationUnderTest, key: string): Promise<string> {
  const { TagSet = [] } = await s3.west.send(new GetObjectTaggingCommand({ Bucket: 'replica', Key: key }));
  return TagSet.map(({ Key, Value }) => `${Key}=${Value}`).join('&');
}

test('a filter by prefix and tags is about those keys with all of those tags', async () => {
  await using s3 = await replicationUnderTest();
  const filter = { And: { Prefix: 'books/', Tags: [{ Key: 'class', Value: 'gold' }, { Key: 'year', Value: '2026' }] } };
  await s3.replicate(rule({ Filter: filter, DeleteMarkerReplication: { Status: 'Disabled' } }));
  const ids = {
    matching: await s3.put('books/a', { Tagging: 'class=gold&year=2026&more=1' }),
    half: await s3.put('books/b', { Tagging: 'class=gold' }),
    elsewhere: await s3.put('papers/a', { Tagging: 'class=gold&year=2026' }),
  };
  await s3.pass(lag);
  assert.deepEqual(await idsIn(s3), [ids.matching]);
  assert.deepEqual([await s3.status('books/a'), await s3.status('books/b')], ['COMPLETED', undefined]);
});

test('what was there before the rule stays where it is, also when its tags change later', async () => {
  await using s3 = await replicationUnderTest();
  await s3.put('old');
  await s3.replicate(rule());
  await s3.east.send(new PutObjectTaggingCommand({ Bucket: 'source', Key: 'old', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }));
  await s3.pass(lag);
  assert.deepEqual([await idsIn(s3), await s3.status('old')], [[], undefined]);
});

test('a disabled rule does nothing', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule({ Status: 'Disabled' }));
  await s3.put('a');
  await s3.pass(lag);
  assert.deepEqual([await idsIn(s3), await s3.status('a')], [[], undefined]);
});

test('of two rules to one bucket the one of higher priority counts', async () => {
  await using s3 = await replicationUnderTest();
  const to = (StorageClass: 'STANDARD_IA' | 'GLACIER_IR') => ({ Bucket: 'arn:aws:s3:::replica', StorageClass });
  await s3.replicate(rule({ ID: 'low', Priority: 1, Destination: to('STANDARD_IA') }), rule({ ID: 'high', Priority: 9, Filter: { Prefix: 'a' }, Destination: to('GLACIER_IR') }));
  await s3.put('a');
  await s3.put('b');
  await s3.pass(lag);
  const classOf = async (key: string) => (await s3.west.send(new HeadObjectCommand({ Bucket: 'replica', Key: key }))).StorageClass;
  assert.deepEqual([await classOf('a'), await classOf('b')], ['GLACIER_IR', 'STANDARD_IA']);
});

test('with several destinations an object is completed when it has arrived everywhere, and failed when it has failed anywhere', async () => {
  await using s3 = await replicationUnderTest();
  await s3.bucket('second', 'eu-west-1');
  await s3.replicate(rule(), rule({ ID: 'second', Priority: 2, Destination: { Bucket: 'arn:aws:s3:::second' } }));
  const id = await s3.put('a');
  s3.world.outages.take('eu-west-1');
  await s3.pass(lag);
  assert.deepEqual([await idsIn(s3), await s3.status('a')], [[id], 'PENDING']);
  s3.world.outages.bringBack('eu-west-1');
  await s3.pass(lag);
  assert.deepEqual([await idsIn(s3, 'second', 'eu-west-1'), await s3.status('a')], [[id], 'COMPLETED']);
});

test('rules of the first version carry delete markers, those of the second only where they say so', async () => {
  await using s3 = await replicationUnderTest();
  const remove = async (): Promise<string> => `-${(await s3.east.send(new DeleteObjectCommand({ Bucket: 'source', Key: 'a' }))).VersionId}`;
  await s3.replicate({ ID: 'old', Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::replica' } });
  const first = await remove();
  await s3.pass(lag);
  await s3.replicate(rule({ DeleteMarkerReplication: { Status: 'Disabled' } }));
  await remove();
  await s3.pass(lag);
  assert.deepEqual(await idsIn(s3), [first]);
});

test('a delete marker that lifecycle puts is not carried, not even by a rule of the first version', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate({ ID: 'old', Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::replica' } });
  const id = await s3.put('a');
  const LifecycleConfiguration = { Rules: [{ ID: 'hide', Status: 'Enabled' as const, Filter: {}, Expiration: { Days: 1 } }] };
  await s3.east.send(new PutBucketLifecycleConfigurationCommand({ Bucket: 'source', LifecycleConfiguration }));
  await s3.pass(Duration.days(2));
  assert.equal((await idsIn(s3, 'source', 'us-east-1')).length, 2);
  assert.deepEqual(await idsIn(s3), [id]);
});

test('a version that is deleted for good at the source stays at the destination', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  const id = await s3.put('a');
  await s3.pass(lag);
  await s3.east.send(new DeleteObjectCommand({ Bucket: 'source', Key: 'a', VersionId: id }));
  await s3.pass(lag);
  assert.deepEqual(await idsIn(s3), [id]);
  assert.equal(await textOf(await s3.west.send(new GetObjectCommand({ Bucket: 'replica', Key: 'a' }))), 'of a');
});

test('a replica is not replicated on', async () => {
  await using s3 = await replicationUnderTest();
  await s3.bucket('third', 'eu-west-1');
  await s3.replicate(rule());
  const onward = { Role: roleArn, Rules: [rule({ Destination: { Bucket: 'arn:aws:s3:::third' } })] };
  await s3.west.send(new PutBucketReplicationCommand({ Bucket: 'replica', ReplicationConfiguration: onward }));
  await s3.put('a');
  await s3.pass(lag.times(2));
  assert.deepEqual(await idsIn(s3, 'third', 'eu-west-1'), []);
});

test('what is written straight into an archive class is not replicated', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.put('frozen', { StorageClass: 'GLACIER' });
  await s3.pass(lag);
  assert.deepEqual([await idsIn(s3), await s3.status('frozen')], [[], undefined]);
});

test('tags that change later follow, and the object is pending until they have', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.put('a', { Tagging: 'v=1' });
  await s3.pass(lag);
  await s3.east.send(new PutObjectTaggingCommand({ Bucket: 'source', Key: 'a', Tagging: { TagSet: [{ Key: 'v', Value: '2' }] } }));
  assert.deepEqual([await tagsAt(s3, 'a'), await s3.status('a')], ['v=1', 'PENDING']);
  await s3.pass(lag);
  assert.deepEqual([await tagsAt(s3, 'a'), await s3.status('a')], ['v=2', 'COMPLETED']);
  await s3.east.send(new DeleteObjectTaggingCommand({ Bucket: 'source', Key: 'a' }));
  await s3.pass(lag);
  assert.equal(await tagsAt(s3, 'a'), '');
});

test('tags of a replica stay its own, unless the bucket it lies in replicates changes of replicas back', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  const back = (Status: 'Enabled' | 'Disabled') =>
    s3.west.send(
      new PutBucketReplicationCommand({
        Bucket: 'replica',
        ReplicationConfiguration: {
          Role: roleArn,
          Rules: [rule({ Destination: { Bucket: 'arn:aws:s3:::source' }, SourceSelectionCriteria: { ReplicaModifications: { Status } } })],
        },
      }),
    );
  const tag = (Value: string) => s3.west.send(new PutObjectTaggingCommand({ Bucket: 'replica', Key: 'a', Tagging: { TagSet: [{ Key: 'v', Value }] } }));
  const statusThere = async () => (await s3.west.send(new HeadObjectCommand({ Bucket: 'replica', Key: 'a' }))).ReplicationStatus;
  const tagHere = async () => (await s3.east.send(new GetObjectTaggingCommand({ Bucket: 'source', Key: 'a' }))).TagSet?.[0]?.Value;
  await back('Disabled');
  await s3.put('a', { Tagging: 'v=1' });
  await s3.pass(lag);
  await tag('2');
  await s3.pass(lag);
  assert.deepEqual([await tagHere(), await statusThere()], ['1', 'REPLICA']);
  await back('Enabled');
  await tag('3');
  assert.equal(await statusThere(), 'PENDING');
  await s3.pass(lag);
  assert.deepEqual([await tagHere(), await statusThere(), await s3.status('a')], ['3', 'REPLICA', 'COMPLETED']);
});

test('an older version that arrives after a newer one takes its place below it', async () => {
  await using s3 = await replicationUnderTest({ seed: 'out of order' });
  await s3.replicate(rule());
  const ids = [await s3.put('a', { Body: 'one' }), await s3.put('a', { Body: 'two' }), await s3.put('a', { Body: 'three' })];
  await s3.pass(lag);
  assert.deepEqual(await idsIn(s3), ids.reverse());
  assert.equal(await (await s3.west.send(new GetObjectCommand({ Bucket: 'replica', Key: 'a' }))).Body?.transformToString(), 'three');
});

test('a copy is replicated as any other object, and a rewrite at the destination is not touched', async () => {
  await using s3 = await replicationUnderTest();
  await s3.put('a');
  await s3.replicate(rule());
  await s3.east.send(new CopyObjectCommand({ Bucket: 'source', Key: 'b', CopySource: 'source/a' }));
  await s3.pass(lag);
  await s3.west.send(new PutObjectCommand({ Bucket: 'replica', Key: 'b', Body: 'other' }));
  await s3.pass(lag);
  assert.equal((await s3.west.send(new HeadObjectCommand({ Bucket: 'replica', Key: 'b' }))).ReplicationStatus, undefined);
  assert.equal((await idsIn(s3)).length, 2);
});

test('the same seed has everything arrive at the same instants', async () => {
  const arrivals = async (seed: string): Promise<string[]> => {
    await using s3 = await replicationUnderTest({ seed });
    await s3.replicate(rule());
    for (const key of ['a', 'b', 'c']) await s3.put(key);
    const seen: string[] = [];
    s3.state.happenings.on(({ bucket, key }) => void (bucket.name === 'replica' && seen.push(`${key} ${s3.world.clock.now()}`)));
    await s3.pass(lag);
    return seen;
  };
  const [first, again, other] = [await arrivals('one'), await arrivals('one'), await arrivals('two')];
  assert.deepEqual([first.length, first], [3, again]);
  assert.notDeepEqual(first, other);
});
