/** Checksums: what the client sends is verified, what it does not send is computed, and both are shown when asked. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { CopyObjectCommand, CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { refusal, s3UnderTest, textOf, type S3UnderTest } from '../s3-under-test';
import { algorithms, startSum, type Algorithm } from './algorithms';
import { canCombine, combine } from './combine';

const Bucket = 'ledger';

/** The values that the algorithms' own definitions give for `123456789`. */
const checks: Record<Algorithm, string> = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  SHA1: createHash('sha1').update('123456789').digest('hex'),
  SHA256: createHash('sha256').update('123456789').digest('hex'),
};

const base64 = (algorithm: Algorithm): string => Buffer.from(checks[algorithm], 'hex').toString('base64');

async function withBucket(): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  return s3;
}

const put = (s3: S3UnderTest, more: Partial<PutObjectCommandInput> = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '123456789', ...more }));

async function sum(algorithm: Algorithm, bytes: Uint8Array): Promise<string> {
  const summing = startSum(algorithm);
  summing.update(bytes);
  return Buffer.from(await summing.digest()).toString('base64');
}

test('every algorithm gives the value that its definition gives', async () => {
  for (const algorithm of algorithms) assert.equal(await sum(algorithm, Buffer.from('123456789')), base64(algorithm), algorithm);
});

test('the checksum of a whole follows from those of its parts', async () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 });
  for (const algorithm of algorithms.filter(canCombine)) {
    await fc.assert(
      fc.asyncProperty(parts, async (pieces) => {
        const summed = await Promise.all(pieces.map(async (piece) => ({ checksum: { algorithm, value: await sum(algorithm, piece) }, size: piece.length })));
        assert.equal(combine(algorithm, summed), await sum(algorithm, Buffer.concat(pieces)));
      }),
      { numRuns: 50, seed: 7 },
    );
  }
  assert.throws(() => combine('SHA256', []), RangeError);
});

test('the checksum that was sent is kept and shown to who asks', async () => {
  await using s3 = await withBucket();
  for (const algorithm of algorithms) {
    const name = `Checksum${algorithm}` as const;
    const made = await put(s3, { [name]: base64(algorithm) });
    assert.deepEqual([made[name], made.ChecksumType], [base64(algorithm), 'FULL_OBJECT']);
    const asked = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
    assert.equal(asked[name], base64(algorithm));
    const unasked = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    assert.equal(unasked[name], undefined);
    const listed = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    assert.deepEqual(listed.Contents?.[0]?.ChecksumAlgorithm, [algorithm]);
  }
});

test('a range is shown no checksum, which would be that of other bytes', async () => {
  await using s3 = await withBucket();
  await put(s3);
  const part = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=0-1', ChecksumMode: 'ENABLED' }));
  assert.deepEqual([part.ChecksumCRC32, await textOf(part)], [undefined, '12']);
});

test('a checksum that does not match is a bad digest, and nothing is written', async () => {
  await using s3 = await withBucket();
  for (const algorithm of algorithms) {
    const refused = await refusal(put(s3, { Body: '12345678X', [`Checksum${algorithm}`]: base64(algorithm) }));
    const message = `The ${algorithm} you specified did not match the calculated checksum.`;
    assert.deepEqual([refused.code, refused.status, refused.message], ['BadDigest', 400, message]);
  }
  const md5 = createHash('md5').update('other').digest('base64');
  assert.equal((await refusal(put(s3, { ContentMD5: md5 }))).code, 'BadDigest');
  assert.equal((await refusal(put(s3, { ContentMD5: 'bm90IGFuIG1kNQ==' }))).code, 'InvalidDigest');
  assert.equal((await refusal(put(s3, { ChecksumCRC32: 'bm90IGEgY3Jj' }))).code, 'InvalidRequest');
  assert.equal((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount, 0);
});

test('a checksum in a trailer is verified once the body has been read', async () => {
  await using s3 = await withBucket();
  const bytes = Buffer.alloc(1_500_000, 'x');
  const made = await put(s3, { Body: Readable.from([bytes]), ContentLength: bytes.length, ChecksumAlgorithm: 'SHA256' });
  assert.equal(made.ChecksumSHA256, createHash('sha256').update(bytes).digest('base64'));
});

test('a copy can have another checksum than its source', async () => {
  await using s3 = await withBucket();
  await put(s3, { ChecksumCRC32C: base64('CRC32C') });
  const CopySource = `${Bucket}/a`;
  const same = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource }));
  assert.equal(same.CopyObjectResult?.ChecksumCRC32C, base64('CRC32C'));
  const other = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource, ChecksumAlgorithm: 'SHA1' }));
  assert.equal(other.CopyObjectResult?.ChecksumSHA1, base64('SHA1'));
});
