/** Conditional requests: reads, writes, deletes and copies that happen only where something holds. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutBucketVersioningCommand,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal } from '../s3-under-test';
import { Bucket, copy, get, put, withBucket } from './objects-under-test';

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

