/** Replication as its rules promise it: what moves, when, under which id, and what never does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketTaggingCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketTaggingCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { textOf } from '../s3-under-test';
import { replicationUnderTest, rule } from './replication-under-test';

test('an object arrives after its lag: same bytes, same version id, same date, and each side says what it is', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  const id = await s3.put('ledger', { Metadata: { page: '7' }, ContentType: 'text/plain' });
  assert.equal(await s3.status('ledger'), 'PENDING');
  await assert.rejects(s3.west.send(new GetObjectCommand({ Bucket: 'replica', Key: 'ledger' })), { name: 'NoSuchKey' });
  await s3.pass(Duration.minutes(3));
  const there = await s3.west.send(new GetObjectCommand({ Bucket: 'replica', Key: 'ledger' }));
  const here = await s3.east.send(new HeadObjectCommand({ Bucket: 'source', Key: 'ledger' }));
  assert.equal(await textOf(there), 'of ledger');
  assert.deepEqual([there.VersionId, there.ReplicationStatus, here.ReplicationStatus], [id, 'REPLICA', 'COMPLETED']);
  assert.deepEqual([there.LastModified, there.ETag, there.Metadata, there.ContentType], [here.LastModified, here.ETag, { page: '7' }, 'text/plain']);
  assert.deepEqual(s3.faults, []);
});

test('the storage class of the source goes along, its tags, and its ACL where both buckets take ACLs', async () => {
  await using s3 = await replicationUnderTest();
  const letWriters = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] };
  for (const [client, Bucket] of [[s3.east, 'source'], [s3.west, 'replica']] as const) {
    await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: letWriters }));
  }
  const other = (await s3.clientFor('us-east-1', '210987654321').send(new ListBucketsCommand({}))).Owner?.ID ?? '';
  await s3.replicate(rule());
  await s3.put('ledger', { StorageClass: 'STANDARD_IA', Tagging: 'book=7', GrantRead: `id="${other}"` });
  await s3.pass(Duration.minutes(3));
  const there = { Bucket: 'replica', Key: 'ledger' };
  const { StorageClass, TagCount } = await s3.west.send(new HeadObjectCommand(there));
  const { Grants } = await s3.west.send(new GetObjectAclCommand(there));
  assert.deepEqual([StorageClass, TagCount, Grants?.map(({ Grantee, Permission }) => [Grantee?.ID, Permission])], ['STANDARD_IA', 1, [[other, 'READ']]]);
});

test('what a bucket itself is told stays with it', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.east.send(new PutBucketTaggingCommand({ Bucket: 'source', Tagging: { TagSet: [{ Key: 'team', Value: 'books' }] } }));
  const lifecycle = { Rules: [{ ID: 'old', Status: 'Enabled' as const, Filter: {}, Expiration: { Days: 9 } }] };
  await s3.east.send(new PutBucketLifecycleConfigurationCommand({ Bucket: 'source', LifecycleConfiguration: lifecycle }));
  await s3.pass(Duration.minutes(3));
  await assert.rejects(s3.west.send(new GetBucketTaggingCommand({ Bucket: 'replica' })), { name: 'NoSuchTagSet' });
  await assert.rejects(s3.west.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'replica' })), { name: 'NoSuchLifecycleConfiguration' });
});

test('a delete marker follows where its rule says so', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.put('ledger');
  const { VersionId } = await s3.east.send(new DeleteObjectCommand({ Bucket: 'source', Key: 'ledger' }));
  await s3.pass(Duration.minutes(3));
  const { DeleteMarkers = [], Versions = [] } = await s3.west.send(new ListObjectVersionsCommand({ Bucket: 'replica' }));
  assert.deepEqual([DeleteMarkers[0]?.VersionId, DeleteMarkers[0]?.IsLatest, Versions.length], [VersionId, true, 1]);
});
