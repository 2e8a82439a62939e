/** What S3 acknowledged is there after the next start: buckets, versions, markers, uploads, and the time. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { UnusableState } from '../../durable/unusable-state';
import { s3UnderTest, type S3UnderTest, textOf } from '../s3-under-test';

const Bucket = 'kept';

describe('the state that S3 keeps', () => {
  let directory: string;
  beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'muster-state-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const start = (seed?: string): Promise<S3UnderTest> => s3UnderTest({ directory, seed });

  /** What a sudden end leaves behind: a copy is not needed, since everything is on disk before it is acknowledged. */
  const versionsIn = async (client: S3Client): Promise<unknown> => {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    return { Versions, DeleteMarkers };
  };

  const versionedBucket = async ({ client }: S3UnderTest): Promise<void> => {
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  };

  it('holds every version and marker as it was, with tags, order and bytes', async () => {
    const before = await start('7');
    await versionedBucket(before);
    for (const Body of ['one', 'two']) await before.client.send(new PutObjectCommand({ Bucket, Key: 'a\u0001/ü', Body, Metadata: { of: Body } }));
    await before.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'a\u0001/ü', Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }));
    await before.client.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
    await before.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await before.client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'plan', Value: 'shop' }] } }));
    const there = await versionsIn(before.client);
    await before[Symbol.asyncDispose]();

    await using after = await start();
    assert.deepEqual(await versionsIn(after.client), there);
    const object = await after.client.send(new GetObjectCommand({ Bucket, Key: 'a\u0001/ü' }));
    assert.equal(await textOf(object), 'two');
    assert.deepEqual(object.Metadata, { of: 'two' });
    assert.deepEqual((await after.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'a\u0001/ü' }))).TagSet, [{ Key: 'k', Value: 'v' }]);
    assert.deepEqual((await after.client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet, [{ Key: 'plan', Value: 'shop' }]);
  });

  it('goes on at the instant at which it ended', async () => {
    const before = await start();
    await before.pass(Duration.hours(5));
    const ended = before.clock.now();
    await before[Symbol.asyncDispose]();
    await using after = await start();
    assert.equal(after.clock.now().toString(), ended.toString());
  });

  it('goes on with an upload that was under way', async () => {
    const before = await start();
    await versionedBucket(before);
    const { UploadId } = await before.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    const { ETag } = await before.client.send(new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'the only part' }));
    await before[Symbol.asyncDispose]();
    await using after = await start();
    await after.client.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'parts', UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }));
    assert.equal(await textOf(await after.client.send(new GetObjectCommand({ Bucket, Key: 'parts' }))), 'the only part');
  });

  it('gives no id twice, also when the newest version was removed before the end', async () => {
    const before = await start();
    await versionedBucket(before);
    const first = await before.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await before.client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: first.VersionId }));
    await before[Symbol.asyncDispose]();
    await using after = await start();
    const second = await after.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    assert.notEqual(second.VersionId, first.VersionId);
  });

  it('removes bytes that were never acknowledged', async () => {
    const before = await start();
    await versionedBucket(before);
    await before.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'kept bytes' }));
    await before[Symbol.asyncDispose]();
    const objects = join(directory, 'world-1', 'objects');
    mkdirSync(join(objects, 'large'));
    writeFileSync(join(objects, 'large', '99'), 'half of a bo');
    mkdirSync(join(objects, 'ff'));
    writeFileSync(join(objects, 'ff', 'f'.repeat(62)), 'nobody counts on these');
    appendFileSync(join(objects, 'packs', '1'), Buffer.from('half of a head'));
    await using after = await start();
    assert.equal(existsSync(join(objects, 'large', '99')), false);
    assert.equal(existsSync(join(objects, 'ff', 'f'.repeat(62))), false);
    assert.equal(await textOf(await after.client.send(new GetObjectCommand({ Bucket, Key: 'k' }))), 'kept bytes');
  });

  it('keeps a bucket that was deleted gone, and lets its name be used again', async () => {
    const before = await start();
    await versionedBucket(before);
    await before.client.send(new DeleteBucketCommand({ Bucket }));
    await before[Symbol.asyncDispose]();
    await using after = await start();
    await assert.rejects(versionsIn(after.client), { name: 'NoSuchBucket' });
    await versionedBucket(after);
  });

  it('is refused to a second process, and to another seed, in a sentence', async () => {
    const first = await start('7');
    await assert.rejects(start(), (error: unknown) => error instanceof UnusableState && /uses .* already/.test(error.message));
    await first[Symbol.asyncDispose]();
    await assert.rejects(start('8'), (error: unknown) => error instanceof UnusableState && /made with the seed 7, not 8/.test(error.message));
    await (await start('7'))[Symbol.asyncDispose]();
  });
});
