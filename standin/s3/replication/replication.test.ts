/** Replication as its rules promise it: what moves, when, under which id, and what never does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
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

test('a delete marker follows where its rule says so', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  await s3.put('ledger');
  const { VersionId } = await s3.east.send(new DeleteObjectCommand({ Bucket: 'source', Key: 'ledger' }));
  await s3.pass(Duration.minutes(3));
  const { DeleteMarkers = [], Versions = [] } = await s3.west.send(new ListObjectVersionsCommand({ Bucket: 'replica' }));
  assert.deepEqual([DeleteMarkers[0]?.VersionId, DeleteMarkers[0]?.IsLatest, Versions.length], [VersionId, true, 1]);
});
