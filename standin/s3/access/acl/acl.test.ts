/** ACLs: who owns what is written, what grants let others do, and where there are none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketOwnershipControlsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { refusal, s3UnderTest } from '../../s3-under-test';
import { allow, Bucket, otherAccount, withOpenBucket } from '../access-under-test';

const put = (client: S3Client, Key: string, more: object = {}) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'a fact', ...more }));
const get = (client: S3Client, Key: string) => client.send(new GetObjectCommand({ Bucket, Key }));
const codeOf = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).code;
const idOf = async (client: S3Client): Promise<string> => (await client.send(new ListBucketsCommand({}))).Owner?.ID ?? '';

describe('a new bucket', () => {
  test('takes no ACLs: only its owner owns what is in it', async () => {
    await using s3 = await withOpenBucket();
    assert.equal(await codeOf(put(s3.client, 'a', { ACL: 'public-read' })), 'AccessControlListNotSupported');
    assert.equal(await codeOf(s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }))), 'AccessControlListNotSupported');
    assert.equal(await codeOf(put(s3.client, 'a', { ACL: 'private' })), 'AccessControlListNotSupported');
    await put(s3.client, 'a', { ACL: 'bucket-owner-full-control' });
    await put(s3.client, 'a', { GrantFullControl: `id="${await idOf(s3.client)}"` });
    const { Owner, Grants } = await s3.client.send(new GetBucketAclCommand({ Bucket }));
    assert.deepEqual(Grants?.map(({ Grantee, Permission }) => [Grantee?.ID, Permission]), [[Owner?.ID, 'FULL_CONTROL']]);
  });

  test('cannot be made public, and with an ACL only where it takes them', async () => {
    await using s3 = await s3UnderTest();
    const make = (more: object) => s3.client.send(new CreateBucketCommand({ Bucket, ...more }));
    assert.equal(await codeOf(make({ ACL: 'public-read', ObjectOwnership: 'ObjectWriter' })), 'InvalidBucketAclWithBlockPublicAccessError');
    assert.equal(await codeOf(make({ ACL: 'authenticated-read' })), 'InvalidBucketAclWithObjectOwnership');
    await make({ ACL: 'private', ObjectOwnership: 'ObjectWriter' });
  });

  test('takes ACLs where it is made with the one that it would have anyway', async () => {
    await using s3 = await s3UnderTest();
    const ownership = async () => (await s3.client.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    await s3.client.send(new CreateBucketCommand({ Bucket, ACL: 'private' }));
    assert.equal(await ownership(), 'BucketOwnerPreferred');
    await put(s3.client, 'a', { ACL: 'private' });
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await s3.client.send(new DeleteBucketCommand({ Bucket }));
    await s3.client.send(new CreateBucketCommand({ Bucket, ACL: 'private', ObjectOwnership: 'BucketOwnerEnforced' }));
    assert.equal(await ownership(), 'BucketOwnerEnforced');
  });
});

describe('ownership controls', () => {
  test('are gone when they are deleted, and cannot be enforced while others are let in', async () => {
    await using s3 = await withOpenBucket();
    await s3.client.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    assert.equal(await codeOf(s3.client.send(new GetBucketOwnershipControlsCommand({ Bucket }))), 'OwnershipControlsNotFoundError');
    await s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    const enforce = () => s3.client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }));
    assert.equal(await codeOf(enforce()), 'InvalidBucketAclWithObjectOwnership');
    await s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
    await enforce();
  });
});

describe('grants', () => {
  test('let anybody read an object, or list and write a bucket, as far as they go', async () => {
    await using s3 = await withOpenBucket('ObjectWriter');
    await put(s3.client, 'open', { ACL: 'public-read' });
    await put(s3.client, 'signed', { ACL: 'authenticated-read' });
    await put(s3.client, 'closed');
    await get(s3.nobody, 'open');
    assert.equal(await codeOf(get(s3.nobody, 'signed')), 'AccessDenied');
    await get(s3.other, 'signed');
    assert.equal(await codeOf(get(s3.other, 'closed')), 'AccessDenied');
    assert.equal(await codeOf(put(s3.nobody, 'new')), 'AccessDenied');
    await s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read-write' }));
    await put(s3.nobody, 'new');
    assert.equal((await s3.nobody.send(new ListObjectsV2Command({ Bucket }))).KeyCount, 4);
  });

  test('are passed over, or not taken, where public ones are blocked', async () => {
    await using s3 = await withOpenBucket('ObjectWriter');
    await put(s3.client, 'open', { ACL: 'public-read' });
    await s3.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { IgnorePublicAcls: true } }));
    assert.equal(await codeOf(get(s3.nobody, 'open')), 'AccessDenied');
    await s3.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }));
    await get(s3.nobody, 'open');
    assert.equal(await codeOf(put(s3.client, 'b', { ACL: 'public-read' })), 'AccessDenied');
    assert.equal(await codeOf(s3.client.send(new PutObjectAclCommand({ Bucket, Key: 'open', ACL: 'public-read' }))), 'AccessDenied');
    assert.equal(await codeOf(s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }))), 'AccessDenied');
  });

  test('go to an account by its canonical id, in headers or in a body', async () => {
    await using s3 = await withOpenBucket('ObjectWriter');
    const [own, other] = [await idOf(s3.client), await idOf(s3.other)];
    await put(s3.client, 'a', { GrantRead: `id="${other}"` });
    await get(s3.other, 'a');
    assert.equal(await codeOf(s3.other.send(new GetObjectAclCommand({ Bucket, Key: 'a' }))), 'AccessDenied');
    const grants = [{ Grantee: { Type: 'CanonicalUser' as const, ID: other }, Permission: 'READ_ACP' as const }];
    await s3.client.send(new PutObjectAclCommand({ Bucket, Key: 'a', AccessControlPolicy: { Owner: { ID: own }, Grants: grants } }));
    const seen = await s3.other.send(new GetObjectAclCommand({ Bucket, Key: 'a' }));
    assert.deepEqual(seen.Grants?.map(({ Grantee, Permission }) => [Grantee?.Type, Grantee?.ID, Permission]), [['CanonicalUser', other, 'READ_ACP']]);
    assert.equal(await codeOf(get(s3.other, 'a')), 'AccessDenied');
    // The SDK's types know only kinds of grantees that there are.
    const unknown = { Type: 'Friend' as 'Group', ID: other };
    const befriend = new PutObjectAclCommand({ Bucket, Key: 'a', AccessControlPolicy: { Owner: { ID: own }, Grants: [{ Grantee: unknown, Permission: 'READ' }] } });
    assert.equal(await codeOf(s3.client.send(befriend)), 'MalformedACLError');
  });

  test('are refused to who is not there, to e-mail addresses, to log delivery, and where two kinds are mixed', async () => {
    await using s3 = await withOpenBucket('ObjectWriter');
    const refused = async (more: object) => (await refusal(put(s3.client, 'a', more))).code;
    assert.equal(await refused({ GrantRead: 'id="0123"' }), 'InvalidArgument');
    assert.equal(await refused({ GrantRead: `id="${'0'.repeat(64)}"` }), 'InvalidArgument');
    assert.equal(await refused({ GrantRead: 'emailAddress="a@example.com"' }), 'MethodNotAllowed');
    assert.equal(await refused({ GrantRead: 'uri="http://acs.amazonaws.com/groups/s3/LogDelivery"' }), 'NotImplemented');
    assert.equal(await refused({ ACL: 'log-delivery-write' }), 'NotImplemented');
    assert.equal(await refused({ ACL: 'private', GrantRead: 'id="0123"' }), 'InvalidRequest');
    assert.equal(await refused({ ACL: 'mine' }), 'InvalidArgument');
  });
});

test('a delete marker has no ACL', async () => {
  await using s3 = await withOpenBucket('ObjectWriter');
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const { VersionId } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  for (const version of [VersionId, undefined]) {
    const refused = await refusal(s3.client.send(new PutObjectAclCommand({ Bucket, Key: 'a', VersionId: version, ACL: 'private' })));
    assert.deepEqual([refused.code, refused.status, refused.fields.Method, refused.fields.ResourceType], ['MethodNotAllowed', 405, 'PUT', 'DeleteMarker']);
  }
  assert.equal((await refusal(s3.client.send(new GetObjectAclCommand({ Bucket, Key: 'a', VersionId })))).status, 405);
  assert.equal(await codeOf(s3.client.send(new GetObjectAclCommand({ Bucket, Key: 'a' }))), 'NoSuchKey');
});

describe('what another account writes', () => {
  const letWrite = { Principal: { AWS: otherAccount } };

  test('is its own where writers own what they write: the bucket’s owner cannot read it, but can delete it', async () => {
    await using s3 = await withOpenBucket('ObjectWriter');
    await s3.policy(allow('s3:PutObject', letWrite, '*'), allow('s3:GetObject', { Principal: '*' }, '*'));
    await put(s3.other, 'theirs');
    await get(s3.other, 'theirs');
    assert.equal(await codeOf(get(s3.client, 'theirs')), 'AccessDenied');
    assert.equal(await codeOf(get(s3.nobody, 'theirs')), 'AccessDenied');
    const { Contents } = await s3.client.send(new ListObjectsV2Command({ Bucket, FetchOwner: true }));
    assert.equal(Contents?.[0]?.Owner?.ID, await idOf(s3.other));
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'theirs' }));
  });

  test('can be given to the bucket’s owner to use, or altogether', async () => {
    await using s3 = await withOpenBucket('BucketOwnerPreferred');
    await s3.policy(allow('s3:PutObject*', letWrite, '*'));
    await put(s3.other, 'given', { ACL: 'bucket-owner-full-control' });
    await get(s3.client, 'given');
    assert.equal((await s3.client.send(new GetObjectAclCommand({ Bucket, Key: 'given' }))).Owner?.ID, await idOf(s3.client));
    await put(s3.other, 'shown', { ACL: 'bucket-owner-read' });
    await get(s3.client, 'shown');
    await put(s3.other, 'kept');
    assert.equal(await codeOf(get(s3.client, 'kept')), 'AccessDenied');
  });

  test('belongs to the bucket’s owner as soon as there are no ACLs any more', async () => {
    await using s3 = await withOpenBucket('ObjectWriter');
    await s3.policy(allow('s3:PutObject', letWrite, '*'));
    await put(s3.other, 'theirs');
    await s3.client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }));
    await get(s3.client, 'theirs');
    assert.equal(await codeOf(get(s3.other, 'theirs')), 'AccessDenied');
  });
});
