/** Callers that wait before they send their body: they are told to go on, or what is wrong, over a real socket. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { HttpRequest } from '@smithy/core/protocols';
import { type Listening, type Standin, startStandin } from '../index';
import { Sha256 } from './testing/signed';

let standin: Standin;
let server: Listening;
let client: S3Client;

before(async () => {
  standin = await startStandin({ seed: 'continue' });
  server = await standin.listen();
  client = new S3Client({ region: 'us-east-1', endpoint: server.endpoint, forcePathStyle: true, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } });
  await client.send(new CreateBucketCommand({ Bucket: 'waiting' }));
});

after(async () => {
  client.destroy();
  await standin.close();
});

/** What comes back over a socket: up to the first empty line, then, once the body is sent, all the rest. */
async function converse(path: string, secret: string, body: string): Promise<{ first: string; rest: string }> {
  const { hostname, port, host } = new URL(server.endpoint);
  const signer = new SignatureV4({ service: 's3', region: 'us-east-1', sha256: Sha256, uriEscapePath: false, credentials: { accessKeyId: 'muster', secretAccessKey: secret } });
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const signed = await signer.sign(new HttpRequest({ method: 'PUT', hostname, path, headers, body }));
  const lines = Object.entries({ ...signed.headers, 'content-length': String(body.length), expect: '100-continue' }).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(Number(port), hostname);
  socket.write(`PUT ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  let heard = '';
  let first: string | undefined;
  for await (const piece of socket.setEncoding('utf8') as AsyncIterable<string>) {
    heard += piece;
    if (first === undefined && heard.includes('\r\n\r\n')) {
      first = heard.slice(0, heard.indexOf('\r\n'));
      if (first.includes(' 100 ')) socket.write(body);
    }
    if (/HTTP\/1\.1 [2-5]\d\d/.test(heard)) break;
  }
  socket.destroy();
  return { first: first ?? '', rest: heard };
}

test('a caller that may store is told to go on, and its body is stored', async () => {
  const { first, rest } = await converse('/waiting/a', 'muster', 'the body');
  assert.equal(first, 'HTTP/1.1 100 Continue');
  assert.match(rest, /HTTP\/1\.1 200 OK/);
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'waiting', Key: 'a' }));
  assert.equal(await Body?.transformToString(), 'the body');
});

test('a caller with a wrong signature hears so before it sends anything', async () => {
  const { first, rest } = await converse('/waiting/b', 'wrong', 'the body');
  assert.equal(first, 'HTTP/1.1 403 Forbidden');
  assert.match(rest, /connection: close/i);
});

test('so does one whose bucket is not there', async () => {
  assert.equal((await converse('/nowhere/b', 'muster', 'the body')).first, 'HTTP/1.1 404 Not Found');
});
