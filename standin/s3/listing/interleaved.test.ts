/** Versions and delete markers on the wire: one after the other as they are listed, which the SDK's lists do not show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateBucketCommand, DeleteObjectCommand, ListObjectVersionsCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3UnderTest } from '../s3-under-test';

const Bucket = 'ledger';

test('a key’s versions and markers stand among each other, the newest first, and then the next key’s', async () => {
  await using s3 = await s3UnderTest();
  const { client } = s3;
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const written: string[] = [];
  const put = async (Key: string) => written.unshift(`Version ${Key} ${(await client.send(new PutObjectCommand({ Bucket, Key }))).VersionId}`);
  const remove = async (Key: string) => written.unshift(`DeleteMarker ${Key} ${(await client.send(new DeleteObjectCommand({ Bucket, Key }))).VersionId}`);
  await put('b');
  await put('a');
  await remove('a');
  await put('a');
  await remove('a');

  let xml = '';
  // The body is read here, before the client makes lists of it.
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      // What the stand-in's request handler answers, before anything is read of it.
      const response = result.response as { body: AsyncIterable<Uint8Array> | Uint8Array };
      const pieces: Uint8Array[] = [];
      for await (const piece of response.body as AsyncIterable<Uint8Array>) pieces.push(piece);
      response.body = Buffer.concat(pieces);
      xml = Buffer.concat(pieces).toString();
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  const listed = [...xml.matchAll(/<(Version|DeleteMarker)>.*?<Key>(.*?)<\/Key>.*?<VersionId>(.*?)<\/VersionId>/g)].map(([, kind, key, id]) => `${kind} ${key} ${id}`);
  assert.deepEqual(listed, written);
  assert.deepEqual([Versions?.length, DeleteMarkers?.length], [3, 2]);
});
