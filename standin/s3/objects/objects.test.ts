/** Objects: what is put comes back, whole or in part, with all that was said of it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { 
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { refusal, textOf} from '../s3-under-test';
import { Bucket, copy, get, put, withBucket } from './objects-under-test';

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

test('a website redirect leads to a page or to an address', async () => {
  await using s3 = await withBucket();
  assert.equal((await refusal(put(s3, 'a', { WebsiteRedirectLocation: 'elsewhere' }))).code, 'InvalidRedirectLocation');
  for (const WebsiteRedirectLocation of ['/b', 'https://example.com/b']) {
    await put(s3, 'a', { WebsiteRedirectLocation });
    assert.equal((await get(s3, 'a')).WebsiteRedirectLocation, WebsiteRedirectLocation);
  }
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

test('attributes tell size, class and ETag without the object', async () => {
  await using s3 = await withBucket();
  const { ETag } = await put(s3, 'a');
  const told = await s3.client.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['ETag', 'ObjectSize', 'StorageClass', 'Checksum'] }));
  assert.deepEqual([told.ETag, told.ObjectSize, told.StorageClass], [ETag?.replaceAll('"', ''), 11, 'STANDARD']);
  assert.equal(told.Checksum?.ChecksumType, 'FULL_OBJECT');
  const wrong = s3.client.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['Colour' as 'ETag'] }));
  assert.equal((await refusal(wrong)).code, 'InvalidArgument');
});
