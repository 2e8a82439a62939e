/** Uploads in parts: begun, filled, listed, completed and aborted as S3 does it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type CompleteMultipartUploadCommandInput,
  type CreateMultipartUploadCommandInput,
  type UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal, s3UnderTest, textOf, type S3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';
const Key = 'large';
const first = Buffer.alloc(5 * 1024 * 1024, 'a');
const last = Buffer.from('the end');

interface Upload extends S3UnderTest {
  UploadId: string | undefined;
}

async function begun(more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<Upload> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  return Object.assign(s3, { UploadId: await begin(s3, more) });
}

async function begin(s3: S3UnderTest, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string | undefined> {
  return (await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId;
}

async function part(s3: Upload, PartNumber: number, Body: Uint8Array, more: Partial<UploadPartCommandInput> = {}): Promise<CompletedPart> {
  const { UploadId } = s3;
  const { ETag, ChecksumSHA256 } = await s3.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...more }));
  return { PartNumber, ETag, ChecksumSHA256 };
}

function complete(s3: Upload, Parts: CompletedPart[], more: Partial<CompleteMultipartUploadCommandInput> = {}) {
  return s3.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: s3.UploadId, MultipartUpload: { Parts }, ...more }));
}

test('parts become one object, with the ETag of parts', async () => {
  await using s3 = await begun({ Metadata: { kind: 'backup' }, StorageClass: 'STANDARD_IA' });
  const parts = [await part(s3, 1, first), await part(s3, 7, last)];
  assert.equal((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount, 0);
  const made = await complete(s3, parts);
  const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();
  assert.equal(made.ETag, `"${createHash('md5').update(Buffer.concat([md5(first), md5(last)])).digest('hex')}-2"`);
  const read = await s3.client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=5242878-' }));
  assert.deepEqual([await textOf(read), read.Metadata, read.StorageClass], ['aathe end', { kind: 'backup' }, 'STANDARD_IA']);
  const second = await s3.client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 7 }));
  assert.deepEqual([await textOf(second), second.PartsCount, second.ContentRange], ['the end', 2, 'bytes 5242880-5242886/5242887']);
  const beyond = await refusal(s3.client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 8 })));
  assert.deepEqual([beyond.code, beyond.status], ['InvalidPartNumber', 416]);
});

test('a part that is too small is refused unless it is the last', async () => {
  await using s3 = await begun();
  const parts = [await part(s3, 1, last), await part(s3, 2, last)];
  const refused = await refusal(complete(s3, parts));
  assert.deepEqual([refused.code, refused.status, refused.message], ['EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size']);
  assert.deepEqual([refused.fields.ProposedSize, refused.fields.MinSizeAllowed, refused.fields.PartNumber], ['7', '5242880', '1']);
  await complete(s3, parts.slice(1));
});

test('parts must be named in order, with the ETags they have', async () => {
  await using s3 = await begun();
  const [one, two] = [await part(s3, 1, first), await part(s3, 2, last)];
  for (const wrong of [[two, one], [one, one]]) assert.equal((await refusal(complete(s3, wrong))).code, 'InvalidPartOrder');
  const unknown = await refusal(complete(s3, [{ PartNumber: 3, ETag: one.ETag }]));
  assert.deepEqual([unknown.code, unknown.status, unknown.fields.PartNumber], ['InvalidPart', 400, '3']);
  assert.equal((await refusal(complete(s3, [{ ...one, ETag: two.ETag }]))).code, 'InvalidPart');
  const none = [await refusal(complete(s3, [])), await refusal(complete(s3, [], { MultipartUpload: undefined }))];
  assert.deepEqual(none.map(({ code }) => code), ['MalformedXML', 'InvalidRequest']);
  await complete(s3, [one, two]);
});

test('a part uploaded again takes the place of the first', async () => {
  await using s3 = await begun();
  const old = await part(s3, 1, last);
  const replaced = await part(s3, 1, Buffer.from('another end'));
  assert.equal((await refusal(complete(s3, [old]))).code, 'InvalidPart');
  await complete(s3, [replaced]);
  assert.equal(await textOf(await s3.client.send(new GetObjectCommand({ Bucket, Key }))), 'another end');
});

test('part numbers go from 1 to 10,000', async () => {
  await using s3 = await begun();
  await part(s3, 10_000, last);
  for (const number of [0, 10_001]) {
    const refused = await refusal(part(s3, number, last));
    assert.deepEqual([refused.code, refused.fields.ArgumentName], ['InvalidArgument', 'partNumber']);
  }
});

test('an upload that was aborted, or never was, is not there', async () => {
  await using s3 = await begun();
  await part(s3, 1, last);
  const { UploadId } = s3;
  assert.equal((await s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))).$metadata.httpStatusCode, 204);
  for (const call of [part(s3, 1, last), s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId })), s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: 'x' }))]) {
    const refused = await refusal(call);
    assert.deepEqual([refused.code, refused.status], ['NoSuchUpload', 404]);
  }
});

test('an upload is aborted on no condition', async () => {
  await using s3 = await begun();
  const abort = s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: s3.UploadId, IfMatchInitiatedTime: new Date(0) }));
  assert.equal((await refusal(abort)).code, 'NotImplemented');
  await s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId: s3.UploadId }));
});

test('parts are listed by number, in pages', async () => {
  await using s3 = await begun();
  for (const number of [3, 1, 2]) await part(s3, number, last);
  const page = await s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId: s3.UploadId, MaxParts: 2 }));
  assert.deepEqual([page.Parts?.map(({ PartNumber }) => PartNumber), page.IsTruncated, page.NextPartNumberMarker], [[1, 2], true, '2']);
  const rest = await s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId: s3.UploadId, PartNumberMarker: '2' }));
  assert.deepEqual([rest.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]), rest.IsTruncated, rest.StorageClass], [[[3, 7]], false, 'STANDARD']);
});

test('uploads are listed by key and then the oldest first, in pages, folded', async () => {
  await using s3 = await begun();
  const second = await begin(s3);
  for (const key of ['a/1', 'a/2', 'z']) await begin(s3, { Key: key });
  const list = async (more: object): Promise<(string | undefined)[]> => {
    const names: (string | undefined)[] = [];
    for (let marker: object | undefined = {}; marker; ) {
      const page: Awaited<ReturnType<typeof ask>> = await ask({ ...more, ...marker });
      names.push(...(page.Uploads ?? []).map(({ Key: key, UploadId }) => (key === Key ? UploadId : key)), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      marker = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined;
    }
    return names;
  };
  const ask = (more: object) => s3.client.send(new ListMultipartUploadsCommand({ Bucket, ...more }));
  assert.deepEqual(await list({}), ['a/1', 'a/2', s3.UploadId, second, 'z']);
  for (const MaxUploads of [1, 2, 3]) {
    assert.deepEqual(await list({ MaxUploads }), ['a/1', 'a/2', s3.UploadId, second, 'z']);
    assert.deepEqual((await list({ MaxUploads, Delimiter: '/' })).toSorted(), ['a/', s3.UploadId, second, 'z'].toSorted());
  }
  assert.deepEqual(await list({ Prefix: 'a/' }), ['a/1', 'a/2']);
});

test('a part can be copied from an object, or from a range of it', async () => {
  await using s3 = await begun();
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: 'hello world' }));
  const from = (more: object): Promise<CompletedPart> =>
    s3.client
      .send(new UploadPartCopyCommand({ Bucket, Key, UploadId: s3.UploadId, PartNumber: 1, CopySource: `${Bucket}/source`, ...more }))
      .then(({ CopyPartResult }) => ({ PartNumber: 1, ETag: CopyPartResult?.ETag }));
  for (const CopySourceRange of ['bytes=6-99', 'bytes=6-', 'nonsense']) {
    assert.equal((await refusal(from({ CopySourceRange }))).code, 'InvalidArgument');
  }
  await complete(s3, [await from({ CopySourceRange: 'bytes=6-10' })]);
  assert.equal(await textOf(await s3.client.send(new GetObjectCommand({ Bucket, Key }))), 'world');
});

test('a checksum of checksums is made of the parts’, and asks for each of them', async () => {
  await using s3 = await begun({ ChecksumAlgorithm: 'SHA256' });
  const sha = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
  const sent = (bytes: Uint8Array): object => ({ ChecksumSHA256: sha(bytes).toString('base64') });
  const parts = [await part(s3, 1, first, sent(first)), await part(s3, 2, last, sent(last))];
  const missing = await refusal(complete(s3, parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber }))));
  assert.match(missing.message, /^The upload was created using a sha256 checksum\./);
  assert.equal((await refusal(complete(s3, parts.map((one) => ({ ...one, ...sent(first) }))))).code, 'InvalidPart');
  const made = await complete(s3, parts);
  const composite = `${createHash('sha256').update(Buffer.concat([sha(first), sha(last)])).digest('base64')}-2`;
  assert.deepEqual([made.ChecksumSHA256, made.ChecksumType], [composite, 'COMPOSITE']);
  const told = await s3.client.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ObjectParts', 'Checksum'], MaxParts: 1 }));
  assert.deepEqual([told.ObjectParts?.TotalPartsCount, told.ObjectParts?.IsTruncated, told.ObjectParts?.Parts?.[0]?.Size], [2, true, first.length]);
  const copied = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}` }));
  assert.deepEqual([copied.CopyObjectResult?.ChecksumSHA256, copied.CopyObjectResult?.ChecksumType], [sha(Buffer.concat([first, last])).toString('base64'), 'FULL_OBJECT']);
});

test('a part with another checksum than the upload’s is refused', async () => {
  await using s3 = await begun({ ChecksumAlgorithm: 'SHA256' });
  const refused = await refusal(part(s3, 1, last, { ChecksumAlgorithm: 'CRC32C' }));
  assert.match(refused.message, /expected checksum Type: sha256, actual checksum Type: crc32c$/);
});

test('a checksum of the whole object is the same as if it had come in one piece', async () => {
  await using s3 = await begun({ ChecksumAlgorithm: 'CRC64NVME' });
  const made = await complete(s3, [await part(s3, 1, first, { ChecksumAlgorithm: 'CRC64NVME' }), await part(s3, 2, last, { ChecksumAlgorithm: 'CRC64NVME' })]);
  const whole = await s3.client.send(new PutObjectCommand({ Bucket, Key: 'whole', Body: Buffer.concat([first, last]), ChecksumAlgorithm: 'CRC64NVME' }));
  assert.deepEqual([made.ChecksumCRC64NVME, made.ChecksumType], [whole.ChecksumCRC64NVME, 'FULL_OBJECT']);
  const read = await s3.client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  assert.equal((await read.Body?.transformToByteArray())?.length, first.length + last.length);
});

test('algorithms and types that do not go together are refused', async () => {
  await using s3 = await begun();
  assert.equal((await refusal(begin(s3, { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' }))).code, 'InvalidRequest');
  assert.equal((await refusal(begin(s3, { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }))).code, 'InvalidRequest');
  assert.equal((await refusal(begin(s3, { ChecksumAlgorithm: 'CRC99' as 'CRC32' }))).code, 'InvalidRequest');
});

test('what a completion claims of the whole is verified', async () => {
  await using s3 = await begun();
  const parts = [await part(s3, 1, last)];
  assert.equal((await refusal(complete(s3, parts, { MpuObjectSize: 8 }))).code, 'InvalidRequest');
  assert.equal((await refusal(complete(s3, parts, { ChecksumCRC64NVME: 'AAAAAAAAAAA=' }))).code, 'BadDigest');
  await complete(s3, parts, { MpuObjectSize: 7 });
});

test('a conditional completion fails where the key changed since the upload began', async () => {
  await using s3 = await begun();
  const parts = [await part(s3, 1, last)];
  await s3.pass(Duration.minutes(1));
  const { ETag } = await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'meanwhile' }));
  assert.equal((await refusal(complete(s3, parts, { IfNoneMatch: '*' }))).code, 'PreconditionFailed');
  assert.equal((await refusal(complete(s3, parts, { IfMatch: '"other"' }))).code, 'PreconditionFailed');
  assert.equal((await refusal(complete(s3, parts, { IfMatch: ETag }))).code, 'ConditionalRequestConflict');
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
  await complete(s3, parts, { IfNoneMatch: '*' });
});

test('an upload begun over an object that is gone when it completes was prepared for what is no longer there', async () => {
  await using s3 = await begun();
  await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'before' }));
  const over = Object.assign(s3, { UploadId: await begin(s3) });
  const parts = [await part(over, 1, last)];
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
  const refused = await refusal(complete(over, parts, { IfNoneMatch: '*' }));
  assert.deepEqual([refused.code, refused.status, refused.fields.Condition], ['ConditionalRequestConflict', 409, 'If-None-Match']);
});

test('completing once more is answered as the first time, as long as what came of it is there', async () => {
  await using s3 = await begun();
  const parts = [await part(s3, 1, last)];
  const { ETag } = await complete(s3, parts);
  assert.equal((await complete(s3, parts)).ETag, ETag);
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
  assert.equal((await refusal(complete(s3, parts))).code, 'NoSuchUpload');
});
