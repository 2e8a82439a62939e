/** What a bucket is told about encryption, and what it says when it was told nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteBucketEncryptionCommand, GetBucketEncryptionCommand, PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { Bucket, withBucket } from '../objects/objects-under-test';
import { refusal, type S3UnderTest } from '../s3-under-test';

const putRules = ({ client }: S3UnderTest, ...Rules: object[]) =>
  client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
const rulesOf = async ({ client }: S3UnderTest) => (await client.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules;

const unlessTold = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
  BucketKeyEnabled: false,
  BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
};

test("a bucket that was told nothing encrypts with S3's own keys and takes none of the caller's", async () => {
  await using s3 = await withBucket();
  assert.deepEqual(await rulesOf(s3), [unlessTold]);
  await s3.client.send(new DeleteBucketEncryptionCommand({ Bucket }));
  assert.deepEqual(await rulesOf(s3), [unlessTold]);
});

test('what was put is answered until it is deleted, and what is blocked stays until something is said of it', async () => {
  await using s3 = await withBucket();
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/orders' };
  await putRules(s3, { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true, BlockedEncryptionTypes: { EncryptionType: ['NONE'] } });
  assert.deepEqual(await rulesOf(s3), [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true, BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }]);
  await putRules(s3, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' } });
  assert.deepEqual(await rulesOf(s3), [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' }, BucketKeyEnabled: false, BlockedEncryptionTypes: { EncryptionType: ['NONE'] } },
  ]);
  await s3.client.send(new DeleteBucketEncryptionCommand({ Bucket }));
  assert.deepEqual(await rulesOf(s3), [unlessTold]);
});

test('a configuration that says too little, too much or nothing sensible is refused', async () => {
  await using s3 = await withBucket();
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
  for (const rules of [
    [],
    [rule, rule],
    [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES512' } }],
    [{ ...rule, BlockedEncryptionTypes: { EncryptionType: ['SSE-S3'] } }],
    [{ ...rule, BlockedEncryptionTypes: { EncryptionType: ['NONE', 'SSE-C'] } }],
  ]) {
    assert.equal((await refusal(putRules(s3, ...rules))).code, 'MalformedXML', JSON.stringify(rules));
  }
  const refused = await refusal(putRules(s3, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'alias/orders' } }));
  assert.deepEqual(
    [refused.code, refused.status, refused.message],
    ['InvalidArgument', 400, 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse'],
  );
});
