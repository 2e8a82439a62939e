/** Who may do what: identity policies, bucket policies, their conditions, and what is not told to whom. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CopyObjectCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { refusal } from '../s3-under-test';
import { allow, Bucket, documentOf, otherAccount, ownAccount, withOpenBucket } from './access-under-test';

const put = (client: S3Client, Key: string, more: object = {}) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'a fact', ...more }));
const get = (client: S3Client, Key: string) => client.send(new GetObjectCommand({ Bucket, Key }));
const codeOf = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).code;
const everybody = { Principal: '*' };

describe('a user', () => {
  test('may do what its policy allows, and nothing else', async () => {
    await using s3 = await withOpenBucket();
    await put(s3.client, 'public/a');
    await put(s3.client, 'secret/a');
    const reader = await s3.user('reader', allow('s3:GetObject', {}, 'public/*'));
    await get(reader, 'public/a');
    const refused = await refusal(get(reader, 'secret/a'));
    assert.deepEqual([refused.code, refused.status], ['AccessDenied', 403]);
    assert.match(refused.message, /s3:GetObject.*because no identity-based policy allows/s);
    assert.equal(await codeOf(put(reader, 'public/b')), 'AccessDenied');
  });

  test('needs a right of its own for tags, for another prefix, for each source of a copy', async () => {
    await using s3 = await withOpenBucket();
    await put(s3.client, 'in/a');
    const writer = await s3.user('writer', allow('s3:PutObject', {}, 'out/*'), allow('s3:ListBucket', { Condition: { StringLike: { 's3:prefix': 'out/*' } } }));
    await put(writer, 'out/a');
    assert.equal(await codeOf(put(writer, 'out/b', { Tagging: 'kind=x' })), 'AccessDenied');
    assert.equal(await codeOf(writer.send(new CopyObjectCommand({ Bucket, Key: 'out/c', CopySource: `${Bucket}/in/a` }))), 'AccessDenied');
    await writer.send(new ListObjectsV2Command({ Bucket, Prefix: 'out/x' }));
    assert.equal(await codeOf(writer.send(new ListObjectsV2Command({ Bucket, Prefix: 'in/' }))), 'AccessDenied');
  });

  test('is told that a key is missing only where it may list the bucket', async () => {
    await using s3 = await withOpenBucket();
    const blind = await s3.user('blind', allow('s3:GetObject', {}, '*'));
    const seeing = await s3.user('seeing', allow('s3:GetObject', {}, '*'), allow('s3:ListBucket'));
    assert.equal(await codeOf(get(blind, 'nothing')), 'AccessDenied');
    assert.equal(await codeOf(get(seeing, 'nothing')), 'NoSuchKey');
    const partly = await s3.user('partly', allow('s3:ListBucket', { Condition: { StringLike: { 's3:prefix': 'shown/*' } } }));
    assert.equal(await codeOf(get(partly, 'shown/nothing')), 'NoSuchKey');
    assert.equal(await codeOf(get(partly, 'hidden/nothing')), 'AccessDenied');
  });

  test('cannot have deletions take a second factor, whatever it may do otherwise: that is for the root', async () => {
    await using s3 = await withOpenBucket();
    const admin = await s3.user('admin', { Effect: 'Allow', Action: '*', Resource: '*' });
    const ask = (client: S3Client) =>
      client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled', MFADelete: 'Enabled' }, MFA: 'arn:aws:iam::123456789012:mfa/root 123456' }));
    assert.equal(await codeOf(ask(admin)), 'AccessDenied');
    await ask(s3.client);
  });

  test('that may delete some keys of a batch deletes those, and hears of each other one', async () => {
    await using s3 = await withOpenBucket();
    await put(s3.client, 'mine/a');
    await put(s3.client, 'theirs/a');
    const cleaner = await s3.user('cleaner', allow('s3:DeleteObject', {}, 'mine/*'));
    const output = await cleaner.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'mine/a' }, { Key: 'theirs/a' }] } }));
    assert.deepEqual(output.Deleted?.map(({ Key }) => Key), ['mine/a']);
    assert.deepEqual(output.Errors?.map(({ Key, Code }) => [Key, Code]), [['theirs/a', 'AccessDenied']]);
    await get(s3.client, 'theirs/a');
  });
});

describe('a bucket policy', () => {
  test('lets another account in, to exactly what it says', async () => {
    await using s3 = await withOpenBucket();
    await put(s3.client, 'a');
    assert.equal(await codeOf(get(s3.other, 'a')), 'AccessDenied');
    await s3.policy(allow('s3:GetObject', { Principal: { AWS: otherAccount } }, '*'));
    await get(s3.other, 'a');
    assert.equal(await codeOf(put(s3.other, 'b')), 'AccessDenied');
    assert.equal(await codeOf(get(s3.nobody, 'a')), 'AccessDenied');
  });

  test('lets anybody in where it says so, unless it is restricted', async () => {
    await using s3 = await withOpenBucket();
    await put(s3.client, 'a');
    await s3.policy(allow('s3:GetObject', everybody, '*'));
    await get(s3.nobody, 'a');
    for (const asked of [{ ResponseContentType: 'text/csv' }, { ResponseExpires: new Date(0) }]) {
      assert.equal(await codeOf(s3.nobody.send(new GetObjectCommand({ Bucket, Key: 'a', ...asked }))), 'InvalidRequest');
    }
    await s3.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } }));
    assert.equal(await codeOf(get(s3.nobody, 'a')), 'AccessDenied');
    assert.equal(await codeOf(get(s3.other, 'a')), 'AccessDenied');
    await get(s3.client, 'a');
  });

  test('forbids the owner too, who can always take it back', async () => {
    await using s3 = await withOpenBucket();
    await put(s3.client, 'a');
    await s3.policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`] });
    assert.equal(await codeOf(get(s3.client, 'a')), 'AccessDenied');
    assert.equal((await refusal(s3.client.send(new HeadBucketCommand({ Bucket })))).status, 403);
    await s3.client.send(new GetBucketPolicyCommand({ Bucket }));
    await s3.client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await get(s3.client, 'a');
  });

  test('is for the owner’s account alone to change', async () => {
    await using s3 = await withOpenBucket();
    await s3.policy(allow('s3:*', { Principal: { AWS: otherAccount } }));
    const refused = await refusal(s3.other.send(new PutBucketPolicyCommand({ Bucket, Policy: documentOf([allow('s3:*', everybody)]) })));
    assert.deepEqual([refused.code, refused.status], ['MethodNotAllowed', 405]);
  });

  test('can ask for what a request says, and for what an object is', async () => {
    await using s3 = await withOpenBucket();
    await put(s3.client, 'open', { Tagging: 'access=public' });
    await put(s3.client, 'closed', { Tagging: 'access=private' });
    const toOther = { Principal: { AWS: otherAccount } };
    await s3.policy(
      allow('s3:GetObject', { ...toOther, Condition: { StringEquals: { 's3:ExistingObjectTag/access': 'public' } } }, '*'),
      allow('s3:PutObject', { ...toOther, Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'AES256', 's3:x-amz-storage-class': 'STANDARD_IA' } } }, '*'),
      allow('s3:PutObjectTagging', { ...toOther, Condition: { 'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['access'] } } }, '*'),
    );
    await get(s3.other, 'open');
    assert.equal(await codeOf(get(s3.other, 'closed')), 'AccessDenied');
    assert.equal(await codeOf(put(s3.other, 'b')), 'AccessDenied');
    await put(s3.other, 'b', { ServerSideEncryption: 'AES256', StorageClass: 'STANDARD_IA' });
    const tagged = (Key: string) => s3.other.send(new PutObjectTaggingCommand({ Bucket, Key: 'b', Tagging: { TagSet: [{ Key, Value: '1' }] } }));
    await tagged('access');
    assert.equal(await codeOf(tagged('owner')), 'AccessDenied');
  });

  test('can refuse what did not come over TLS; a call in process is as AWS would have got it', async () => {
    await using s3 = await withOpenBucket();
    await s3.policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*`, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    await put(s3.client, 'a');
  });
});

describe('the account of a bucket', () => {
  test('that is not the expected one is refused', async () => {
    await using s3 = await withOpenBucket();
    await s3.client.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: ownAccount }));
    assert.equal((await refusal(s3.client.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: otherAccount })))).status, 403);
  });
});
