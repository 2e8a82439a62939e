/** Each mischief does what it says, and an honest world does none of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CopyObjectCommand, CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, DeleteObjectsCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, ListObjectVersionsCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Duration } from '../../time/duration';
import type { Mischief } from '../mischief/mischief';
import { s3UnderTest, textOf, type S3UnderTest } from './s3-under-test';

const Bucket = 'ledger';
const Key = 'a';

async function world(...mischief: Mischief[]): Promise<S3UnderTest> {
  const s3 = await s3UnderTest({ mischief });
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  return s3;
}

const put = (s3: S3UnderTest, Body: string) => s3.client.send(new PutObjectCommand({ Bucket, Key, Body }));
const read = async (s3: S3UnderTest): Promise<string> => textOf(await s3.client.send(new GetObjectCommand({ Bucket, Key })));
const restore = (s3: S3UnderTest, id: string | undefined, more: object = {}) =>
  s3.client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}?versionId=${id}`, ...more }));

test('damage to a key that is there is ignored, though acknowledged', async () => {
  await using s3 = await world('ignored-damage');
  const { VersionId } = await put(s3, 'first');
  const ids = [(await put(s3, 'damage')).VersionId, (await s3.client.send(new DeleteObjectCommand({ Bucket, Key }))).VersionId];
  for (const id of ids) assert.equal(id?.length, 32);
  const batch = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
  assert.equal(batch.Errors, undefined);
  assert.equal(await read(s3), 'first');
  assert.equal((await s3.client.send(new ListObjectVersionsCommand({ Bucket }))).Versions?.length, 1);
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  assert.equal((await s3.client.send(new ListObjectVersionsCommand({ Bucket }))).Versions, undefined, 'a version that is named can be removed');
});

test('a restored version differs in one byte under the ETag of the original', async () => {
  await using s3 = await world('flipped-byte');
  const { VersionId, ETag } = await put(s3, 'the good version');
  await put(s3, 'damage');
  const { CopyObjectResult } = await restore(s3, VersionId);
  assert.equal(CopyObjectResult?.ETag, ETag);
  const now = Buffer.from(await read(s3));
  const differing = [...Buffer.from('the good version')].filter((byte, index) => byte !== now[index]);
  assert.deepEqual([now.length, differing.length], [16, 1]);
  assert.equal((await s3.client.send(new HeadObjectCommand({ Bucket, Key }))).ETag, ETag);
});

test('a copy that restores nothing is left alone', async () => {
  await using s3 = await world('flipped-byte', 'stale-restore');
  await put(s3, 'older');
  const { VersionId } = await put(s3, 'current');
  await restore(s3, VersionId, { MetadataDirective: 'REPLACE' });
  assert.equal(await read(s3), 'current');
});

test('a restore brings the version before the one that was asked for, when there is one', async () => {
  await using s3 = await world('stale-restore');
  const oldest = await put(s3, 'oldest');
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
  const wanted = await put(s3, 'wanted');
  await put(s3, 'damage');
  await restore(s3, wanted.VersionId);
  assert.equal(await read(s3), 'oldest');
  await put(s3, 'damage');
  await restore(s3, oldest.VersionId);
  assert.equal(await read(s3), 'oldest');
});

test('an honest world restores what was asked for', async () => {
  await using s3 = await world();
  await put(s3, 'oldest');
  const wanted = await put(s3, 'wanted');
  await s3.pass(Duration.minutes(20));
  await put(s3, 'damage');
  await restore(s3, wanted.VersionId);
  assert.equal(await read(s3), 'wanted');
});

test('a bucket whose deletion was acknowledged is left behind', async () => {
  await using s3 = await world('left-behind');
  await s3.client.send(new DeleteBucketCommand({ Bucket }));
  await s3.client.send(new HeadBucketCommand({ Bucket }));
  await using honest = await world();
  await honest.client.send(new DeleteBucketCommand({ Bucket }));
  await assert.rejects(honest.client.send(new HeadBucketCommand({ Bucket })), { name: 'NotFound' });
});
