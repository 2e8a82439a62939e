/** SSE-C: the caller keeps the key, and has to bring it each time. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { HttpRequest } from '@smithy/core/protocols';
import { Bucket, copy, get, put, withBucket } from '../objects/objects-under-test';
import { refusal, textOf, type S3UnderTest } from '../s3-under-test';

const keyOf = (letter: string) => {
  const key = Buffer.alloc(32, letter);
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
};
const [ours, other] = [keyOf('a'), keyOf('b')];
const ofSource = ({ SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 }: typeof ours) => ({
  CopySourceSSECustomerAlgorithm: SSECustomerAlgorithm,
  CopySourceSSECustomerKey: SSECustomerKey,
  CopySourceSSECustomerKeyMD5: SSECustomerKeyMD5,
});

/** A bucket that lets callers bring keys, which new ones do not. */
async function open(): Promise<S3UnderTest> {
  const s3 = await withBucket();
  const Rules = [{ BlockedEncryptionTypes: { EncryptionType: ['NONE' as const] } }];
  await s3.client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  return s3;
}

test("a new bucket takes no keys of the caller's", async () => {
  await using s3 = await withBucket();
  const refused = await refusal(put(s3, 'a', ours));
  assert.deepEqual([refused.code, refused.status], ['AccessDenied', 403]);
});

test('an object is read with the key that it was written with, and with no other', async () => {
  await using s3 = await open();
  const made = await put(s3, 'a', ours);
  assert.deepEqual([made.SSECustomerAlgorithm, made.SSECustomerKeyMD5, made.ServerSideEncryption], ['AES256', ours.SSECustomerKeyMD5, undefined]);
  assert.notEqual(made.ETag, `"${createHash('md5').update('hello world').digest('hex')}"`);
  const read = await get(s3, 'a', ours);
  assert.deepEqual([await textOf(read), read.SSECustomerKeyMD5, read.ETag], ['hello world', ours.SSECustomerKeyMD5, made.ETag]);
  assert.equal((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a', ...ours }))).ContentLength, 11);

  const without = await refusal(get(s3, 'a'));
  assert.deepEqual(
    [without.code, without.status, without.message],
    ['InvalidRequest', 400, 'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.'],
  );
  const wrong = await refusal(get(s3, 'a', other));
  assert.deepEqual(
    [wrong.code, wrong.status, wrong.message],
    ['AccessDenied', 403, 'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.'],
  );
  assert.equal((await refusal(s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a' })))).status, 400);
  assert.equal((await refusal(s3.client.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['ObjectSize'] })))).status, 400);
  await put(s3, 'plain');
  const needless = await refusal(get(s3, 'plain', ours));
  assert.deepEqual([needless.code, needless.message], ['InvalidRequest', 'The encryption parameters are not applicable to this object.']);
});

test('what is no key, or comes with less or more than it takes, is refused', async () => {
  await using s3 = await open();
  const rule = 'Requests specifying Server Side Encryption with Customer provided keys must provide';
  const short = Buffer.alloc(16, 'a');
  const shortKey = { SSECustomerKey: short.toString('base64'), SSECustomerKeyMD5: createHash('md5').update(short).digest('base64') };
  for (const [key, code, message] of [
    [{ ...ours, SSECustomerAlgorithm: 'KMS' }, 'InvalidEncryptionAlgorithmError', 'The Encryption request you specified is not valid. Supported value: AES256.'],
    [{ ...ours, SSECustomerAlgorithm: undefined }, 'InvalidArgument', `${rule} a valid encryption algorithm.`],
    [{ SSECustomerAlgorithm: 'AES256' }, 'InvalidArgument', `${rule} an appropriate secret key.`],
    [{ ...ours, ...shortKey }, 'InvalidArgument', 'The secret key was invalid for the specified algorithm.'],
    [
      { ...ours, ServerSideEncryption: 'AES256' },
      'InvalidArgument',
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
    ],
  ] as const) {
    const refused = await refusal(put(s3, 'a', key));
    assert.deepEqual([refused.code, refused.status, refused.message], [code, 400, message]);
  }
});

test("the digest of the key has to come with it, and to be the key's", async () => {
  await using s3 = await open();
  const header = 'x-amz-server-side-encryption-customer-key-MD5';
  /** The client computes the digest itself, whatever it is told. */
  const putWith = (digest: Record<string, string>) => {
    const command = new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello world', ...ours });
    command.middlewareStack.add(
      (next) => (args) => {
        // The middleware before this one has made an HTTP request of the command.
        const request = args.request as HttpRequest;
        const others = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== header.toLowerCase());
        request.headers = { ...Object.fromEntries(others), ...digest };
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
    return s3.client.send(command);
  };
  const messages = [(await refusal(putWith({}))).message, (await refusal(putWith({ [header]: other.SSECustomerKeyMD5 }))).message];
  assert.deepEqual(messages, [
    'Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.',
    'The calculated MD5 hash of the key did not match the hash that was provided.',
  ]);
});

test('a copy needs the key of its source, and may have another or none', async () => {
  await using s3 = await open();
  await put(s3, 'a', ours);
  assert.equal((await refusal(copy(s3, 'b', 'a'))).code, 'InvalidRequest');
  assert.equal((await refusal(copy(s3, 'b', 'a', ofSource(other)))).status, 403);
  const plain = await copy(s3, 'b', 'a', ofSource(ours));
  assert.equal(plain.ServerSideEncryption, 'AES256');
  assert.equal(plain.CopyObjectResult?.ETag, `"${createHash('md5').update('hello world').digest('hex')}"`);
  assert.equal((await copy(s3, 'c', 'a', { ...ofSource(ours), ...other })).SSECustomerKeyMD5, other.SSECustomerKeyMD5);
  assert.equal(await textOf(await get(s3, 'c', other)), 'hello world');
});

test('every part of an upload comes with the key that it was begun with', async () => {
  await using s3 = await open();
  const asked = { Bucket, Key: 'a' };
  const { UploadId, SSECustomerKeyMD5 } = await s3.client.send(new CreateMultipartUploadCommand({ ...asked, ...ours }));
  assert.equal(SSECustomerKeyMD5, ours.SSECustomerKeyMD5);
  const upload = (key: object) => s3.client.send(new UploadPartCommand({ ...asked, UploadId, PartNumber: 1, Body: 'hello world', ...key }));
  const messages = [(await refusal(upload({}))).message, (await refusal(upload(other))).message];
  assert.deepEqual(messages, [
    'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    'The provided encryption parameters did not match the ones used originally.',
  ]);
  await put(s3, 'source', other);
  const copied = { ...asked, UploadId, PartNumber: 1, CopySource: `${Bucket}/source`, ...ofSource(other) };
  assert.equal((await refusal(s3.client.send(new UploadPartCopyCommand(copied)))).code, 'InvalidRequest');
  const { CopyPartResult } = await s3.client.send(new UploadPartCopyCommand({ ...copied, ...ours }));
  await s3.client.send(new CompleteMultipartUploadCommand({ ...asked, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] } }));
  assert.equal((await refusal(get(s3, 'a'))).code, 'InvalidRequest');
  assert.equal(await textOf(await get(s3, 'a', ours)), 'hello world');
  assert.deepEqual(s3.faults, []);
});
