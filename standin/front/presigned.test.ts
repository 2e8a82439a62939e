/** Presigned URLs, used by somebody who has no key, over a real socket. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { HttpRequest } from '@smithy/core/protocols';
import { type Listening, type Standin, startStandin } from '../index';
import { Sha256 } from './testing/signed';

let standin: Standin;
let server: Listening;

before(async () => {
  standin = await startStandin({ seed: 'presigned' });
  server = await standin.listen();
  const client = new S3Client({ region: 'us-east-1', endpoint: server.endpoint, forcePathStyle: true, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } });
  await client.send(new CreateBucketCommand({ Bucket: 'shared' }));
  client.destroy();
});

after(() => standin.close());

async function urlFor(method: string, query: Record<string, string> = {}): Promise<string> {
  const { hostname, host } = new URL(server.endpoint);
  const signer = new SignatureV4({ service: 's3', region: 'us-east-1', sha256: Sha256, uriEscapePath: false, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } });
  const signed = await signer.presign(new HttpRequest({ method, hostname, path: '/shared/a%20key', query, headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }), { expiresIn: 60 });
  return `${server.endpoint}${signed.path}?${new URLSearchParams(signed.query as Record<string, string>).toString().replaceAll('+', '%20')}`;
}

test('a URL stores, reads, describes and deletes one object, each for the method that it was signed for', async () => {
  assert.equal((await fetch(await urlFor('PUT'), { method: 'PUT', body: 'the bytes' })).status, 200);
  const read = await fetch(await urlFor('GET', { 'response-content-type': 'text/x-fact' }));
  assert.deepEqual([await read.text(), read.headers.get('content-type')], ['the bytes', 'text/x-fact']);
  assert.equal((await fetch(await urlFor('HEAD'), { method: 'HEAD' })).headers.get('content-length'), '9');
  assert.equal((await fetch(await urlFor('GET'), { method: 'DELETE' })).status, 403);
  assert.equal((await fetch(await urlFor('DELETE'), { method: 'DELETE' })).status, 204);
  assert.equal((await fetch(await urlFor('GET'))).status, 404);
});

test('a URL that somebody has changed is good for nothing', async () => {
  assert.equal((await fetch((await urlFor('GET')).replace('a%20key', 'another'))).status, 403);
  assert.equal((await fetch(`${await urlFor('GET')}&response-content-type=text%2Fhtml`)).status, 403);
});
