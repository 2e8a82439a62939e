/** What lifecycle tells of what it did, what it leaves alone while replication or an outage lasts, and that a sudden end does not stop it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  RestoreObjectCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import type { Happening } from '../happenings';
import { replicationUnderTest, rule as replicate, type ReplicationUnderTest } from '../replication/replication-under-test';
import { large, rule } from './lifecycle-under-test';

const Bucket = 'source';

const configure = (s3: ReplicationUnderTest, ...Rules: LifecycleRule[]) =>
  s3.east.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));

/** What is told from now on of what S3 does by itself. */
function heard(s3: ReplicationUnderTest): string[] {
  const names: string[] = [];
  s3.state.happenings.on(({ name, key, version, call }: Happening) => void (call ?? names.push(`${name} ${key} ${version.kind}`)));
  return names;
}

const head = (s3: ReplicationUnderTest, Key: string) => s3.east.send(new HeadObjectCommand({ Bucket, Key }));

test('every transition and every expiration is told', async () => {
  await using s3 = await replicationUnderTest();
  const names = heard(s3);
  await s3.put('a', { Body: large });
  await configure(
    s3,
    rule({ ID: '1', Transitions: [{ Days: 1, StorageClass: 'GLACIER' }], Expiration: { Days: 2 }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }),
  );
  await s3.pass(Duration.days(4));
  assert.deepEqual(names, [
    'LifecycleTransition a object',
    'LifecycleExpiration:DeleteMarkerCreated a marker',
    'LifecycleExpiration:Delete a object',
    'LifecycleExpiration:Delete a marker',
  ]);
});

test('a restored copy is told of when it comes and when it goes', async () => {
  await using s3 = await replicationUnderTest();
  await s3.put('a', { StorageClass: 'GLACIER' });
  const names = heard(s3);
  const restore = (Days: number) => s3.east.send(new RestoreObjectCommand({ Bucket, Key: 'a', RestoreRequest: { Days, Tier: 'Expedited' } }));
  await restore(1);
  await s3.pass(Duration.minutes(5));
  assert.deepEqual(names, ['ObjectRestore:Completed a object']);
  await restore(2);
  await s3.pass(Duration.days(1));
  assert.equal(names.length, 1, 'the copy was kept for longer');
  await s3.pass(Duration.days(2));
  assert.deepEqual(names.slice(1), ['ObjectRestore:Delete a object']);
  await restore(1);
  await s3.east.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: (await head(s3, 'a')).VersionId }));
  await s3.pass(Duration.days(2));
  assert.equal(names.length, 2, 'of what is gone nothing more is told');
});

test('what has yet to be replicated is left alone, and what lifecycle hides is not replicated', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(replicate());
  await configure(s3, rule({ Expiration: { Days: 1 } }));
  s3.state.world.outages.take('us-west-2');
  await s3.put('a');
  await s3.pass(Duration.days(3));
  assert.equal((await head(s3, 'a')).ReplicationStatus, 'PENDING');
  s3.state.world.outages.bringBack('us-west-2');
  await s3.pass(Duration.hours(1));
  assert.equal((await head(s3, 'a')).ReplicationStatus, 'COMPLETED');
  await s3.pass(Duration.days(1));
  const markers = async (client: typeof s3.east, name: string) => (await client.send(new ListObjectVersionsCommand({ Bucket: name }))).DeleteMarkers?.length;
  assert.equal(await markers(s3.east, Bucket), 1);
  assert.equal(await markers(s3.west, 'replica'), undefined);
});

test('what could not be replicated is neither moved nor removed, however old it is', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(replicate({ DeleteMarkerReplication: { Status: 'Disabled' } }));
  s3.permit([]);
  await s3.put('moved', { Body: large });
  await s3.put('hidden');
  await s3.pass(Duration.minutes(5));
  assert.equal((await head(s3, 'moved')).ReplicationStatus, 'FAILED');
  await configure(
    s3,
    rule({ ID: 'move', Filter: { Prefix: 'moved' }, Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] }),
    rule({ ID: 'hide', Filter: { Prefix: 'hidden' }, Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }),
  );
  await s3.pass(Duration.days(9));
  assert.deepEqual([(await head(s3, 'moved')).StorageClass, (await head(s3, 'hidden')).ReplicationStatus], [undefined, 'FAILED']);
});

test('a region that is down does nothing, and makes up for it when it is back', async () => {
  await using s3 = await replicationUnderTest();
  await configure(s3, rule({ Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] }));
  await s3.put('a', { Body: large });
  s3.state.world.outages.take('us-east-1');
  await s3.pass(Duration.days(2));
  s3.state.world.outages.bringBack('us-east-1');
  assert.equal((await head(s3, 'a')).StorageClass, undefined);
  await s3.pass(Duration.days(1));
  assert.equal((await head(s3, 'a')).StorageClass, 'GLACIER');
});

test('after a sudden end rules, restores and locks go on', async () => {
  await using before = await replicationUnderTest({ durable: true });
  await configure(before, rule({ ID: 'move', Filter: { Prefix: 'a' }, Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] }));
  await before.put('a', { Body: large });
  await before.east.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'text', StorageClass: 'DEEP_ARCHIVE' }));
  await before.east.send(new RestoreObjectCommand({ Bucket, Key: 'b', RestoreRequest: { Days: 2 } }));
  await using after = await before.crash();
  const names = heard(after);
  assert.equal((await head(after, 'b')).Restore, 'ongoing-request="true"');
  await after.pass(Duration.days(1));
  assert.equal((await head(after, 'a')).StorageClass, 'GLACIER');
  assert.match((await head(after, 'b')).Restore ?? '', /false/);
  await using again = await after.crash();
  const more = heard(again);
  await again.pass(Duration.days(1));
  assert.equal((await head(again, 'b')).Restore, undefined);
  assert.deepEqual([...names, ...more], ['ObjectRestore:Completed b object', 'LifecycleTransition a object', 'ObjectRestore:Delete b object']);
});
