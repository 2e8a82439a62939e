/** Objects that are encrypted with keys of KMS, and what becomes of them when something becomes of the key. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { CreateAliasCommand, DescribeKeyCommand, DisableKeyCommand, EnableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { Duration } from '../../../time/duration';
import { Bucket, kmsUnderTest, newKey, withBucket, type KmsUnderTest } from '../../kms/kms-under-test';
import { refusal, textOf } from '../s3-under-test';

const body = 'hello world';
const md5 = createHash('md5').update(body).digest('hex');

const put = ({ s3 }: KmsUnderTest, Key: string, more: Partial<PutObjectCommandInput> = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body: body, ...more }));
const get = ({ s3 }: KmsUnderTest, Key: string) => s3.send(new GetObjectCommand({ Bucket, Key }));
const head = ({ s3 }: KmsUnderTest, Key: string, checksum = false) => s3.send(new HeadObjectCommand({ Bucket, Key, ...(checksum && { ChecksumMode: 'ENABLED' }) }));
const copy = ({ s3 }: KmsUnderTest, Key: string, source: string, more: Partial<CopyObjectCommandInput> = {}) =>
  s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${source}`, ...more }));

test('a key is named by its id, ARN or alias, and is always answered by its ARN', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const { KeyId, Arn } = await newKey(world);
  await world.kms.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyId }));
  for (const SSEKMSKeyId of [KeyId, Arn, 'alias/orders', 'arn:aws:kms:us-east-1:123456789012:alias/orders']) {
    const made = await put(world, 'a', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
    assert.deepEqual([made.ServerSideEncryption, made.SSEKMSKeyId, made.BucketKeyEnabled], ['aws:kms', Arn, undefined]);
    const read = await get(world, 'a');
    assert.deepEqual([read.ServerSideEncryption, read.SSEKMSKeyId, await textOf(read)], ['aws:kms', Arn, body]);
  }
  const two = await put(world, 'b', { ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId: KeyId, BucketKeyEnabled: true });
  assert.deepEqual([two.ServerSideEncryption, two.BucketKeyEnabled], ['aws:kms:dsse', undefined]);
});

test("without a key's name the account's own key of S3 is used", async () => {
  await using world = await withBucket(await kmsUnderTest());
  const made = await put(world, 'a', { ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true });
  const { KeyMetadata } = await world.kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
  assert.deepEqual([made.SSEKMSKeyId, made.BucketKeyEnabled], [KeyMetadata?.Arn, true]);
  assert.equal(await textOf(await get(world, 'a')), body);
});

test('the entity tag tells nothing of the bytes, and is another each time', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const plain = await put(world, 'plain');
  assert.equal(plain.ETag, `"${md5}"`);
  const tags = [await put(world, 'a', { ServerSideEncryption: 'aws:kms' }), await put(world, 'b', { ServerSideEncryption: 'aws:kms' })].map(({ ETag }) => ETag);
  assert.equal(new Set([...tags, plain.ETag]).size, 3);
  assert.match(tags[0] ?? '', /^"[0-9a-f]{32}"$/);
  assert.equal((await head(world, 'a')).ETag, tags[0]);
  const decrypted = await copy(world, 'c', 'a', { ServerSideEncryption: 'AES256' });
  assert.equal(decrypted.CopyObjectResult?.ETag, `"${md5}"`);
  const encrypted = await copy(world, 'd', 'plain', { ServerSideEncryption: 'aws:kms' });
  assert.ok(![plain.ETag, ...tags].includes(encrypted.CopyObjectResult?.ETag));
});

test('a disabled key makes its objects unreadable, and enabling it brings them back', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const { KeyId, Arn } = await newKey(world);
  const withKey = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
  await put(world, 'a', withKey);
  await world.kms.send(new DisableKeyCommand({ KeyId }));
  for (const call of [get(world, 'a'), put(world, 'b', withKey), copy(world, 'c', 'a', { ServerSideEncryption: 'AES256' })]) {
    const refused = await refusal(call);
    assert.deepEqual([refused.code, refused.status, refused.message], ['KMS.DisabledException', 400, `${Arn} is disabled.`]);
  }
  assert.equal((await head(world, 'a')).ContentLength, body.length, 'what it is can be asked without the key');
  assert.equal((await refusal(head(world, 'a', true))).status, 400);
  assert.equal((await refusal(world.s3.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['Checksum'] })))).code, 'KMS.DisabledException');
  assert.equal((await world.s3.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['ObjectSize'] }))).ObjectSize, body.length);
  await world.kms.send(new EnableKeyCommand({ KeyId }));
  assert.equal(await textOf(await get(world, 'a')), body);
});

test('a key that is deleted takes its objects with it for good', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const { KeyId, Arn } = await newKey(world);
  await put(world, 'a', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
  await world.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  const waiting = await refusal(get(world, 'a'));
  assert.deepEqual([waiting.code, waiting.status, waiting.message], ['KMS.KMSInvalidStateException', 400, `${Arn} is pending deletion.`]);
  await world.pass(Duration.days(7));
  const gone = await refusal(get(world, 'a'));
  assert.deepEqual([gone.code, gone.status, gone.message], ['KMS.NotFoundException', 400, `Key '${Arn}' does not exist`]);
  assert.equal((await head(world, 'a')).SSEKMSKeyId, Arn);
});

test('a key that is not there, or is of another region, encrypts nothing', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const elsewhere = await newKey(world.in('eu-west-1'));
  for (const [SSEKMSKeyId, message] of [
    ['fake-key-id', "Invalid keyId 'fake-key-id'"],
    [elsewhere.Arn, 'Invalid arn eu-west-1'],
    [elsewhere.KeyId, `Key 'arn:aws:kms:us-east-1:123456789012:key/${elsewhere.KeyId}' does not exist`],
  ]) {
    const refused = await refusal(put(world, 'a', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId }));
    assert.deepEqual([refused.code, refused.status, refused.message], ['KMS.NotFoundException', 400, message]);
  }
});

test('headers that do not go together are refused', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const code = async (more: object): Promise<string> => (await refusal(put(world, 'a', more))).code;
  assert.equal(await code({ ServerSideEncryption: 'AES512' }), 'InvalidArgument');
  assert.equal(await code({ SSEKMSKeyId: 'alias/aws/s3' }), 'InvalidArgument');
  assert.equal(await code({ ServerSideEncryption: 'AES256', SSEKMSKeyId: 'alias/aws/s3' }), 'InvalidArgument');
  assert.equal(await code({ ServerSideEncryption: 'aws:kms', SSEKMSEncryptionContext: 'bm8ganNvbg==' }), 'InvalidArgument');
  const SSEKMSEncryptionContext = Buffer.from('{"plan":"orders"}').toString('base64');
  assert.equal((await put(world, 'a', { ServerSideEncryption: 'aws:kms', SSEKMSEncryptionContext })).SSEKMSEncryptionContext, SSEKMSEncryptionContext);
  assert.equal(await textOf(await get(world, 'a')), body);
});

test('an upload in parts is encrypted as it was begun, and needs its key until it is done', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const { KeyId, Arn } = await newKey(world);
  const asked = { Bucket, Key: 'a' };
  const begun = await world.s3.send(new CreateMultipartUploadCommand({ ...asked, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId, BucketKeyEnabled: true }));
  assert.deepEqual([begun.SSEKMSKeyId, begun.BucketKeyEnabled], [Arn, true]);
  const { UploadId } = begun;
  const upload = () => world.s3.send(new UploadPartCommand({ ...asked, UploadId, PartNumber: 1, Body: body }));
  const complete = (ETag: string | undefined) =>
    world.s3.send(new CompleteMultipartUploadCommand({ ...asked, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }));
  await world.kms.send(new DisableKeyCommand({ KeyId }));
  assert.equal((await refusal(upload())).code, 'KMS.DisabledException');
  await world.kms.send(new EnableKeyCommand({ KeyId }));
  const part = await upload();
  assert.notEqual(part.ETag, `"${md5}"`);
  await world.kms.send(new DisableKeyCommand({ KeyId }));
  assert.equal((await refusal(complete(part.ETag))).code, 'KMS.DisabledException');
  await world.kms.send(new EnableKeyCommand({ KeyId }));
  const made = await complete(part.ETag);
  assert.deepEqual([made.SSEKMSKeyId, made.ServerSideEncryption], [Arn, 'aws:kms']);
  assert.match(made.ETag ?? '', /^"[0-9a-f]{32}-1"$/);
  const read = await get(world, 'a');
  assert.deepEqual([await textOf(read), read.SSEKMSKeyId, read.BucketKeyEnabled], [body, Arn, true]);
});

test('a copy is encrypted as it is asked for, not as its source was', async () => {
  await using world = await withBucket(await kmsUnderTest());
  const [one, two] = [await newKey(world), await newKey(world)];
  await put(world, 'a', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: one.KeyId });
  assert.equal((await copy(world, 'b', 'a')).ServerSideEncryption, 'AES256');
  assert.equal((await copy(world, 'c', 'a', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: two.KeyId })).SSEKMSKeyId, two.Arn);
  // Onto itself without a word: its encryption changes, and so it may.
  assert.equal((await copy(world, 'a', 'a')).ServerSideEncryption, 'AES256');
  assert.equal((await refusal(copy(world, 'a', 'a'))).code, 'InvalidRequest');
  await world.kms.send(new DisableKeyCommand({ KeyId: one.KeyId }));
  assert.equal(await textOf(await get(world, 'b')), body);
});

test("a bucket's own word counts where the request has none", async () => {
  await using world = await withBucket(await kmsUnderTest());
  const { KeyId, Arn } = await newKey(world);
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId } as const;
  const rules = { Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }] };
  await world.s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: rules }));
  const made = await put(world, 'a');
  assert.deepEqual([made.ServerSideEncryption, made.SSEKMSKeyId, made.BucketKeyEnabled], ['aws:kms', Arn, true]);
  assert.equal((await put(world, 'b', { ServerSideEncryption: 'AES256' })).ServerSideEncryption, 'AES256');
  assert.equal((await put(world, 'c', { BucketKeyEnabled: false })).BucketKeyEnabled, undefined);
  await world.kms.send(new DisableKeyCommand({ KeyId }));
  assert.equal((await refusal(put(world, 'd'))).code, 'KMS.DisabledException');
  assert.deepEqual(world.faults, []);
});
