/** Uploads whose caller keeps the key: when a completion has to bring it once more. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { CompleteMultipartUploadCommand, CreateBucketCommand, CreateMultipartUploadCommand, PutBucketEncryptionCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { refusal, s3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';
const bytes = Buffer.alloc(32, 'k');
const key = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: bytes.toString('base64'), SSECustomerKeyMD5: createHash('md5').update(bytes).digest('base64') };

test('a completion brings the key where the upload was begun with a checksum, and needs not otherwise', async () => {
  await using s3 = await s3UnderTest();
  const { client } = s3;
  await client.send(new CreateBucketCommand({ Bucket }));
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BlockedEncryptionTypes: { EncryptionType: ['NONE' as const] } };
  await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } }));
  for (const ChecksumAlgorithm of [undefined, 'CRC32' as const]) {
    const asked = { Bucket, Key: 'a' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...asked, ...key, ChecksumAlgorithm }));
    const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...asked, ...key, UploadId, PartNumber: 1, Body: 'hello', ChecksumAlgorithm }));
    const complete = (more: object) =>
      client.send(new CompleteMultipartUploadCommand({ ...asked, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ...(ChecksumAlgorithm ? { ChecksumCRC32 } : {}) }] }, ...more }));
    if (ChecksumAlgorithm) assert.equal((await refusal(complete({}))).code, 'InvalidRequest');
    await complete(ChecksumAlgorithm ? key : {});
  }
});
