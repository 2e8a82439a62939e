/** Versions and delete markers, rule by rule of S3's versioning. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type BucketVersioningStatus,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal, s3UnderTest, textOf, type S3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';

async function versioned(status?: BucketVersioningStatus): Promise<S3UnderTest & { set: (to: BucketVersioningStatus) => Promise<unknown> }> {
  const s3 = await s3UnderTest();
  const set = (to: BucketVersioningStatus): Promise<unknown> =>
    s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: to } }));
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  if (status) await set(status);
  return Object.assign(s3, { set });
}

async function put(s3: S3UnderTest, Key: string, Body: string): Promise<string | undefined> {
  return (await s3.client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
}

async function read(s3: S3UnderTest, Key: string, VersionId?: string): Promise<string> {
  return textOf(await s3.client.send(new GetObjectCommand({ Bucket, Key, VersionId })));
}

/** Every version of the bucket, newest first, as `key/id/latest` with `!` for a marker. */
async function history(s3: S3UnderTest): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
  return [...Versions.map((version) => ({ ...version, mark: '' })), ...DeleteMarkers.map((marker) => ({ ...marker, mark: '!' }))].map(
    ({ Key, VersionId, IsLatest, mark }) => `${mark}${Key}/${VersionId}/${IsLatest}`,
  );
}

test('what is written without versioning has no version id in answers and null in lists, and is overwritten', async () => {
  await using s3 = await versioned();
  assert.equal(await put(s3, 'a', 'old'), undefined);
  await put(s3, 'a', 'new');
  assert.equal((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).VersionId, undefined);
  assert.deepEqual(await history(s3), ['a/null/true']);
  assert.equal(await read(s3, 'a', 'null'), 'new');
});

test('with versioning every write stays, under an opaque id of 32 characters', async () => {
  await using s3 = await versioned('Enabled');
  const ids = [await put(s3, 'a', 'one'), await put(s3, 'a', 'two')];
  for (const id of ids) assert.match(id ?? '', /^[A-Za-z0-9._]{32}$/);
  assert.equal(await read(s3, 'a'), 'two');
  assert.equal(await read(s3, 'a', ids[0]), 'one');
  assert.deepEqual(await history(s3), [`a/${ids[1]}/true`, `a/${ids[0]}/false`]);
});

test('a write while versioning is suspended replaces the null version and no other', async () => {
  await using s3 = await versioned();
  await put(s3, 'a', 'before');
  await s3.set('Enabled');
  const id = await put(s3, 'a', 'kept');
  await s3.set('Suspended');
  // S3 speaks of the id of a write only while versioning is enabled.
  assert.equal(await put(s3, 'a', 'after'), undefined);
  assert.deepEqual(await history(s3), ['a/null/true', `a/${id}/false`]);
  assert.equal(await read(s3, 'a', 'null'), 'after');
  assert.equal(await read(s3, 'a', id), 'kept');
});

test('deleting a key puts a marker on it where versioning is enabled, also when the key was never there', async () => {
  await using s3 = await versioned('Enabled');
  const id = await put(s3, 'a', 'kept');
  const marker = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  assert.equal(marker.DeleteMarker, true);
  assert.deepEqual((await history(s3)).sort(), [`!a/${marker.VersionId}/true`, `a/${id}/false`].sort());
  const absent = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'absent' }));
  assert.equal(absent.DeleteMarker, true);
  assert.equal(absent.$metadata.httpStatusCode, 204);
});

test('deleting a key while versioning is suspended replaces the null version by a null marker', async () => {
  await using s3 = await versioned('Suspended');
  await put(s3, 'a', 'lost');
  const marker = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  assert.deepEqual([marker.DeleteMarker, marker.VersionId], [true, 'null']);
  assert.deepEqual(await history(s3), ['!a/null/true']);
});

test('deleting a key without versioning leaves nothing, and a key that is not there is deleted just as well', async () => {
  await using s3 = await versioned();
  await put(s3, 'a', 'lost');
  for (const Key of ['a', 'absent']) {
    const deleted = await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
    assert.deepEqual([deleted.DeleteMarker, deleted.VersionId, deleted.$metadata.httpStatusCode], [undefined, undefined, 204]);
  }
  assert.deepEqual(await history(s3), []);
});

test('deleting the marker brings the version below it back', async () => {
  await using s3 = await versioned('Enabled');
  await put(s3, 'a', 'kept');
  const { VersionId } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const removed = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
  assert.deepEqual([removed.DeleteMarker, removed.VersionId], [true, VersionId]);
  assert.equal(await read(s3, 'a'), 'kept');
});

test('a version that was deleted by id is missing for good, and deleting it again is answered 204', async () => {
  await using s3 = await versioned('Enabled');
  const id = await put(s3, 'a', 'one');
  await put(s3, 'a', 'two');
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: id }));
  const missing = await refusal(read(s3, 'a', id));
  assert.deepEqual([missing.code, missing.status, missing.message], ['NoSuchVersion', 404, 'The specified version does not exist.']);
  assert.deepEqual([missing.fields.Key, missing.fields.VersionId], ['a', id]);
  const again = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: id }));
  assert.deepEqual([again.$metadata.httpStatusCode, again.DeleteMarker], [204, undefined]);
  assert.equal(await read(s3, 'a'), 'two');
});

test('a version id that was tampered with is invalid on every request, not missing', async () => {
  await using s3 = await versioned('Enabled');
  const id = (await put(s3, 'a', 'one')) ?? '';
  const tampered = `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`;
  const calls = [
    () => read(s3, 'a', tampered),
    () => s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: tampered })),
    () => s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'a', VersionId: tampered })),
    () => s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a?versionId=${tampered}` })),
  ];
  for (const call of calls) {
    const refused = await refusal(call());
    assert.deepEqual([refused.code, refused.status, refused.message], ['InvalidArgument', 400, 'Invalid version id specified']);
    assert.deepEqual([refused.fields.ArgumentName, refused.fields.ArgumentValue], ['versionId', tampered]);
  }
});

test('a key whose current version is a marker is not found, and the answer says why', async () => {
  await using s3 = await versioned('Enabled');
  await put(s3, 'a', 'hidden');
  const { VersionId } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const hidden = await refusal(read(s3, 'a'));
  assert.deepEqual([hidden.code, hidden.status, hidden.fields.Key], ['NoSuchKey', 404, 'a']);
  assert.equal(hidden.headers['x-amz-delete-marker'], 'true');
  assert.equal(hidden.headers['x-amz-version-id'], VersionId);
  assert.equal((await refusal(s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a' })))).status, 404);
});

test('a marker can be neither read nor tagged nor copied', async () => {
  await using s3 = await versioned('Enabled');
  await put(s3, 'a', 'hidden');
  const { VersionId } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const unread = await refusal(read(s3, 'a', VersionId));
  assert.deepEqual([unread.code, unread.status, unread.headers.allow], ['MethodNotAllowed', 405, 'DELETE']);
  assert.deepEqual([unread.fields.Method, unread.fields.ResourceType], ['GET', 'DeleteMarker']);
  assert.equal((await refusal(s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a', VersionId })))).status, 405);

  const tags = { Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } };
  for (const version of [VersionId, undefined]) {
    assert.equal((await refusal(s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', VersionId: version, ...tags })))).status, 405);
    assert.equal((await refusal(s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a', VersionId: version })))).status, 405);
  }
  const byId = await refusal(s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a?versionId=${VersionId}` })));
  assert.deepEqual([byId.code, byId.status], ['InvalidRequest', 400]);
  assert.equal((await refusal(s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` })))).code, 'NoSuchKey');
});

test('a batch delete reports what failed beside what did not, and quietly only what failed', async () => {
  await using s3 = await versioned('Enabled');
  const [kept, gone, none] = [await put(s3, 'a', 'kept'), await put(s3, 'b', 'gone'), 'one.that.no.bucket.ever.handed.ou'];
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'b', VersionId: gone }));
  const Objects: ObjectIdentifier[] = [{ Key: 'a', VersionId: kept }, { Key: 'b', VersionId: gone }, { Key: 'b', VersionId: none }, { Key: 'c' }];
  const loud = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  assert.deepEqual(loud.Errors?.map(({ Key, VersionId, Code }) => [Key, VersionId, Code]), [['b', none, 'NoSuchVersion']]);
  assert.deepEqual(loud.Deleted?.map(({ Key, VersionId, DeleteMarker }) => [Key, VersionId, DeleteMarker]), [
    ['a', kept, undefined],
    ['b', gone, undefined],
    ['c', undefined, true],
  ]);
  const marker = loud.Deleted?.[2]?.DeleteMarkerVersionId;
  const again = [{ Key: 'c', VersionId: marker }, { Key: 'b', VersionId: none }];
  const quiet = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: again, Quiet: true } }));
  assert.deepEqual([quiet.Deleted, quiet.Errors?.length], [undefined, 1]);
  assert.deepEqual(await history(s3), []);
});

test('a batch delete takes a thousand keys and no more', async () => {
  await using s3 = await versioned();
  const many = (count: number): Promise<unknown> =>
    s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Array.from({ length: count }, (_, n) => ({ Key: `k${n}` })) } }));
  await many(1000);
  assert.equal((await refusal(many(1001))).code, 'MalformedXML');
});

test('a copy of an older version onto its key makes it current again, under a new id', async () => {
  await using s3 = await versioned('Enabled');
  const old = await put(s3, 'a', 'good');
  const bad = await put(s3, 'a', 'damaged');
  await s3.pass(Duration.minutes(1));
  const copy = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'a', CopySource: `${Bucket}/a?versionId=${old}` }));
  assert.equal(copy.CopySourceVersionId, old);
  assert.ok(copy.VersionId && copy.VersionId !== old && copy.VersionId !== bad);
  assert.equal(await read(s3, 'a'), 'good');
  assert.equal(copy.CopyObjectResult?.LastModified?.toISOString(), '2026-01-05T00:01:00.000Z');
});

test('a copy onto itself that changes nothing is refused', async () => {
  await using s3 = await versioned('Enabled');
  await put(s3, 'a', 'same');
  const copy = (more: object): Promise<unknown> => s3.client.send(new CopyObjectCommand({ Bucket, Key: 'a', CopySource: `${Bucket}/a`, ...more }));
  assert.equal((await refusal(copy({}))).code, 'InvalidRequest');
  await copy({ MetadataDirective: 'REPLACE', Metadata: { reason: 'touched' } });
  await copy({ StorageClass: 'STANDARD_IA' });
});

test('every write can be read at once', async () => {
  await using s3 = await versioned('Enabled');
  for (let n = 0; n < 5; n += 1) {
    await put(s3, 'a', String(n));
    assert.equal(await read(s3, 'a'), String(n));
  }
});

test('the same seed gives the same version ids, another seed others', async () => {
  const idOf = async (seed: string): Promise<string | undefined> => {
    await using s3 = await s3UnderTest({ seed });
    await s3.client.send(new CreateBucketCommand({ Bucket }));
    await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    return put(s3, 'a', 'x');
  };
  assert.equal(await idOf('7'), await idOf('7'));
  assert.notEqual(await idOf('7'), await idOf('8'));
});
