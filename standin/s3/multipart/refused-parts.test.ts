/** Parts, markers and sources that requests of uploads name wrongly, in the order in which S3 looks at them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeletePublicAccessBlockCommand,
  ListMultipartUploadsCommand,
  PutBucketPolicyCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { refusal, s3UnderTest, type S3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';
const Key = 'large';

async function begun(s3: S3UnderTest, key = Key, more: { ChecksumAlgorithm?: 'CRC32' } = {}): Promise<string> {
  const { UploadId = '' } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: key, ...more }));
  return UploadId;
}

test('a completion names each of its parts by a number and an ETag, and one checksum at most', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const UploadId = await begun(s3, Key, { ChecksumAlgorithm: 'CRC32' });
  const { ETag, ChecksumCRC32 } = await s3.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'a part', ChecksumAlgorithm: 'CRC32' }));
  const complete = async (part: CompletedPart): Promise<[string, string]> => {
    const { code, message } = await refusal(s3.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: [part] } })));
    return [code, message];
  };
  assert.deepEqual(await complete({ ETag, PartNumber: -4 }), ['InvalidArgument', 'PartNumber must be >= 1']);
  assert.equal((await complete({ PartNumber: 1 }))[0], 'MalformedXML');
  assert.equal((await complete({ ETag }))[0], 'MalformedXML');
  const neither = ['InvalidArgument', 'Invalid Base64 or multiple checksums present in request'];
  assert.deepEqual(await complete({ ETag, PartNumber: 1, ChecksumCRC32: 'no sum' }), neither);
  assert.deepEqual(await complete({ ETag, PartNumber: 1, ChecksumCRC32, ChecksumSHA1: 'Kq5sNclPz7QV2+lfQIuc6R7oRu0=' }), neither);
});

test('an upload marker is of an upload of the key beside it', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const [one, other] = [await begun(s3, 'a'), await begun(s3, 'b')];
  const list = (KeyMarker: string, UploadIdMarker: string) => s3.client.send(new ListMultipartUploadsCommand({ Bucket, KeyMarker, UploadIdMarker }));
  assert.deepEqual((await list('a', one)).Uploads?.map(({ UploadId }) => UploadId), [other]);
  assert.deepEqual((await list('aa', other)).Uploads?.map(({ UploadId }) => UploadId), [other]);
  for (const marker of [other, 'anything']) {
    const { code, message, fields } = await refusal(list('a', marker));
    assert.deepEqual([code, message, fields.ArgumentName], ['InvalidArgument', 'Invalid uploadId marker', 'upload-id-marker']);
  }
});

test('a checksum’s algorithm and type are the same in whatever case', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  s3.client.middlewareStack.add((next) => (args) => {
    // What is built is what the SDK sends.
    const { headers } = args.request as { headers: Record<string, string> };
    Object.assign(headers, { 'x-amz-checksum-algorithm': 'cRc32', 'x-amz-checksum-type': 'full_Object' });
    return next(args);
  }, { step: 'build' });
  const { ChecksumAlgorithm, ChecksumType } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  assert.deepEqual([ChecksumAlgorithm, ChecksumType], ['CRC32', 'FULL_OBJECT']);
});

test('what names no source is said before that there is no such upload', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const cases: [source: string, message: string][] = [
    [`${Bucket}/%ZZ`, 'Invalid copy source encoding'],
    ['192.168.1.1/a', 'Invalid copy source bucket name'],
    ['Capital&/a', 'Invalid copy source bucket name'],
    [Bucket, 'Invalid copy source object key'],
    [`${Bucket}/`, 'Invalid copy source object key'],
  ];
  for (const [CopySource, message] of cases) {
    const refused = await refusal(s3.client.send(new UploadPartCopyCommand({ Bucket, Key, UploadId: 'none', PartNumber: 1, CopySource })));
    assert.deepEqual([refused.code, refused.message], ['InvalidArgument', message], CopySource);
  }
});

test('nobody begins an upload without a signature, whatever a policy grants', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  await s3.client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  await s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }));
  const refused = await refusal(s3.clientFor('us-east-1', 'nobody').send(new CreateMultipartUploadCommand({ Bucket, Key })));
  assert.deepEqual([refused.code, refused.message], ['AccessDenied', 'Anonymous users cannot initiate multipart uploads.  Please authenticate.']);
});
