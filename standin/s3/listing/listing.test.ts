/** Listings: in byte order, in pages, folded by delimiter, objects and versions alike. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type ListObjectsV2CommandInput,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import { refusal, s3UnderTest, type S3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';

async function holding(keys: string[], versioning = false): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  if (versioning) await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Key of keys) await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  return s3;
}

async function allPages(s3: S3UnderTest, input: Partial<ListObjectsV2CommandInput>): Promise<string[][]> {
  const pages: string[][] = [];
  let token: string | undefined;
  do {
    const page = await s3.client.send(new ListObjectsV2Command({ Bucket, ...input, ContinuationToken: token }));
    const names = [...(page.Contents ?? []).map(({ Key }) => Key ?? ''), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? '')];
    assert.equal(page.KeyCount, names.length);
    pages.push(names);
    token = page.NextContinuationToken;
    assert.equal(page.IsTruncated, token !== undefined);
  } while (token);
  return pages;
}

test('keys are listed in the order of their UTF-8 bytes', async () => {
  // In UTF-16 the emoji (U+1F4A5, a surrogate pair) would come before U+FF5E.
  const keys = ['a', 'B', '\u{1F4A5}', '\uFF5E', 'é', 'a/b', 'a b'];
  await using s3 = await holding(keys);
  const expected = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  assert.deepEqual(await allPages(s3, {}), [expected]);
});

test('pages follow one another without gap or repeat, prefixes folded', async () => {
  await using s3 = await holding(['a', 'b/1', 'b/2', 'b/3', 'c', 'd/1', 'e']);
  assert.deepEqual(await allPages(s3, { MaxKeys: 2 }), [['a', 'b/1'], ['b/2', 'b/3'], ['c', 'd/1'], ['e']]);
  assert.deepEqual(await allPages(s3, { MaxKeys: 2, Delimiter: '/' }), [['a', 'b/'], ['c', 'd/'], ['e']]);
  assert.deepEqual(await allPages(s3, { Prefix: 'b/', Delimiter: '/' }), [['b/1', 'b/2', 'b/3']]);
  assert.deepEqual(await allPages(s3, { StartAfter: 'b/2' }), [['b/3', 'c', 'd/1', 'e']]);
  assert.deepEqual(await allPages(s3, { Prefix: 'zz' }), [[]]);
});

test('a page of none is not truncated, and a page size that is none is refused', async () => {
  await using s3 = await holding(['a']);
  const none = await s3.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
  assert.deepEqual([none.KeyCount, none.IsTruncated], [0, false]);
  const refused = await refusal(s3.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 })));
  assert.deepEqual([refused.code, refused.message], ['InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647']);
  assert.equal((await s3.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 5000 }))).MaxKeys, 1000);
});

test('a continuation token that S3 did not make is incorrect', async () => {
  await using s3 = await holding(['a', 'b']);
  const { NextContinuationToken: token = '' } = await s3.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
  const tampered = Buffer.from(token, 'base64');
  tampered[tampered.length - 1] = 0x63;
  for (const wrong of ['nonsense', tampered.toString('base64')]) {
    const refused = await refusal(s3.client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: wrong })));
    assert.deepEqual([refused.code, refused.message], ['InvalidArgument', 'The continuation token provided is incorrect']);
  }
});

test('the older listing goes on from a marker, and names the next only when folding', async () => {
  await using s3 = await holding(['a', 'b/1', 'b/2', 'c']);
  const plain = await s3.client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2 }));
  assert.deepEqual([plain.IsTruncated, plain.NextMarker, plain.Contents?.[0]?.Owner?.ID?.length], [true, undefined, 64]);
  const folded = await s3.client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2, Delimiter: '/' }));
  assert.equal(folded.NextMarker, 'b/');
  const rest = await s3.client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: folded.NextMarker }));
  assert.deepEqual([rest.Contents?.map(({ Key }) => Key), rest.CommonPrefixes, rest.IsTruncated], [['c'], undefined, false]);
});

test('keys can be asked for in URL encoding, and in no other', async () => {
  await using s3 = await holding(['a b/c(1).txt', 'ü\u0001']);
  const encoded = await s3.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url', StartAfter: 'a ' }));
  assert.deepEqual(encoded.Contents?.map(({ Key }) => Key), ['a+b/c%281%29.txt', '%C3%BC%01']);
  assert.deepEqual([encoded.EncodingType, encoded.StartAfter], ['url', 'a+']);
  const refused = await refusal(s3.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'hex' as 'url' })));
  assert.deepEqual([refused.code, refused.fields.ArgumentName], ['InvalidArgument', 'encoding-type']);
});

test('a key whose current version is a marker is not listed, nor does it make a prefix', async () => {
  await using s3 = await holding(['a', 'b/1', 'c'], true);
  for (const Key of ['b/1', 'c']) await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
  assert.deepEqual(await allPages(s3, { Delimiter: '/' }), [['a']]);
});

type Row = string;

async function versionPages(s3: S3UnderTest, input: Partial<ListObjectVersionsCommandInput>, between?: (rows: Row[]) => Promise<void>): Promise<Row[]> {
  const rows: Row[] = [];
  let marker: Pick<ListObjectVersionsCommandInput, 'KeyMarker' | 'VersionIdMarker'> | undefined = {};
  while (marker) {
    const page: ListObjectVersionsCommandOutput = await s3.client.send(new ListObjectVersionsCommand({ Bucket, ...input, ...marker }));
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => `${Key}#${VersionId}`);
    rows.push(...versions, ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
    await between?.(versions);
    marker = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  return rows;
}

test('versions are listed by key and then the newest first, in pages that split a key', async () => {
  await using s3 = await holding(['a', 'b', 'a', 'a'], true);
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const whole = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
  assert.deepEqual(whole.DeleteMarkers?.map(({ Key, IsLatest }) => [Key, IsLatest]), [['a', true]]);
  assert.deepEqual(whole.Versions?.map(({ Key, IsLatest }) => [Key, IsLatest]), [['a', false], ['a', false], ['a', false], ['b', true]]);
  const all = [...(whole.DeleteMarkers ?? []), ...(whole.Versions ?? [])].map(({ Key, VersionId }) => `${Key}#${VersionId}`);
  assert.deepEqual(await versionPages(s3, { MaxKeys: 1 }), all);
  // A page gives versions and markers in lists of their own, so only pages of one show how they are mixed.
  for (const MaxKeys of [2, 3, 4]) assert.deepEqual((await versionPages(s3, { MaxKeys })).sort(), all.toSorted());
});

test('a listing of versions goes on where it was when its markers have been deleted meanwhile', async () => {
  await using s3 = await holding(['a', 'a', 'a', 'a', 'b', 'b'], true);
  const deleted = await versionPages(s3, { MaxKeys: 2 }, async (rows) => {
    for (const row of rows) {
      const [Key, VersionId] = row.split('#');
      await s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    }
  });
  assert.equal(deleted.length, 6);
  assert.deepEqual(await versionPages(s3, {}), []);
});

test('a marker that is gone still says where its key was left, so that nothing is listed twice', async () => {
  await using s3 = await holding(['a', 'a', 'a', 'a'], true);
  const all = await versionPages(s3, {});
  const page = await s3.client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: page.NextVersionIdMarker }));
  const rest = await s3.client.send(new ListObjectVersionsCommand({ Bucket, KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }));
  assert.deepEqual(rest.Versions?.map(({ Key, VersionId }) => `${Key}#${VersionId}`), all.slice(2));
});

test('a listing that stops at a null version which then goes repeats its key rather than skip the rest', async () => {
  await using s3 = await holding(['a', 'a'], true);
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'null' }));
  const first = await s3.client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }));
  assert.equal(first.NextVersionIdMarker, 'null');
  const rest = { Bucket, KeyMarker: first.NextKeyMarker, VersionIdMarker: first.NextVersionIdMarker };
  assert.equal((await s3.client.send(new ListObjectVersionsCommand(rest))).Versions?.length, 2);
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: 'null' }));
  assert.equal((await s3.client.send(new ListObjectVersionsCommand(rest))).Versions?.length, 2);
});

test('versions fold by delimiter too', async () => {
  await using s3 = await holding(['a', 'b/1', 'b/1', 'b/2', 'c'], true);
  const rows = await versionPages(s3, { MaxKeys: 1, Delimiter: '/' });
  assert.deepEqual(rows.map((row) => row.split('#')[0]), ['a', 'b/', 'c']);
});

test('a version marker wants a key marker, and must be a version id', async () => {
  await using s3 = await holding(['a'], true);
  const alone = await refusal(s3.client.send(new ListObjectVersionsCommand({ Bucket, VersionIdMarker: 'null' })));
  assert.deepEqual([alone.code, alone.fields.ArgumentName], ['InvalidArgument', 'version-id-marker']);
  const wrong = await refusal(s3.client.send(new ListObjectVersionsCommand({ Bucket, KeyMarker: 'a', VersionIdMarker: 'x' })));
  assert.deepEqual([wrong.code, wrong.message], ['InvalidArgument', 'Invalid version id specified']);
});
