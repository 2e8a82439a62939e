/** Buckets: made, found, listed, tagged and deleted as S3 does it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { refusal, rootOf, s3UnderTest } from '../s3-under-test';

const oregon = { CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } } as const;

test('a bucket is there once it is made, and gone once it is deleted', async () => {
  await using s3 = await s3UnderTest();
  const made = await s3.client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  assert.equal(made.Location, '/ledger');
  assert.equal((await s3.client.send(new HeadBucketCommand({ Bucket: 'ledger' }))).BucketRegion, 'us-east-1');
  await s3.client.send(new DeleteBucketCommand({ Bucket: 'ledger' }));
  const gone = await refusal(s3.client.send(new ListObjectsV2Command({ Bucket: 'ledger' })));
  assert.deepEqual([gone.code, gone.status, gone.fields.BucketName], ['NoSuchBucket', 404, 'ledger']);
  assert.equal((await refusal(s3.client.send(new HeadBucketCommand({ Bucket: 'ledger' })))).status, 404);
});

test('a name that no bucket can have is refused', async () => {
  await using s3 = await s3UnderTest();
  for (const name of ['ab', 'Upper', 'a..b', 'a.-b', 'a-.b', '192.168.0.1', 'xn--x', 'x-s3alias', 'a'.repeat(64), 'end-']) {
    const refused = await refusal(s3.client.send(new CreateBucketCommand({ Bucket: name })));
    assert.equal(refused.code, 'InvalidBucketName', name);
  }
});

test('a location constraint must be that of the region, and us-east-1 has none', async () => {
  await using s3 = await s3UnderTest();
  const west = s3.clientFor('us-west-2');
  // The SDK fills in the constraint itself unless it is given.
  const elsewhere = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const;
  assert.equal((await refusal(west.send(new CreateBucketCommand({ Bucket: 'here', ...elsewhere })))).code, 'IllegalLocationConstraintException');
  const nowhere = { CreateBucketConfiguration: { LocationConstraint: 'mars-1' as 'eu-west-1' } };
  assert.equal((await refusal(west.send(new CreateBucketCommand({ Bucket: 'here', ...nowhere })))).code, 'InvalidLocationConstraint');
  await west.send(new CreateBucketCommand({ Bucket: 'here', ...oregon }));
  assert.equal((await west.send(new GetBucketLocationCommand({ Bucket: 'here' }))).LocationConstraint, 'us-west-2');
});

test('a bucket of another region is not made without its location', async () => {
  await using s3 = await s3UnderTest();
  const west = s3.clientFor('us-west-2');
  west.middlewareStack.add(
    (next) => (args) => {
      // What is built is what the SDK sends: here, without the body that it makes up itself.
      const request = args.request as { body?: unknown; headers: Record<string, string> };
      delete request.body;
      for (const name of Object.keys(request.headers)) if (/^content-|checksum/.test(name)) delete request.headers[name];
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  const refused = await refusal(west.send(new CreateBucketCommand({ Bucket: 'here' })));
  assert.deepEqual([refused.code, refused.status], ['IllegalLocationConstraintException', 400]);
  assert.match(refused.message, /^The unspecified location constraint is incompatible/);
});

test('a name that is another account’s is taken, in every region', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  for (const [region, more] of [['us-east-1', {}], ['us-west-2', oregon]] as const) {
    const taken = await refusal(s3.clientFor(region, rootOf('210987654321')).send(new CreateBucketCommand({ Bucket: 'ledger', ...more })));
    assert.deepEqual([taken.code, taken.status, taken.fields.BucketName], ['BucketAlreadyExists', 409, 'ledger']);
  }
});

test("making one's own bucket again is a conflict, but not in us-east-1", async () => {
  await using s3 = await s3UnderTest();
  const west = s3.clientFor('us-west-2');
  await west.send(new CreateBucketCommand({ Bucket: 'here', ...oregon }));
  const again = await refusal(west.send(new CreateBucketCommand({ Bucket: 'here', ...oregon })));
  assert.deepEqual([again.code, again.status, again.fields.BucketName], ['BucketAlreadyOwnedByYou', 409, 'here']);
  await s3.client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  await s3.client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
});

test('a call to the wrong region is redirected to the right one', async () => {
  await using s3 = await s3UnderTest();
  await s3.clientFor('us-west-2').send(new CreateBucketCommand({ Bucket: 'here', ...oregon }));
  const redirected = await refusal(s3.client.send(new ListObjectsV2Command({ Bucket: 'here' })));
  assert.deepEqual([redirected.code, redirected.status], ['PermanentRedirect', 301]);
  assert.equal(redirected.headers['x-amz-bucket-region'], 'us-west-2');
  assert.equal(redirected.fields.Endpoint, 'here.s3.us-west-2.amazonaws.com');
  assert.equal((await s3.client.send(new GetBucketLocationCommand({ Bucket: 'here' }))).LocationConstraint, 'us-west-2');
});

test('a bucket with anything in it is not deleted, and a versioned one says that versions count', async () => {
  await using s3 = await s3UnderTest();
  const { client } = s3;
  await client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  await client.send(new PutObjectCommand({ Bucket: 'ledger', Key: 'a', Body: '1' }));
  const full = await refusal(client.send(new DeleteBucketCommand({ Bucket: 'ledger' })));
  assert.deepEqual([full.code, full.status], ['BucketNotEmpty', 409]);
  assert.equal(full.message, 'The bucket you tried to delete is not empty.');

  await client.send(new PutBucketVersioningCommand({ Bucket: 'ledger', VersioningConfiguration: { Status: 'Enabled' } }));
  await client.send(new DeleteObjectCommand({ Bucket: 'ledger', Key: 'a', VersionId: 'null' }));
  await client.send(new DeleteObjectCommand({ Bucket: 'ledger', Key: 'never-there' }));
  const hidden = await refusal(client.send(new DeleteBucketCommand({ Bucket: 'ledger' })));
  assert.match(hidden.message, /You must delete all versions in the bucket\.$/);
});

test('buckets are listed by name, in pages, by prefix and by region', async () => {
  await using s3 = await s3UnderTest();
  for (const name of ['cc-1', 'aa-1', 'bb-1', 'aa-2']) await s3.client.send(new CreateBucketCommand({ Bucket: name }));
  await s3.clientFor('us-west-2').send(new CreateBucketCommand({ Bucket: 'west', ...oregon }));
  const first = await s3.client.send(new ListBucketsCommand({ MaxBuckets: 3 }));
  const second = await s3.client.send(new ListBucketsCommand({ MaxBuckets: 3, ContinuationToken: first.ContinuationToken }));
  const names = [first, second].map((page) => page.Buckets?.map(({ Name }) => Name));
  assert.deepEqual(names, [['aa-1', 'aa-2', 'bb-1'], ['cc-1', 'west']]);
  assert.equal(second.ContinuationToken, undefined);
  const aa = await s3.client.send(new ListBucketsCommand({ Prefix: 'aa' }));
  assert.deepEqual([aa.Buckets?.length, aa.Prefix, aa.Buckets?.[0]?.BucketRegion], [2, 'aa', 'us-east-1']);
  const west = await s3.client.send(new ListBucketsCommand({ BucketRegion: 'us-west-2' }));
  assert.deepEqual(west.Buckets?.map(({ Name }) => Name), ['west']);
  assert.equal((await refusal(s3.client.send(new ListBucketsCommand({ ContinuationToken: 'bm9uc2Vuc2UK' })))).code, 'InvalidArgument');
});

test('versioning is unset, then enabled or suspended, and never unset again', async () => {
  await using s3 = await s3UnderTest();
  const { client } = s3;
  const set = (configuration: object): Promise<unknown> =>
    client.send(new PutBucketVersioningCommand({ Bucket: 'ledger', VersioningConfiguration: configuration }));
  const get = async (): Promise<string | undefined> => (await client.send(new GetBucketVersioningCommand({ Bucket: 'ledger' }))).Status;
  await client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  assert.equal(await get(), undefined);
  const unsaid = await refusal(set({}));
  assert.deepEqual([unsaid.code, unsaid.message], ['IllegalVersioningConfigurationException', 'The Versioning element must be specified']);
  assert.equal((await refusal(set({ Status: 'Disabled' }))).code, 'MalformedXML');
  await set({ Status: 'Enabled' });
  assert.equal(await get(), 'Enabled');
  await set({ Status: 'Suspended' });
  assert.equal(await get(), 'Suspended');
});

test('MFA delete asks for a code before anything that cannot be undone', async () => {
  await using s3 = await s3UnderTest();
  const { client } = s3;
  const MFA = 'arn:aws:iam::123456789012:mfa/root 123456';
  const both = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
  await client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  const bare = new PutBucketVersioningCommand({ Bucket: 'ledger', VersioningConfiguration: both });
  assert.equal((await refusal(client.send(bare))).code, 'AccessDenied');
  await client.send(new PutBucketVersioningCommand({ Bucket: 'ledger', VersioningConfiguration: both, MFA }));
  assert.equal((await client.send(new GetBucketVersioningCommand({ Bucket: 'ledger' }))).MFADelete, 'Enabled');

  const { VersionId } = await client.send(new PutObjectCommand({ Bucket: 'ledger', Key: 'a', Body: '1' }));
  const denied = await refusal(client.send(new DeleteObjectCommand({ Bucket: 'ledger', Key: 'a', VersionId })));
  assert.deepEqual([denied.code, denied.status], ['AccessDenied', 403]);
  const suspend = new PutBucketVersioningCommand({ Bucket: 'ledger', VersioningConfiguration: { Status: 'Suspended' } });
  assert.equal((await refusal(client.send(suspend))).code, 'AccessDenied');
  await client.send(new DeleteObjectCommand({ Bucket: 'ledger', Key: 'a' }));
  await client.send(new DeleteObjectCommand({ Bucket: 'ledger', Key: 'a', VersionId, MFA }));
  const left = await client.send(new ListObjectVersionsCommand({ Bucket: 'ledger' }));
  assert.equal(left.Versions, undefined);
});

test('bucket tags are set whole, and none are an error', async () => {
  await using s3 = await s3UnderTest();
  const { client } = s3;
  await client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  const none = await refusal(client.send(new GetBucketTaggingCommand({ Bucket: 'ledger' })));
  assert.deepEqual([none.code, none.status, none.message], ['NoSuchTagSet', 404, 'The TagSet does not exist']);
  const set = (...TagSet: { Key: string; Value: string }[]): Promise<unknown> =>
    client.send(new PutBucketTaggingCommand({ Bucket: 'ledger', Tagging: { TagSet } }));
  await set({ Key: 'plan', Value: 'orders' });
  assert.deepEqual((await client.send(new GetBucketTaggingCommand({ Bucket: 'ledger' }))).TagSet, [{ Key: 'plan', Value: 'orders' }]);
  assert.equal((await refusal(set({ Key: 'aws:x', Value: '1' }))).code, 'InvalidTag');
  assert.equal((await refusal(set({ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }))).code, 'InvalidTag');
  await client.send(new DeleteBucketTaggingCommand({ Bucket: 'ledger' }));
  assert.equal((await refusal(client.send(new GetBucketTaggingCommand({ Bucket: 'ledger' })))).code, 'NoSuchTagSet');
});

test('a bucket that is expected to be somebody else’s is denied', async () => {
  await using s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket: 'ledger' }));
  const denied = await refusal(s3.client.send(new ListObjectsV2Command({ Bucket: 'ledger', ExpectedBucketOwner: '111122223333' })));
  assert.deepEqual([denied.code, denied.status], ['AccessDenied', 403]);
});
