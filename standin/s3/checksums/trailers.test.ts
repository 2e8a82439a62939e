/** Checksums that follow their body: every algorithm, and what is wrong with a trailer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateBucketCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { HttpRequest } from '@smithy/core/protocols';
import { refusal, s3UnderTest, type S3UnderTest } from '../s3-under-test';
import { algorithms, headerOf, startSum, type Algorithm } from './algorithms';

const Bucket = 'ledger';
const bytes = Buffer.from('the quick brown fox '.repeat(10_000));

async function withBucket(): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  s3.client.config.requestChecksumCalculation = () => Promise.resolve('WHEN_REQUIRED');
  return s3;
}

async function sumOf(algorithm: Algorithm): Promise<string> {
  const sum = await startSum(algorithm);
  sum.update(bytes);
  return Buffer.from(sum.digest()).toString('base64');
}

/** Sends the bytes in two unsigned chunks, with `trailers` behind them. */
function putWith(s3: S3UnderTest, headers: Record<string, string>, trailers: Record<string, string>, more: Partial<PutObjectCommandInput> = {}) {
  const command = new PutObjectCommand({ Bucket, Key: 'a', ...more });
  const chunk = (piece: Buffer): Buffer[] => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')];
  const behind = Object.entries(trailers).map(([name, value]) => `${name}:${value}\r\n`).join('');
  const body = Buffer.concat([...chunk(bytes.subarray(0, 70_000)), ...chunk(bytes.subarray(70_000)), Buffer.from(`0\r\n${behind}\r\n`)]);
  command.middlewareStack.add(
    (next) => (args) => {
      // The middleware before this one has made an HTTP request of the command.
      const request = args.request as HttpRequest;
      request.body = body;
      Object.assign(request.headers, {
        'content-encoding': 'aws-chunked',
        'content-length': String(body.length),
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': String(bytes.length),
        ...headers,
      });
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  return s3.client.send(command);
}

test('every algorithm can come as a trailer, and is kept with the object', async () => {
  await using s3 = await withBucket();
  for (const algorithm of algorithms) {
    const value = await sumOf(algorithm);
    const made = await putWith(s3, { 'x-amz-trailer': headerOf(algorithm) }, { [headerOf(algorithm)]: value });
    assert.deepEqual([made[`Checksum${algorithm}`], made.ChecksumType], [value, 'FULL_OBJECT'], algorithm);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
    assert.deepEqual([head[`Checksum${algorithm}`], head.ContentLength, head.ContentEncoding], [value, bytes.length, undefined]);
  }
});

test('a trailer that does not match is a bad digest, whatever its algorithm, and nothing is stored', async () => {
  await using s3 = await withBucket();
  for (const algorithm of algorithms) {
    const wrong = Buffer.from(await sumOf(algorithm), 'base64').fill(7).toString('base64');
    const refused = await refusal(putWith(s3, { 'x-amz-trailer': headerOf(algorithm) }, { [headerOf(algorithm)]: wrong }));
    assert.deepEqual([refused.code, refused.status], ['BadDigest', 400], algorithm);
  }
  assert.equal((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount, 0);
});

test('a trailer that is no checksum, no checksum of its algorithm, missing, or another than announced is refused', async () => {
  await using s3 = await withBucket();
  const crc32 = { 'x-amz-checksum-crc32': await sumOf('CRC32') };
  const announced = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
  const code = async (...put: Parameters<typeof putWith>): Promise<string> => (await refusal(putWith(...put))).code;
  assert.equal(await code(s3, { 'x-amz-trailer': 'x-amz-meta-a' }, { 'x-amz-meta-a': 'b' }), 'InvalidRequest');
  assert.equal(await code(s3, announced, { 'x-amz-checksum-crc32': 'AAAAAAAA' }), 'InvalidRequest');
  assert.equal(await code(s3, announced, {}), 'MalformedTrailerError');
  assert.equal(await code(s3, announced, { 'x-amz-checksum-sha1': await sumOf('SHA1') }), 'MalformedTrailerError');
  assert.equal(await code(s3, { ...announced, 'x-amz-sdk-checksum-algorithm': 'SHA1' }, crc32), 'InvalidRequest');
  assert.equal(await code(s3, { ...announced, 'x-amz-checksum-sha1': await sumOf('SHA1') }, crc32), 'InvalidRequest');
  assert.equal((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount, 0);
  assert.deepEqual(s3.faults, []);
});
