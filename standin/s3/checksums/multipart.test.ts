/** Checksums of uploads in parts: which algorithm can have which type, and how a whole's follows from its parts'. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  type CompletedPart,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
  type ChecksumType,
} from '@aws-sdk/client-s3';
import { Bucket, withBucket } from '../objects/objects-under-test';
import { refusal, type S3UnderTest } from '../s3-under-test';
import { algorithms, startSum, type Algorithm } from './algorithms';

const Key = 'a';
const pieces = [Buffer.alloc(5 * 1024 * 1024, 'x'), Buffer.from('the end')];
/** The algorithms of which S3 can tell the checksum of the whole. */
const whole: readonly Algorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME'];

async function sumOf(algorithm: Algorithm, bytes: Uint8Array): Promise<Buffer> {
  const sum = await startSum(algorithm);
  sum.update(bytes);
  return Buffer.from(sum.digest());
}

interface Uploaded {
  UploadId: string | undefined;
  Parts: CompletedPart[];
  type: ChecksumType | undefined;
}

async function upload({ client }: S3UnderTest, algorithm: Algorithm, ChecksumType?: ChecksumType): Promise<Uploaded> {
  const begun = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: algorithm, ChecksumType }));
  const { UploadId } = begun;
  const Parts: CompletedPart[] = [];
  for (const [index, piece] of pieces.entries()) {
    const member = { [`Checksum${algorithm}`]: (await sumOf(algorithm, piece)).toString('base64') };
    const { ETag, ...answer } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: index + 1, Body: piece, ...member }));
    assert.equal(answer[`Checksum${algorithm}`], member[`Checksum${algorithm}`]);
    Parts.push({ PartNumber: index + 1, ETag, ...member });
  }
  return { UploadId, Parts, type: begun.ChecksumType };
}

const complete = ({ client }: S3UnderTest, { UploadId, Parts }: Uploaded, more: Partial<CompleteMultipartUploadCommandInput> = {}) =>
  client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));

test('every algorithm but CRC64NVME makes a checksum of the checksums of the parts', async () => {
  await using s3 = await withBucket();
  for (const algorithm of algorithms.filter((one) => one !== 'CRC64NVME')) {
    const name = `Checksum${algorithm}` as const;
    const parts = await Promise.all(pieces.map((piece) => sumOf(algorithm, piece)));
    const composite = (await sumOf(algorithm, Buffer.concat(parts))).toString('base64');
    const uploaded = await upload(s3, algorithm);
    assert.equal(uploaded.type, 'COMPOSITE');
    const listed = await s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId: uploaded.UploadId }));
    assert.deepEqual([listed.ChecksumAlgorithm, listed.Parts?.map((part) => part[name])], [algorithm, parts.map((sum) => sum.toString('base64'))]);
    const made = await complete(s3, uploaded, { [name]: `${composite}-2` });
    assert.deepEqual([made[name], made.ChecksumType], [`${composite}-2`, 'COMPOSITE']);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    assert.deepEqual([head[name], head.ChecksumType], [`${composite}-2`, 'COMPOSITE']);
    const attributes = await s3.client.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['Checksum', 'ObjectParts'] }));
    assert.deepEqual([attributes.Checksum?.[name], attributes.Checksum?.ChecksumType], [composite, 'COMPOSITE'], 'here without the number of parts');
    assert.deepEqual(attributes.ObjectParts?.Parts?.map((part) => part[name]), parts.map((sum) => sum.toString('base64')));
  }
});

test('only a CRC can be told of the whole, and only one of them always is', async () => {
  await using s3 = await withBucket();
  for (const algorithm of algorithms) {
    const name = `Checksum${algorithm}` as const;
    const refused = async (ChecksumType: ChecksumType) =>
      (await refusal(s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: algorithm, ChecksumType })))).message;
    if (!whole.includes(algorithm)) {
      assert.equal(await refused('FULL_OBJECT'), `The FULL_OBJECT checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
      continue;
    }
    if (algorithm === 'CRC64NVME') assert.equal(await refused('COMPOSITE'), 'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.');
    const sum = (await sumOf(algorithm, Buffer.concat(pieces))).toString('base64');
    const uploaded = await upload(s3, algorithm, 'FULL_OBJECT');
    const made = await complete(s3, uploaded, { [name]: sum, ChecksumType: 'FULL_OBJECT' });
    assert.deepEqual([made[name], made.ChecksumType], [sum, 'FULL_OBJECT']);
  }
});

test('what a completion says of the checksum has to be of its kind, and true', async () => {
  await using s3 = await withBucket();
  const uploaded = await upload(s3, 'CRC32C', 'FULL_OBJECT');
  const sum = async (algorithm: Algorithm): Promise<string> => (await sumOf(algorithm, Buffer.concat(pieces))).toString('base64');
  for (const more of [
    // Without its type, it is taken for a checksum of checksums.
    { ChecksumCRC32C: await sum('CRC32C') },
    { ChecksumCRC64NVME: await sum('CRC64NVME') },
    { ChecksumCRC32C: (await sumOf('CRC32C', Buffer.from('other'))).toString('base64'), ChecksumType: 'FULL_OBJECT' },
    { ChecksumCRC32: await sum('CRC32'), ChecksumType: 'FULL_OBJECT' },
  ] as const) {
    const refused = await refusal(complete(s3, uploaded, more));
    assert.deepEqual([refused.code, refused.message], ['BadDigest', 'The crc32c you specified did not match the calculated checksum.']);
  }
  const [first, second] = uploaded.Parts;
  const otherKind = [{ ...first, ChecksumCRC32C: undefined, ChecksumSHA1: (await sumOf('SHA1', pieces[0] ?? Buffer.alloc(0))).toString('base64') }, { ...second }];
  const refused = await refusal(complete(s3, { ...uploaded, Parts: otherKind }));
  assert.deepEqual([refused.code, refused.message], ['BadDigest', 'The sha1 you specified for part 1 did not match what we received.']);
  const wrong = [{ ...first, ChecksumCRC32C: second?.ChecksumCRC32C }, { ...second }];
  assert.equal((await refusal(complete(s3, { ...uploaded, Parts: wrong }))).code, 'InvalidPart');
  assert.equal((await complete(s3, uploaded)).ChecksumCRC32C, await sum('CRC32C'));
  assert.deepEqual(s3.faults, []);
});
