/** What is wrong in a request over a real socket is answered as AWS would, stores nothing, and leaves the server and its folder as they were. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { type Listening, type Standin, startStandin } from '../index';
import { signed, type ToSign } from './testing/signed';

const faults: unknown[] = [];
let folder: string;
let standin: Standin;
let server: Listening;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-bad-input-'));
  await mkdir(join(folder, 'state'));
  await writeFile(join(folder, 'canary'), 'nobody writes here');
  standin = await startStandin({ seed: 'bad input', directory: join(folder, 'state'), onFault: (error) => void faults.push(error) });
  server = await standin.listen();
});

beforeEach(async () => {
  await standin.reset();
  assert.equal((await send({ method: 'PUT', path: '/bucket', body: location })).status, 200);
});

after(async () => {
  assert.deepEqual(faults, []);
  await standin.close();
  assert.deepEqual((await readdir(folder)).sort(), ['canary', 'state']);
  await rm(folder, { recursive: true });
});

const location = '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>';

interface Answer {
  status: number;
  code: string | undefined;
  text: string;
}

/** What the server answers to these bytes. With `ends`, nothing more comes after them. */
function exchange(bytes: Buffer, ends: boolean): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.endpoint).port), '127.0.0.1');
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', reject);
    socket.on('close', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]), code: /<Code>(.*?)<\/Code>/.exec(text)?.[1], text: text.slice(text.indexOf('\r\n\r\n') + 4) });
    });
    if (ends) socket.end(bytes);
    else socket.write(bytes);
  });
}

interface Spoilt {
  /** Changes the head after it was signed. */
  head?: (head: string) => string;
  /** How many bytes of the body are sent; all of them when not given. */
  sent?: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Signs a request now, spoils it, sends it. */
async function send(what: ToSign, { head: spoil = (head) => head, sent }: Spoilt = {}): Promise<Answer> {
  const { body = '' } = what;
  const { method, path, query, headers } = await signed({ at: new Date(), ...what, headers: { 'x-amz-content-sha256': sha256(body), ...what.headers } });
  const asked = query.size > 0 ? `${path}?${query.toString()}` : path;
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  const head = spoil([`${method} ${asked} HTTP/1.1`, ...lines].join('\r\n'));
  return exchange(Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), Buffer.from(body).subarray(0, sent)]), sent !== undefined);
}

const put = (more: ToSign = {}, spoilt?: Spoilt) => send({ method: 'PUT', path: '/bucket/key', body: 'some bytes', ...more }, spoilt);
const refused = ({ status, code }: Answer): string => `${status} ${code}`;
const stored = async (): Promise<string[]> => [...(await send({ path: '/bucket', query: { 'list-type': '2', 'encoding-type': 'url' } })).text.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) => key);

describe('XML that is malformed', () => {
  const good = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
  const bad = [good.slice(0, -1), good.slice(0, 40), good.replace('</Status>', ''), `${good}<`, 'no XML', '{"Status":"Enabled"}', '<a>'.repeat(5_000), good.replace('Enabled', '&unknown;'), '\0'];

  test('is answered so, and changes nothing', async () => {
    for (const body of bad) assert.equal(refused(await send({ method: 'PUT', path: '/bucket', query: { versioning: '' }, body })), '400 MalformedXML', body.slice(0, 80));
    assert.doesNotMatch((await send({ path: '/bucket', query: { versioning: '' } })).text, /Status/);
    assert.equal((await send({ method: 'PUT', path: '/bucket', query: { versioning: '' }, body: good })).status, 200);
  });
});

describe('a signature', () => {
  test('of another secret, or of another request, stores nothing', async () => {
    assert.equal(refused(await put({ secret: 'another' })), '403 SignatureDoesNotMatch');
    assert.equal(refused(await put({}, { head: (head) => head.replace('/bucket/key', '/bucket/other') })), '403 SignatureDoesNotMatch');
    assert.equal(refused(await put({ headers: { 'x-amz-meta-a': '1' } }, { head: (head) => head.replace('x-amz-meta-a: 1', 'x-amz-meta-a: 2') })), '403 SignatureDoesNotMatch');
    assert.deepEqual(await stored(), []);
  });

  test('may be a quarter of an hour off, and no more', async () => {
    const minutes = (count: number) => put({ at: new Date(Date.now() + count * 60_000) });
    assert.equal(refused(await minutes(-16)), '403 RequestTimeTooSkewed');
    assert.equal(refused(await minutes(16)), '403 RequestTimeTooSkewed');
    assert.deepEqual(await stored(), []);
    assert.equal((await minutes(-14)).status, 200);
    assert.equal((await minutes(14)).status, 200);
  });
});

test('a header that is no date is an invalid argument, and stores nothing', async () => {
  assert.equal(refused(await put({ headers: { 'x-amz-object-lock-retain-until-date': 'soon' } })), '400 InvalidArgument');
  assert.deepEqual(await stored(), []);
});

describe('a checksum', () => {
  const crc = (text: string): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(text));
    return bytes.toString('base64');
  };

  test('that is not the body’s stores nothing, whichever it is', async () => {
    assert.equal(refused(await put({ headers: { 'x-amz-checksum-crc32': crc('other bytes') } })), '400 BadDigest');
    assert.equal(refused(await put({ headers: { 'content-md5': createHash('md5').update('other bytes').digest('base64') } })), '400 BadDigest');
    assert.equal(refused(await put({ headers: { 'x-amz-content-sha256': sha256('other bytes') } })), '400 XAmzContentSHA256Mismatch');
    assert.equal(refused(await put({ headers: { 'content-md5': 'short' } })), '400 InvalidDigest');
    assert.equal(refused(await put({ headers: { 'x-amz-checksum-crc32': 'short' } })), '400 InvalidRequest');
    assert.deepEqual(await stored(), []);
    assert.equal((await put({ headers: { 'x-amz-checksum-crc32': crc('some bytes') } })).status, 200);
  });
});

describe('a body that ends too early', () => {
  test('is answered so, stores nothing, and is no fault of the server', async () => {
    const large = 'x'.repeat(100_000);
    for (const [body, sent] of [['some bytes', 0], ['some bytes', 4], [large, 1], [large, 70_000]] as const) assert.equal(refused(await put({ body }, { sent })), '400 IncompleteBody', `${sent}`);
    assert.equal(refused(await put({}, { head: (head) => head.replace(/content-length: \d+/, 'content-length: 11'), sent: 10 })), '400 IncompleteBody');
    assert.deepEqual(await stored(), []);
    assert.deepEqual(faults, []);
  });

  test('in chunks is answered so too', async () => {
    const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '10', 'x-amz-trailer': 'x-amz-checksum-crc32', 'content-encoding': 'aws-chunked' };
    for (const body of ['a\r\nsome bytes', 'a\r\nsome bytes\r\n', 'a\r\nsome', 'ff\r\nsome bytes\r\n0\r\n\r\n', '5\r\nsome \r\n0\r\n\r\n', 'zz\r\nsome bytes\r\n0\r\n\r\n']) assert.equal(refused(await put({ body, headers })), '400 IncompleteBody', body);
    assert.deepEqual(await stored(), []);
  });
});

describe('what is no HTTP request', () => {
  const raw = (text: string) => exchange(Buffer.from(text, 'latin1'), true);

  test('is answered in words of S3', async () => {
    for (const text of ['garbage\r\n\r\n', 'GET / HTTP/1.1\r\n', 'GET / HTTP/1.1\r\nno colon\r\n\r\n', 'GET / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', '\x16\x03\x01']) assert.equal(refused(await raw(text)), '400 BadRequest', text);
    assert.equal(refused(await raw(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)), '400 RequestHeaderSectionTooLarge');
    assert.equal(refused(await raw('CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n')), '405 MethodNotAllowed');
    assert.equal(refused(await raw('GET /bucket HTTP/1.1\r\nhost: 127.0.0.1\r\nexpect: 200-ok\r\nconnection: close\r\n\r\n')), '403 AccessDenied');
  });

  test('does not hold up the end of a server that still listens to who sent it', async () => {
    const other = await startStandin({});
    const { port } = new URL((await other.listen()).endpoint);
    const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    socket.write('CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\nmore');
    await new Promise((resolve) => socket.once('data', resolve));
    await other.close();
    socket.destroy();
  });

  test('has no raw bytes in its path, while a scheme and a host may stand before it', async () => {
    assert.equal((await put({}, { head: (head) => head.replace('/bucket/key', 'http://127.0.0.1/bucket/key') })).status, 200);
    assert.deepEqual(await stored(), ['key']);
    assert.equal(refused(await put({}, { head: (head) => head.replace('/bucket/key', '/bucket/\xc3\xa9') })), '400 BadRequest');
  });
});

describe('a key', () => {
  const tricks = ['.', '..', '../../canary', '../'.repeat(40) + 'etc/passwd', '/etc/passwd', '/', '//', 'a//b', 'a/./b', 'a/../b', './a', 'a/', '..\\..\\canary', 'C:\\canary', '\0', 'a\0.txt', '\r\nx: y', '\u007f', '%2e%2e%2f', '%', '+', ' ', 'a b', '~', '$HOME', '`id`', ';', '?', '#', '&<>"\'', '__proto__', 'constructor', 'é', '\u0301', '\ufeff', '\uffff', '\u202e', '\u{1F4A5}', '\u{20000}', '\u{E0001}', '\u{F0000}', '\u{10FFFF}', 'e\u0301', '\u00c5', '\u212b'];
  const encoded = (key: string): string => encodeURIComponent(key).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

  test('is what it is, whatever it would be to a file system', async () => {
    for (const key of tricks) assert.equal((await put({ path: `/bucket/${encoded(key)}`, body: `of ${key}` })).status, 200, JSON.stringify(key));
    for (const key of tricks) assert.equal((await send({ path: `/bucket/${encoded(key)}` })).text, `of ${key}`, JSON.stringify(key));
    const listed = (await stored()).map((key) => decodeURIComponent(key.replaceAll('+', ' ')));
    assert.deepEqual(listed, [...tricks].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    assert.deepEqual((await readdir(folder)).sort(), ['canary', 'state']);
  });

  test('with dots that are not encoded is the same key', async () => {
    assert.equal((await put({ path: '/bucket/a/../../../canary' })).status, 200);
    assert.equal((await send({ path: '/bucket/a%2F..%2F..%2F..%2Fcanary' })).text, 'some bytes');
  });

  test('that is no UTF-8 is refused', async () => {
    for (const path of ['%ED%A0%80', '%ED%B0%80%ED%A0%80', '%C0%AE%C0%AE%C0%AF', '%C0%80', '%F4%90%80%80', '%FF', '%80', '%E2%82', '%', '%zz']) {
      assert.equal(refused(await put({ path: '/bucket/x' }, { head: (head) => head.replace('/bucket/x', `/bucket/${path}`) })), '400 InvalidURI', path);
    }
    assert.deepEqual(await stored(), []);
  });

  test('has 1024 bytes at most, counted in UTF-8', async () => {
    for (const longest of ['k'.repeat(1_024), 'é'.repeat(512), '\u{1F4A5}'.repeat(256), '../'.repeat(341) + 'x']) {
      assert.equal((await put({ path: `/bucket/${encodeURIComponent(longest)}` })).status, 200);
      const one = await put({ path: `/bucket/${encodeURIComponent(`${longest}x`)}` });
      assert.equal(refused(one), '400 KeyTooLongError');
      assert.match(one.text, /<Message>Your key is too long<\/Message><Size>1025<\/Size><MaxSizeAllowed>1024<\/MaxSizeAllowed>/);
    }
    assert.equal((await stored()).length, 4);
  });
});
