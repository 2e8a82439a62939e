/** Checks a request's SigV4 signature, as AWS does: header or presigned, with or without a hash of the body. */
import { hash, timingSafeEqual } from 'node:crypto';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { AwsError } from '../aws-error';
import type { WireRequest } from '../protocol/wire';
import type { Caller } from '../service';
import { unreadable, unreadableQuery, type Authorization } from './authorization';
import type { SigningKey, SigningKeys } from './signing-keys';

/** Who signed, and what later chunks of the body are signed with. */
export interface Verified {
  authorization: Authorization;
  caller: Caller;
  key: SigningKey;
  scope: string;
}

const allowedSkew = Duration.minutes(15);

/**
 * Throws AwsError where the signature is not the signer's, is too old, or has expired, and where the key or its token is not good.
 * `judgedAt` is the time of the caller's world: virtual in process, the wall's over HTTP.
 */
export function verifySignature(request: WireRequest, authorization: Authorization, keys: SigningKeys, judgedAt: Instant): Verified {
  checkTime(authorization, judgedAt);
  const holder = keys.holderOf(authorization.accessKeyId, request.headers['x-amz-security-token'] ?? request.query.get('X-Amz-Security-Token') ?? undefined);
  const key = keys.derive(holder.secret, authorization);
  const scope = `${authorization.date}/${authorization.region}/${authorization.service}/aws4_request`;
  const canonical = canonicalRequest(request, authorization);
  const toSign = `AWS4-HMAC-SHA256\n${authorization.timestamp}\n${scope}\n${sha256(canonical)}`;
  if (!same(key.sign(toSign), authorization.signature)) throw mismatch(authorization, toSign, canonical);
  if (authorization.service === 's3') checkAllSigned(request, authorization);
  keys.used(holder, authorization);
  return { authorization, caller: holder.caller, key, scope };
}

export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** Compares a signature with one in hexadecimal, in constant time. */
export function same(expected: Buffer, given: string): boolean {
  const bytes = Buffer.from(given, 'hex');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function checkTime({ service, timestamp, signedAt, expiresAfter, date }: Authorization, judgedAt: Instant): void {
  if (!timestamp.startsWith(date)) throw otherDate(service, date, timestamp, expiresAfter !== undefined);
  const age = judgedAt.since(signedAt);
  // No time at all is over even for a client whose clock is ahead.
  if (expiresAfter === 0 || (expiresAfter !== undefined && age.compare(Duration.seconds(expiresAfter)) > 0)) {
    const fields = { 'X-Amz-Expires': String(expiresAfter), Expires: signedAt.plus(Duration.seconds(expiresAfter)).toString(), ServerTime: judgedAt.toString() };
    throw new AwsError('AccessDenied', 'Request has expired', { status: 403, fields });
  }
  const early = age.compare(Duration.zero.minus(allowedSkew)) < 0;
  const late = expiresAfter === undefined && age.compare(allowedSkew) > 0;
  if (!early && !late) return;
  if (service === 's3') {
    const fields = { RequestTime: timestamp, ServerTime: judgedAt.toString(), MaxAllowedSkewMilliseconds: String(allowedSkew.milliseconds) };
    throw new AwsError('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', { status: 403, fields });
  }
  const [what, than] = early ? ['not yet current', 'later'] : ['expired', 'earlier'];
  throw new AwsError('SignatureDoesNotMatch', `Signature ${what}: ${timestamp} is now ${than} than ${judgedAt} by more than 15 min.`, { status: 403 });
}

function otherDate(service: string, date: string, timestamp: string, presigned: boolean): AwsError {
  if (service !== 's3') return new AwsError('SignatureDoesNotMatch', 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP', { status: 403 });
  if (presigned) return unreadableQuery(`Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${timestamp.slice(0, 8)}".`);
  return unreadable('Invalid credential date. Date is not the same as X-Amz-Date.');
}

/** Every header of AWS's own is signed: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function checkAllSigned({ headers }: WireRequest, { signedHeaders }: Authorization): void {
  const left = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (left.length === 0) return;
  throw new AwsError('AccessDenied', 'There were headers present in the request which were not signed', { status: 403, fields: { HeadersNotSigned: left.join(', ') } });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request */
function canonicalRequest(request: WireRequest, { service, signedHeaders, expiresAfter }: Authorization): string {
  let headers = '';
  for (const name of signedHeaders) headers += `${name}:${squeezed(request.headers[name] ?? '')}\n`;
  const hashed = payloadHash(request, service, expiresAfter !== undefined);
  return `${request.method}\n${canonicalPath(request.path, service)}\n${canonicalQuery(request.query)}\n${headers}\n${signedHeaders.join(';')}\n${hashed}`;
}

function canonicalPath(path: string, service: string): string {
  // What needs no encoding is most paths, and costs a sixth to leave alone.
  if (/^[\w.~/-]*$/.test(path)) return path;
  return path.split('/').map(service === 's3' ? reencode : encode).join('/');
}

/** Without blanks around it, and with one where there are several. Most values are so already. */
function squeezed(value: string): string {
  return /^\s|\s\s|[^\S ]|\s$/.test(value) ? value.trim().replace(/\s+/g, ' ') : value;
}

/** S3 takes the hash that a request declares, and holds the body against it later; the others hash the body themselves. */
function payloadHash(request: WireRequest, service: string, presigned: boolean): string {
  if (service !== 's3') return sha256(request.body instanceof Uint8Array ? request.body : '');
  const declared = request.headers['x-amz-content-sha256'] ?? request.query.get('X-Amz-Content-Sha256');
  if (declared !== null && !/^[0-9a-fA-F]{64}$/.test(declared) && !declaredForms.includes(declared)) throw undeclarable(declared);
  return declared ?? (presigned ? 'UNSIGNED-PAYLOAD' : sha256(''));
}

/** What may stand in place of a body's hash: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html */
const declaredForms = [
  'UNSIGNED-PAYLOAD',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD',
  'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER',
];

function undeclarable(declared: string): AwsError {
  const message = `x-amz-content-sha256 must be ${declaredForms.join(', ')} or a valid sha256 value.`;
  return new AwsError('InvalidArgument', message, { fields: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: declared } });
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs: string[] = [];
  for (const [name, value] of query) if (name !== 'X-Amz-Signature') pairs.push(`${encode(name)}=${encode(value)}`);
  return pairs.length < 2 ? pairs.join('') : pairs.map((pair) => pair.split('=') as [string, string]).sort(byNameThenValue).map((pair) => pair.join('=')).join('&');
}

function byNameThenValue([a, x]: [string, string], [b, y]: [string, string]): number {
  if (a !== b) return a < b ? -1 : 1;
  return x < y ? -1 : x > y ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** One segment of a path, encoded as AWS would, however the client did. */
function reencode(segment: string): string {
  try {
    return encode(decodeURIComponent(segment));
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", { fields: { URI: segment } });
  }
}

function mismatch({ accessKeyId, signature, service }: Authorization, toSign: string, canonical: string): AwsError {
  const fields = {
    AWSAccessKeyId: accessKeyId,
    StringToSign: toSign,
    SignatureProvided: signature,
    StringToSignBytes: bytesOf(toSign),
    CanonicalRequest: canonical,
    CanonicalRequestBytes: bytesOf(canonical),
  };
  const check = service === 's3' ? 'key' : 'AWS Secret Access Key';
  const message = `The request signature we calculated does not match the signature you provided. Check your ${check} and signing method.`;
  return new AwsError('SignatureDoesNotMatch', message, { status: 403, fields: service === 's3' ? fields : {} });
}

/** As S3 shows the bytes of a text: in hexadecimal, with blanks between. */
export function bytesOf(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
