/** Objects: what is put comes back, whole or in part, under the conditions that were asked for. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type CopyObjectCommandInput,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal, s3UnderTest, textOf, type S3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';

async function withBucket(): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  return s3;
}

const put = (s3: S3UnderTest, Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello world', ...more }));
const get = (s3: S3UnderTest, Key: string, more: Partial<GetObjectCommandInput> = {}) => s3.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const copy = (s3: S3UnderTest, Key: string, CopySource: string, more: Partial<CopyObjectCommandInput> = {}) =>
  s3.client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${CopySource}`, ...more }));

test('an object comes back as it was put, with its headers, metadata and encryption', async () => {
  await using s3 = await withBucket();
  const Expires = new Date('2026-02-01T00:00:00Z');
  const headers = { CacheControl: 'no-store', ContentDisposition: 'inline', ContentEncoding: 'identity', ContentLanguage: 'en', ContentType: 'text/plain' };
  const made = await put(s3, 'a', { ...headers, Expires, Metadata: { Reason: 'test' } });
  assert.equal(made.ETag, `"${createHash('md5').update('hello world').digest('hex')}"`);
  assert.equal(made.ServerSideEncryption, 'AES256');
  const read = await get(s3, 'a');
  const seen = Object.fromEntries(Object.keys(headers).map((name) => [name, read[name as keyof typeof read]]));
  assert.deepEqual(seen, headers);
  assert.equal(read.ExpiresString, Expires.toUTCString());
  assert.deepEqual([read.Metadata, read.ETag, read.AcceptRanges, read.ContentLength], [{ reason: 'test' }, made.ETag, 'bytes', 11]);
  assert.equal(read.LastModified?.toISOString(), '2026-01-05T00:00:00.000Z');
  assert.deepEqual([read.ServerSideEncryption, read.StorageClass], ['AES256', undefined]);
  assert.equal(await textOf(read), 'hello world');
});

test('bodies of every size come back, streamed or not', async () => {
  await using s3 = await withBucket();
  for (const size of [0, 1, 65_535, 65_536, 65_537, 300_000, 2_500_000]) {
    const bytes = Buffer.alloc(size, 'muster');
    await put(s3, 'a', { Body: Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), ContentLength: size });
    const back = Buffer.from((await (await get(s3, 'a')).Body?.transformToByteArray()) ?? []);
    assert.ok(back.equals(bytes), `${size} bytes`);
  }
  assert.deepEqual(s3.faults, []);
});

test('a range gives those bytes and says so; one that is malformed or double gives all', async () => {
  await using s3 = await withBucket();
  await put(s3, 'a');
  const ranges: [string, string, string][] = [
    ['bytes=0-4', 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-5', 'world', 'bytes 6-10/11'],
    ['bytes=-99', 'hello world', 'bytes 0-10/11'],
    ['bytes=9-99', 'ld', 'bytes 9-10/11'],
  ];
  for (const [Range, text, ContentRange] of ranges) {
    const part = await get(s3, 'a', { Range });
    assert.deepEqual([await textOf(part), part.ContentRange, part.$metadata.httpStatusCode], [text, ContentRange, 206], Range);
  }
  for (const Range of ['bytes=0-1,3-4', 'bytes=5-2', 'lines=1-2', 'bytes=-']) {
    const whole = await get(s3, 'a', { Range });
    assert.deepEqual([await textOf(whole), whole.ContentRange, whole.$metadata.httpStatusCode], ['hello world', undefined, 200], Range);
  }
});

test('a range beyond the end is not satisfiable', async () => {
  await using s3 = await withBucket();
  await put(s3, 'a');
  await put(s3, 'empty', { Body: '' });
  for (const [key, Range, size] of [['a', 'bytes=11-', '11'], ['a', 'bytes=-0', '11'], ['empty', 'bytes=0-0', '0']] as const) {
    const refused = await refusal(get(s3, key, { Range }));
    assert.deepEqual([refused.code, refused.status, refused.message], ['InvalidRange', 416, 'The requested range is not satisfiable']);
    assert.deepEqual([refused.fields.ActualObjectSize, refused.fields.RangeRequested], [size, Range]);
  }
});

test('part numbers other than 1 are not satisfiable for an object that came whole', async () => {
  await using s3 = await withBucket();
  await put(s3, 'a');
  assert.equal(await textOf(await get(s3, 'a', { PartNumber: 1 })), 'hello world');
  const refused = await refusal(get(s3, 'a', { PartNumber: 2 }));
  assert.deepEqual([refused.code, refused.status, refused.fields.ActualPartCount], ['InvalidPartNumber', 416, '1']);
  assert.equal((await refusal(get(s3, 'a', { PartNumber: 1, Range: 'bytes=0-1' }))).code, 'InvalidRequest');
});

test('conditions on a read are weighed in S3’s order', async () => {
  await using s3 = await withBucket();
  const { ETag } = await put(s3, 'a');
  await s3.pass(Duration.hours(2));
  const [before, after] = [new Date('2026-01-04T23:00:00Z'), new Date('2026-01-05T01:00:00Z')];
  const outcome = async (conditions: Partial<GetObjectCommandInput>): Promise<number | undefined> =>
    get(s3, 'a', conditions).then(
      (output) => output.$metadata.httpStatusCode,
      async (error: { $metadata: { httpStatusCode?: number } }) => error.$metadata.httpStatusCode,
    );
  assert.equal(await outcome({ IfMatch: ETag }), 200);
  assert.equal(await outcome({ IfMatch: '"other"' }), 412);
  assert.equal(await outcome({ IfNoneMatch: ETag }), 304);
  assert.equal(await outcome({ IfNoneMatch: '"other"' }), 200);
  assert.equal(await outcome({ IfModifiedSince: after }), 304);
  assert.equal(await outcome({ IfModifiedSince: before }), 200);
  assert.equal(await outcome({ IfUnmodifiedSince: before }), 412);
  assert.equal(await outcome({ IfUnmodifiedSince: after }), 200);
  // A matching ETag overrules a date that does not hold, and a different one overrules the other date.
  assert.equal(await outcome({ IfMatch: ETag, IfUnmodifiedSince: before }), 200);
  assert.equal(await outcome({ IfNoneMatch: '"other"', IfModifiedSince: after }), 200);
  assert.equal(await outcome({ IfNoneMatch: ETag, IfModifiedSince: before }), 304);
  // A date to come says nothing.
  assert.equal(await outcome({ IfModifiedSince: new Date('2026-01-06T00:00:00Z') }), 200);
  const refused = await refusal(get(s3, 'a', { IfMatch: '"other"' }));
  assert.deepEqual([refused.code, refused.fields.Condition], ['PreconditionFailed', 'If-Match']);
});

test('a conditional write succeeds only on what it expects', async () => {
  await using s3 = await withBucket();
  const { ETag } = await put(s3, 'a', { IfNoneMatch: '*' });
  const exists = await refusal(put(s3, 'a', { IfNoneMatch: '*' }));
  assert.deepEqual([exists.code, exists.status, exists.fields.Condition], ['PreconditionFailed', 412, 'If-None-Match']);
  await put(s3, 'a', { IfMatch: ETag, Body: 'next' });
  const changed = await refusal(put(s3, 'a', { IfMatch: ETag }));
  assert.deepEqual([changed.code, changed.fields.Condition], ['PreconditionFailed', 'If-Match']);
  assert.equal((await refusal(put(s3, 'absent', { IfMatch: ETag }))).code, 'NoSuchKey');
  for (const conditions of [{ IfNoneMatch: '"etag"' }, { IfMatch: '*' }, { IfMatch: ETag, IfNoneMatch: '*' }]) {
    const refused = await refusal(put(s3, 'a', conditions));
    assert.deepEqual([refused.code, refused.status], ['NotImplemented', 501]);
  }
});

test('where two conditional writes run at once, one wins; a key deleted meanwhile is a conflict', async () => {
  await using s3 = await withBucket();
  /** A body that lets something happen after the request's conditions were first looked at. */
  const during = (act: () => Promise<unknown>): Partial<PutObjectCommandInput> => {
    async function* body(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(2_000_000);
      await act();
      yield Buffer.from('end');
    }
    return { Body: Readable.from(body()), ContentLength: 2_000_003 };
  };
  const lost = await refusal(put(s3, 'a', { IfNoneMatch: '*', ...during(() => put(s3, 'a')) }));
  assert.deepEqual([lost.code, lost.status], ['PreconditionFailed', 412]);
  const { ETag } = await put(s3, 'a');
  const gone = await refusal(put(s3, 'a', { IfMatch: ETag, ...during(() => s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))) }));
  assert.deepEqual([gone.code, gone.status], ['ConditionalRequestConflict', 409]);
});

test('a conditional delete looks at the current object', async () => {
  await using s3 = await withBucket();
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const remove = (IfMatch: string, Key = 'a'): Promise<unknown> => s3.client.send(new DeleteObjectCommand({ Bucket, Key, IfMatch }));
  const { ETag = '' } = await put(s3, 'a');
  assert.deepEqual((await refusal(remove('"other"'))).code, 'PreconditionFailed');
  assert.deepEqual((await refusal(remove('*', 'absent'))).code, 'NoSuchKey');
  const Objects = [{ Key: 'a', ETag: '"other"' }, { Key: 'b' }];
  const batch = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  assert.deepEqual([batch.Errors?.[0]?.Code, batch.Deleted?.[0]?.Key], ['PreconditionFailed', 'b']);
  await remove(ETag);
  assert.deepEqual((await refusal(remove('*'))).code, 'PreconditionFailed');
});

test('an answer can be asked for with other headers', async () => {
  await using s3 = await withBucket();
  await put(s3, 'a', { ContentType: 'text/plain' });
  const read = await get(s3, 'a', {
    ResponseContentType: 'text/csv',
    ResponseCacheControl: 'no-cache',
    ResponseExpires: new Date('2026-03-01T00:00:00Z'),
  });
  assert.deepEqual([read.ContentType, read.CacheControl, read.ExpiresString], ['text/csv', 'no-cache', 'Sun, 01 Mar 2026 00:00:00 GMT']);
});

test('an empty place and a key that is too long are told apart', async () => {
  await using s3 = await withBucket();
  const absent = await refusal(get(s3, 'absent'));
  assert.deepEqual([absent.code, absent.status, absent.message], ['NoSuchKey', 404, 'The specified key does not exist.']);
  await put(s3, 'é'.repeat(512));
  const long = await refusal(put(s3, `${'é'.repeat(512)}x`));
  assert.deepEqual([long.code, long.fields.Size, long.fields.MaxSizeAllowed], ['KeyTooLongError', '1025', '1024']);
  const none = await refusal(s3.client.send(new PutObjectCommand({ Bucket: 'not-there', Key: 'a', Body: '' })));
  assert.deepEqual([none.code, none.fields.BucketName], ['NoSuchBucket', 'not-there']);
});

test('keys with every kind of character come back as they are', async () => {
  await using s3 = await withBucket();
  for (const Key of ['a b', 'a+b', 'a%2Fb', '../../up', './x', 'ü/é?x=1#y&z', '\u{1F4A5}', "it's (one)*!~", 'tail/']) {
    await put(s3, Key, { Body: Key });
    assert.equal(await textOf(await get(s3, Key)), Key);
    const source = Key.split('/').map(encodeURIComponent).join('/');
    await copy(s3, 'copied', source);
    assert.equal(await textOf(await get(s3, 'copied')), Key);
  }
});

test('the storage class is kept, and one that S3 does not have is refused', async () => {
  await using s3 = await withBucket();
  await put(s3, 'a', { StorageClass: 'STANDARD_IA' });
  assert.equal((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).StorageClass, 'STANDARD_IA');
  const refused = await refusal(put(s3, 'a', { StorageClass: 'COLD' as 'GLACIER' }));
  assert.deepEqual([refused.code, refused.fields.StorageClassRequested], ['InvalidStorageClass', 'COLD']);
});

test('what the stand-in does not do is refused, not passed over', async () => {
  await using s3 = await withBucket();
  assert.equal((await refusal(put(s3, 'a', { ServerSideEncryption: 'aws:kms' }))).code, 'NotImplemented');
  assert.equal((await refusal(put(s3, 'a', { ACL: 'public-read' }))).code, 'AccessControlListNotSupported');
  assert.equal((await refusal(put(s3, 'a', { ObjectLockLegalHoldStatus: 'ON' }))).code, 'InvalidRequest');
  assert.equal((await refusal(put(s3, 'a', { Metadata: { big: 'x'.repeat(2048) } }))).code, 'MetadataTooLarge');
});

test('tags come with the object, are counted, replaced and removed', async () => {
  await using s3 = await withBucket();
  const tags = async (): Promise<string[] | undefined> =>
    (await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'a' }))).TagSet?.map(({ Key, Value }) => `${Key}=${Value}`);
  await put(s3, 'a', { Tagging: 'plan=orders&tier=gold%20one' });
  assert.deepEqual(await tags(), ['plan=orders', 'tier=gold one']);
  assert.equal((await get(s3, 'a')).TagCount, 2);
  await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [{ Key: 'k', Value: '' }] } }));
  assert.deepEqual(await tags(), ['k=']);
  await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a' }));
  assert.equal((await tags())?.length ?? 0, 0);
});

test('more than ten tags, and a header that is no list of tags, are refused', async () => {
  await using s3 = await withBucket();
  await put(s3, 'a');
  const TagSet = Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: 'v' }));
  const many = await refusal(s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet } })));
  assert.deepEqual([many.code, many.status, many.message], ['BadRequest', 400, 'Object tags cannot be greater than 10']);
  for (const Tagging of ['a=1&a=2', '=1', 'a=1=2', 'a=%']) {
    const refused = await refusal(put(s3, 'a', { Tagging }));
    assert.deepEqual([refused.code, refused.fields.ArgumentName], ['InvalidArgument', 'x-amz-tagging'], Tagging);
  }
});

test('a copy keeps metadata and tags unless told to replace them, and never the storage class', async () => {
  await using s3 = await withBucket();
  await put(s3, 'a', { Metadata: { from: 'a' }, Tagging: 'k=v', ContentType: 'text/plain', StorageClass: 'STANDARD_IA' });
  await copy(s3, 'b', 'a');
  const kept = await get(s3, 'b');
  assert.deepEqual([kept.Metadata, kept.TagCount, kept.ContentType, kept.StorageClass], [{ from: 'a' }, 1, 'text/plain', undefined]);
  await copy(s3, 'c', 'a', { MetadataDirective: 'REPLACE', Metadata: { from: 'c' }, TaggingDirective: 'REPLACE', Tagging: 'x=1&y=2' });
  const replaced = await get(s3, 'c');
  assert.deepEqual([replaced.Metadata, replaced.TagCount, replaced.ContentType], [{ from: 'c' }, 2, 'binary/octet-stream']);
  assert.equal(await textOf(replaced), 'hello world');
});

test('a copy has conditions on its source and on its target', async () => {
  await using s3 = await withBucket();
  const { ETag } = await put(s3, 'a');
  const source = await refusal(copy(s3, 'b', 'a', { CopySourceIfMatch: '"other"' }));
  assert.deepEqual([source.code, source.fields.Condition], ['PreconditionFailed', 'x-amz-copy-source-If-Match']);
  assert.equal((await refusal(copy(s3, 'b', 'a', { CopySourceIfNoneMatch: ETag }))).status, 412);
  assert.equal((await refusal(copy(s3, 'b', 'a', { CopySourceIfModifiedSince: new Date('2026-01-05T00:00:00Z') }))).status, 412);
  await copy(s3, 'b', 'a', { IfNoneMatch: '*', CopySourceIfMatch: ETag });
  assert.equal((await refusal(copy(s3, 'b', 'a', { IfNoneMatch: '*' }))).code, 'PreconditionFailed');
  assert.equal((await refusal(copy(s3, 'b', 'absent'))).code, 'NoSuchKey');
  const nowhere = s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: 'not-there/a' }));
  assert.equal((await refusal(nowhere)).code, 'NoSuchBucket');
  const senseless = s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: 'nonsense' }));
  assert.equal((await refusal(senseless)).code, 'InvalidArgument');
});

test('attributes tell size, class and ETag without the object', async () => {
  await using s3 = await withBucket();
  const { ETag } = await put(s3, 'a');
  const told = await s3.client.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['ETag', 'ObjectSize', 'StorageClass', 'Checksum'] }));
  assert.deepEqual([told.ETag, told.ObjectSize, told.StorageClass], [ETag?.replaceAll('"', ''), 11, 'STANDARD']);
  assert.equal(told.Checksum?.ChecksumType, 'FULL_OBJECT');
  const wrong = s3.client.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['Colour' as 'ETag'] }));
  assert.equal((await refusal(wrong)).code, 'InvalidArgument');
});
