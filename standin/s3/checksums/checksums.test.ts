/** Checksums: what the client sends is verified, what it does not send is computed, and both are shown when asked. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { CopyObjectCommand, CreateBucketCommand, GetObjectAttributesCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { Xxh3_128, Xxh3_64, Xxh64 } from '@aws-sdk/checksums/xxh';
import fc from 'fast-check';
import { refusal, s3UnderTest, textOf, type S3UnderTest } from '../s3-under-test';
import { algorithms, startSum, type Algorithm } from './algorithms';
import { canCombine, combine } from './combine';

const Bucket = 'ledger';

/**
 * A published value for each: the CRC catalogue's check of `123456789`, the examples of `abc` in RFC 1321 and FIPS 180, and the values
 * of nothing at all in xxHash's own tests.
 */
const vectors: Record<Algorithm, readonly [of: string, is: string]> = {
  CRC32: ['123456789', 'cbf43926'],
  CRC32C: ['123456789', 'e3069283'],
  CRC64NVME: ['123456789', 'ae8b14860a799888'],
  SHA1: ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  SHA256: ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  SHA512: [
    'abc',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ],
  MD5: ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  XXHASH64: ['', 'ef46db3751d8e999'],
  XXHASH3: ['', '2d06800538d394c2'],
  XXHASH128: ['', '99aa06d3014798d86001c324468d497f'],
};

/** The checksum of `123456789` as the published client computes it, or Node.js. */
async function base64(algorithm: Algorithm): Promise<string> {
  const published = { CRC32: undefined, CRC32C: undefined, CRC64NVME: undefined, XXHASH64: Xxh64, XXHASH3: Xxh3_64, XXHASH128: Xxh3_128 };
  if (!(algorithm in published)) return createHash(algorithm.toLowerCase()).update('123456789').digest('base64');
  const Sum = published[algorithm as keyof typeof published];
  if (!Sum) return Buffer.from(vectors[algorithm][1], 'hex').toString('base64');
  const summing = new Sum();
  summing.update(Buffer.from('123456789'));
  return Buffer.from(await summing.digest()).toString('base64');
}

async function withBucket(): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  return s3;
}

const put = (s3: S3UnderTest, more: Partial<PutObjectCommandInput> = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '123456789', ...more }));

async function sum(algorithm: Algorithm, bytes: Uint8Array): Promise<string> {
  const summing = await startSum(algorithm);
  summing.update(bytes);
  return Buffer.from(summing.digest()).toString('base64');
}

test('every algorithm gives its published value', async () => {
  for (const algorithm of algorithms) {
    const [of, is] = vectors[algorithm];
    assert.equal(Buffer.from(await sum(algorithm, Buffer.from(of)), 'base64').toString('hex'), is, algorithm);
    assert.equal(await sum(algorithm, Buffer.from('123456789')), await base64(algorithm), algorithm);
  }
});

test('computations that take turns do not disturb each other', async () => {
  for (const algorithm of algorithms) {
    const [one, other] = [await startSum(algorithm), await startSum(algorithm)];
    for (const digits of ['1234', '56789']) {
      one.update(Buffer.from(digits));
      other.update(Buffer.from('x'.repeat(1_000)));
    }
    assert.equal(Buffer.from(one.digest()).toString('base64'), await base64(algorithm), algorithm);
    assert.equal(Buffer.from(other.digest()).toString('base64'), await sum(algorithm, Buffer.from('x'.repeat(2_000))), algorithm);
  }
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
  s3.client.config.checksumAlgorithms = { XXHASH64: Xxh64, XXHASH3: Xxh3_64, XXHASH128: Xxh3_128 };
  for (const algorithm of algorithms) {
    const name = `Checksum${algorithm}` as const;
    const value = await base64(algorithm);
    const made = await put(s3, { [name]: value });
    assert.deepEqual([made[name], made.ChecksumType], [value, 'FULL_OBJECT']);
    const asked = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
    assert.equal(asked[name], value);
    const attributes = await s3.client.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['Checksum'] }));
    assert.equal(attributes.Checksum?.[name], value);
    // The published client reads no object whose checksum it cannot compute, and it has no SHA-512.
    if (algorithm !== 'SHA512') {
      const read = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
      assert.deepEqual([read[name], await textOf(read)], [value, '123456789']);
    }
    const unasked = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    assert.equal(unasked[name], undefined);
    const listed = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    assert.deepEqual(listed.Contents?.[0]?.ChecksumAlgorithm, [algorithm]);
  }
});

test('what comes without a checksum gets one of CRC64NVME, of the whole object', async () => {
  await using s3 = await withBucket();
  s3.client.middlewareStack.add(
    (next) => (args) => {
      // What is built is what the SDK sends, which adds a checksum of its own.
      const { headers } = args.request as { headers: Record<string, string> };
      for (const name of Object.keys(headers)) if (/checksum|trailer/.test(name)) delete headers[name];
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  const made = await put(s3);
  assert.deepEqual([made.ChecksumCRC64NVME, made.ChecksumCRC32, made.ChecksumType], [await base64('CRC64NVME'), undefined, 'FULL_OBJECT']);
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
    const refused = await refusal(put(s3, { Body: '12345678X', [`Checksum${algorithm}`]: await base64(algorithm) }));
    const message = `The ${algorithm} you specified did not match the calculated checksum.`;
    assert.deepEqual([refused.code, refused.status, refused.message], ['BadDigest', 400, message]);
  }
  const md5 = createHash('md5').update('other').digest('base64');
  const refused = await refusal(put(s3, { ContentMD5: md5 }));
  assert.deepEqual([refused.code, refused.fields.ExpectedDigest], ['BadDigest', Buffer.from(md5, 'base64').toString('hex')]);
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

test('what is said about the checksum has to fit what is sent', async () => {
  await using s3 = await withBucket();
  const CRC32 = await base64('CRC32');
  for (const [more, message] of [
    [{ ChecksumCRC32: CRC32, ChecksumSHA1: await base64('SHA1') }, 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.'],
    [{ ChecksumCRC32: CRC32, ChecksumAlgorithm: 'SHA1' }, 'Value for x-amz-sdk-checksum-algorithm header is invalid.'],
    [{ ChecksumCRC32: 'AAAAAAAA' }, 'Value for x-amz-checksum-crc32 header is invalid.'],
  ] as const) {
    const refused = await refusal(put(s3, more));
    assert.deepEqual([refused.code, refused.status, refused.message], ['InvalidRequest', 400, message]);
  }
});

test('a copy can have another checksum than its source', async () => {
  await using s3 = await withBucket();
  await put(s3, { ChecksumCRC32C: await base64('CRC32C') });
  const CopySource = `${Bucket}/a`;
  const same = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource }));
  assert.equal(same.CopyObjectResult?.ChecksumCRC32C, await base64('CRC32C'));
  for (const algorithm of algorithms) {
    const other = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource, ChecksumAlgorithm: algorithm }));
    assert.equal(other.CopyObjectResult?.[`Checksum${algorithm}`], await base64(algorithm));
  }
});
