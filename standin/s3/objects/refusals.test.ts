/** Requests with something wrong in them that S3 names before it looks for the object, and some that are not wrong at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetObjectAttributesCommand, GetObjectTaggingCommand, PutObjectRetentionCommand, PutObjectLegalHoldCommand, CreateBucketCommand } from '@aws-sdk/client-s3';
import { refusal, textOf } from '../s3-under-test';
import { Bucket, get, put, withBucket } from './objects-under-test';

test('the last bytes of an empty object are all there are of it', async () => {
  await using s3 = await withBucket();
  await put(s3, 'empty', { Body: '' });
  const { $metadata, ContentRange, ...output } = await get(s3, 'empty', { Range: 'bytes=-5' });
  assert.deepEqual([$metadata.httpStatusCode, ContentRange, await textOf({ $metadata, ...output })], [200, undefined, '']);
  for (const Range of ['bytes=-0', 'bytes=0-', 'bytes=0-0']) assert.equal((await refusal(get(s3, 'empty', { Range }))).status, 416, Range);
});

test('a header of tags may have empty places in it', async () => {
  await using s3 = await withBucket();
  const tagsOf = async (Tagging: string): Promise<unknown> => {
    await put(s3, 'a', { Tagging });
    return (await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'a' }))).TagSet;
  };
  assert.deepEqual(await tagsOf('&&'), []);
  assert.deepEqual(await tagsOf('kind&of=x&'), [{ Key: 'kind', Value: '' }, { Key: 'of', Value: 'x' }]);
  assert.equal((await refusal(put(s3, 'a', { Tagging: '=' }))).code, 'InvalidArgument');
});

test('part numbers, attributes and retentions that cannot be are refused whether there is such an object or not', async () => {
  await using s3 = await withBucket();
  await s3.client.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
  assert.equal((await refusal(get(s3, 'none', { PartNumber: -3 }))).code, 'InvalidArgument');
  const asked = await refusal(s3.client.send(new GetObjectAttributesCommand({ Bucket, Key: 'none', ObjectAttributes: [] })));
  assert.match(`${asked.code} ${asked.message}`, /^InvalidRequest The x-amz-object-attributes header .* either missing or empty$/);
  const retain = (bucket: string, Retention?: object) => refusal(s3.client.send(new PutObjectRetentionCommand({ Bucket: bucket, Key: 'none', Retention })));
  assert.equal((await retain('locked', { Mode: 'FOREVER', RetainUntilDate: new Date('2027-01-01') })).code, 'MalformedXML');
  assert.equal((await retain('locked', { Mode: 'COMPLIANCE', RetainUntilDate: new Date('2020-01-01') })).code, 'InvalidArgument');
  assert.equal((await retain('nowhere')).code, 'NoSuchBucket');
  assert.equal((await refusal(s3.client.send(new PutObjectLegalHoldCommand({ Bucket: 'nowhere', Key: 'none' })))).code, 'NoSuchBucket');
});

test('a header of a checksum that S3 does not have is refused', async () => {
  await using s3 = await withBucket();
  s3.client.middlewareStack.add((next) => (args) => {
    // What is built is what the SDK sends.
    (args.request as { headers: Record<string, string> }).headers['x-amz-checksum-adler'] = 'AAAA';
    return next(args);
  }, { step: 'build' });
  assert.match((await refusal(put(s3, 'a'))).message, /algorithm type you specified in x-amz-checksum- header is invalid/);
});
