/** Signs crafted requests by SigV4, in a header, in the query or chunk by chunk; written anew, so that it shares nothing with what checks it. */
import { createHash, createHmac } from 'node:crypto';
import { bytesOf, type Crafted, header, setHeader } from './crafted';

export interface Signer {
  accessKeyId: string;
  secret: string;
  at: Date;
}

type Mac = Buffer;

/** Everything a signature is made of but the request. */
interface Signing {
  timestamp: string;
  scope: string;
  key: Mac;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const mac = (key: Mac | string, text: string): Mac => createHmac('sha256', key).update(text).digest();
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

function signingOf({ service, region }: Crafted, { secret, at }: Signer): Signing {
  const timestamp = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = timestamp.slice(0, 8);
  const key = [date, region, service, 'aws4_request'].reduce<Mac | string>(mac, `AWS4${secret}`) as Mac;
  return { timestamp, scope: `${date}/${region}/${service}/aws4_request`, key };
}

function canonical(request: Crafted, signedHeaders: readonly string[], payload: string): string {
  const segments = request.path.split('/').map((segment) => (request.service === 's3' ? encode(decoded(segment)) : encode(segment)));
  const pairs = [...new URLSearchParams(decodedBytes(request.query))].map(([name, value]) => [encode(name), encode(value)].join('=')).sort();
  const lines = signedHeaders.map((name) => `${name}:${(header(request, name) ?? '').trim().replace(/\s+/g, ' ')}\n`);
  return [request.method, segments.join('/'), pairs.join('&'), lines.join(''), signedHeaders.join(';'), payload].join('\n');
}

/** What cannot be decoded stays as it is: nobody can agree on a signature of it. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(decodedBytes(segment));
  } catch {
    return segment;
  }
}

function decodedBytes(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

function signatureOf(request: Crafted, signing: Signing, signedHeaders: readonly string[], payload: string): string {
  const text = ['AWS4-HMAC-SHA256', signing.timestamp, signing.scope, sha256(canonical(request, signedHeaders, payload))].join('\n');
  return mac(signing.key, text).toString('hex');
}

/** Signs in the header `authorization`. The payload's hash is what `x-amz-content-sha256` says already, or is computed. */
export function sign(request: Crafted, signer: Signer): string {
  const signing = signingOf(request, signer);
  setHeader(request, 'x-amz-date', signing.timestamp);
  const payload = header(request, 'x-amz-content-sha256') ?? sha256(request.body);
  if (request.service === 's3') setHeader(request, 'x-amz-content-sha256', payload);
  const signedHeaders = [...new Set(request.headers.map(([name]) => name.toLowerCase()))].filter((name) => name === 'host' || name.startsWith('x-amz-') || name === 'content-type').sort();
  const signature = signatureOf(request, signing, signedHeaders, payload);
  const credential = `${signer.accessKeyId}/${signing.scope}`;
  setHeader(request, 'authorization', `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`);
  return signature;
}

/** Signs in the query, as presigned URLs are. */
export function presign(request: Crafted, signer: Signer, seconds: number): void {
  const signing = signingOf(request, signer);
  const added = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${signer.accessKeyId}/${signing.scope}`,
    'X-Amz-Date': signing.timestamp,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
  };
  const join = (more: Record<string, string>): string => Object.entries(more).map(([name, value]) => `${name}=${encode(value)}`).join('&');
  request.query = [request.query, join(added)].filter((part) => part !== '').join('&');
  request.query += `&${join({ 'X-Amz-Signature': signatureOf(request, signing, ['host'], 'UNSIGNED-PAYLOAD') })}`;
}

/** Signs a body that goes in chunks, and puts it into them. */
export function signInChunks(request: Crafted, signer: Signer, size: number): void {
  const { body } = request;
  setHeader(request, 'x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
  setHeader(request, 'x-amz-decoded-content-length', String(body.length));
  setHeader(request, 'content-encoding', 'aws-chunked');
  let previous = sign(request, signer);
  const signing = signingOf(request, signer);
  const chunks: Buffer[] = [];
  for (let at = 0; at <= body.length; at += size) {
    const chunk = body.subarray(at, at + size);
    chunks.push(chunked(chunk));
    if (chunk.length < size) break;
  }
  if (body.length > 0) chunks.push(chunked(Buffer.alloc(0)));
  request.body = Buffer.concat(chunks);

  function chunked(chunk: Buffer): Buffer {
    const text = ['AWS4-HMAC-SHA256-PAYLOAD', signing.timestamp, signing.scope, previous, sha256(''), sha256(chunk)].join('\n');
    previous = mac(signing.key, text).toString('hex');
    return Buffer.concat([Buffer.from(`${chunk.length.toString(16)};chunk-signature=${previous}\r\n`), chunk, Buffer.from('\r\n')]);
  }
}

/** Puts a body into chunks that nobody signed, with its CRC-32 behind them. */
export function signWithTrailer(request: Crafted, signer: Signer, checksum: string): void {
  const { body } = request;
  setHeader(request, 'x-amz-content-sha256', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER');
  setHeader(request, 'x-amz-decoded-content-length', String(body.length));
  setHeader(request, 'x-amz-trailer', 'x-amz-checksum-crc32');
  setHeader(request, 'content-encoding', 'aws-chunked');
  sign(request, signer);
  const head = body.length > 0 ? `${body.length.toString(16)}\r\n` : '';
  const end = `${body.length > 0 ? '\r\n' : ''}0\r\nx-amz-checksum-crc32:${bytesOf(checksum)}\r\n\r\n`;
  request.body = Buffer.concat([Buffer.from(head), body, Buffer.from(end, 'latin1')]);
}
