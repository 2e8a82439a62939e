/** The stand-in as a server: the same answers over a socket, and its own paths. */
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Duration } from '../../time/duration';
import { WallClock } from '../../time/wall-clock';
import { type Listening, type Standin, startStandin, virtualEpoch } from '../index';
import { signed } from './testing/signed';

let standin: Standin;
let server: Listening;

before(async () => {
  standin = await startStandin({ seed: 'http' });
  server = await standin.listen();
});

after(() => standin.close());

const client = (secretAccessKey: string) =>
  new STSClient({ region: 'eu-west-1', endpoint: server.endpoint, maxAttempts: 1, credentials: { accessKeyId: 'muster', secretAccessKey } });

/** A request whose every header is ours to say, which `fetch` does not allow. */
function raw(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${server.endpoint}${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const advance = (body: string) => raw('POST', '/_standin/clock', {}, body);

describe('a published client over HTTP', () => {
  test('is who its key says', async () => {
    assert.equal((await client('muster').send(new GetCallerIdentityCommand({}))).Account, '123456789012');
  });

  test('with the wrong secret is nobody', async () => {
    await assert.rejects(client('wrong').send(new GetCallerIdentityCommand({})), { name: 'SignatureDoesNotMatch' });
  });
});

/** The code of the refusal that a path and query of S3 are answered with. */
function codeAt(target: string, headers: Record<string, string | string[]>): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${server.endpoint}${target}`, { headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve(/<Code>(\w+)/.exec(text)?.[1]));
    });
    sent.on('error', reject).end();
  });
}

test('a header that is sent in several lines is signed as one, without blanks', async () => {
  const attributes = ['ETag', 'ObjectSize'];
  const host = server.endpoint.replace('http://', '');
  const { headers } = await signed({ path: '/no-such-bucket/a', query: { attributes: '' }, headers: { host, 'x-amz-object-attributes': attributes.join(',') }, at: new WallClock().now().toDate() });
  assert.equal(await codeAt('/no-such-bucket/a?attributes=', { ...headers, 'x-amz-object-attributes': attributes }), 'NoSuchBucket');
});

test('a header is signed as the UTF-8 that it is, and as it came where it is none', async () => {
  const host = server.endpoint.replace('http://', '');
  for (const [meant, sent] of [['r\u00e9sum\u00e9', Buffer.from('r\u00e9sum\u00e9').toString('latin1')], ['r\u00e9sum\u00e9', 'r\u00e9sum\u00e9']] as const) {
    const { headers } = await signed({ path: '/no-such-bucket/a', headers: { host, 'x-amz-meta-title': meant }, at: new WallClock().now().toDate() });
    assert.equal(await codeAt('/no-such-bucket/a', { ...headers, 'x-amz-meta-title': sent }), 'NoSuchBucket', sent);
  }
});

describe('bodies over HTTP', () => {
  test('come back byte for byte, sent in one go or in pieces', async () => {
    const s3 = new S3Client({ region: 'us-east-1', endpoint: server.endpoint, forcePathStyle: true, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } });
    await s3.send(new CreateBucketCommand({ Bucket: 'bodies' }));
    for (const length of [0, 256, 65_536, 65_537, 200_000]) {
      const stored = Buffer.from(Array.from({ length }, (_, index) => index % 256));
      await s3.send(new PutObjectCommand({ Bucket: 'bodies', Key: 'every-byte', Body: stored }));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'bodies', Key: 'every-byte' }));
      assert.ok(stored.equals((await Body?.transformToByteArray()) ?? Buffer.from('nothing')), `${length} bytes`);
    }
    s3.destroy();
  });
});

describe('the clock of a server', () => {
  test('moves as it is told, and does what falls due before it answers', async () => {
    await raw('POST', '/_standin/reset');
    const done: string[] = [];
    standin.clock.schedule(virtualEpoch.plus(Duration.minutes(30)), async () => {
      done.push(standin.clock.now().toString());
      await Promise.resolve();
    });
    assert.deepEqual(await advance('{"advance":"PT1H"}'), { status: 200, body: { now: '2026-01-05T01:00:00.000Z' } });
    assert.deepEqual(done, ['2026-01-05T00:30:00.000Z']);
    assert.deepEqual(await raw('GET', '/_standin/clock'), { status: 200, body: { now: '2026-01-05T01:00:00.000Z' } });
  });

  test('takes several advances at once one after the other', async () => {
    await raw('POST', '/_standin/reset');
    const answers = await Promise.all([1, 2, 3].map(() => advance('{"advance":"PT1M"}')));
    assert.deepEqual(answers.map(({ body }) => body.now).sort(), ['2026-01-05T00:01:00.000Z', '2026-01-05T00:02:00.000Z', '2026-01-05T00:03:00.000Z']);
  });

  test('says what is wrong with a request that it does not understand', async () => {
    for (const body of ['', 'PT1H', '{}', '{"advance":1}', '{"advance":"1h"}', '{"advance":"-PT1H"}', '{"advance":"P99999D"}', 'null']) {
      const answer = await advance(body);
      assert.equal(answer.status, 400, body);
      assert.match(String(answer.body.error), /^the body must be \{"advance": DURATION\}, such as/, body);
    }
  });
});

describe('the paths of a server', () => {
  test('say that it is well, and what it serves', async () => {
    assert.equal((await raw('GET', '/_standin/health')).body.status, 'ok');
    const coverage = (await raw('GET', '/_standin/coverage')).body as Record<string, { served: string[]; known: number }>;
    assert.deepEqual(coverage.sts, { served: ['AssumeRole', 'GetAccessKeyInfo', 'GetCallerIdentity', 'GetSessionToken'], known: 12 });
    assert.equal(coverage.ec2?.known, 823);
  });

  test('forget everything on a reset, time included', async () => {
    await advance('{"advance":"P1D"}');
    assert.deepEqual((await raw('POST', '/_standin/reset')).body, { now: '2026-01-05T00:00:00.000Z' });
  });

  test('a reset that is no fresh world is refused, with what it may be', async () => {
    for (const body of ['[]', '{"seed": 7}', '{"mischief": ["mean-restore"]}', 'fresh']) {
      const answer = await raw('POST', '/_standin/reset', {}, body);
      assert.equal(answer.status, 400, body);
      assert.match(String(answer.body.error), /"seed": "7"/);
    }
    assert.equal((await raw('POST', '/_standin/reset', {}, '{"seed": "7", "mischief": ["slow-restore"]}')).status, 200);
  });

  test('are named where another is asked for', async () => {
    const answer = await raw('GET', '/_standin/reset');
    assert.equal(answer.status, 404);
    assert.match(String(answer.body.error), /POST \/_standin\/reset/);
  });

  test('do not answer browsers, nor anybody who thinks the server is elsewhere', async () => {
    const strangers: Record<string, string>[] = [{ origin: 'http://127.0.0.1' }, { 'sec-fetch-site': 'same-origin' }, { host: 'evil.example' }, { host: 'evil.example:80' }];
    for (const headers of strangers) {
      assert.equal((await raw('POST', '/_standin/reset', headers)).status, 403, JSON.stringify(headers));
    }
    assert.equal((await raw('GET', '/_standin/health', { host: 'localhost:1234' })).status, 200);
  });
});

describe('a server', () => {
  test('says so when its port is taken', async () => {
    await assert.rejects(standin.listen({ port: Number(new URL(server.endpoint).port) }), { code: 'EADDRINUSE' });
  });

  test('with a clock of its own runs many times as fast as the wall', async () => {
    const paced = await startStandin({ seed: 'paced' });
    const { endpoint } = await paced.listen({ clock: 'wall', speed: 3_600_000 });
    const done = new Promise<void>((resolve) => {
      paced.clock.schedule(virtualEpoch.plus(Duration.hours(1)), () => resolve());
    });
    await done;
    assert.ok(endpoint);
    await paced.close();
  });
});
