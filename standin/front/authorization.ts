/** What a request says of who signed it: the parts of a SigV4 signature, in its header or in its query. */
import { Instant } from '../../time/instant';
import { AwsError } from '../aws-error';
import type { WireRequest } from '../protocol/wire';
import { serviceOfUnsigned } from './unsigned';

export interface Authorization {
  accessKeyId: string;
  /** `20260105`. */
  date: string;
  region: string;
  service: string;
  signedHeaders: readonly string[];
  signature: string;
  /** When it was signed, as signed: `20260105T090000Z`. */
  timestamp: string;
  signedAt: Instant;
  /** Seconds from the signing that a presigned URL is good for; undefined for a header. */
  expiresAfter?: number;
}

const scheme = 'AWS4-HMAC-SHA256';

/** The authorization of a request, or undefined where it carries none. Throws AwsError for one that cannot be read. */
export function authorizationOf(request: Omit<WireRequest, 'body'>): Authorization | undefined {
  const header = request.headers.authorization;
  // Buckets made since June 2020 take no Signature Version 2, which boto3 still presigns with unless told otherwise:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
  if (header?.startsWith('AWS ') || request.query.has('AWSAccessKeyId')) throw notOfVersion4();
  if (header !== undefined) return fromHeader(header, request);
  return request.query.has('X-Amz-Algorithm') ? fromQuery(request.query) : undefined;
}

export function notOfVersion4(): AwsError {
  return new AwsError('InvalidRequest', 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.');
}

/** What signs: 64 hexadecimal digits. */
const digits = 64;

/** The last header that was good, but for its signature: who signs many requests says the rest of it again and again. */
let lastGood: { head: string; said: Authorization } | undefined;

function fromHeader(header: string, request: Omit<WireRequest, 'body'>): Authorization {
  const [head, signature] = [header.slice(0, -digits), header.slice(-digits)];
  if (!/,\s*Signature=$/.test(head) || !/^[0-9a-f]*$/.test(signature)) return readHeader(header, request);
  const timestamp = request.headers['x-amz-date'] ?? '';
  const signedAt = lastGood?.head === head ? instantOf(timestamp) : undefined;
  if (lastGood && signedAt) return { ...lastGood.said, signature, timestamp, signedAt };
  const said = readHeader(header, request);
  lastGood = { head, said };
  return said;
}

function readHeader(header: string, request: Omit<WireRequest, 'body'>): Authorization {
  checkScheme(header, request);
  const pieces = header.slice(scheme.length).split(',');
  if (pieces.length !== 3) throw unreadable('the authorization header requires three components: Credential, SignedHeaders, and Signature.');
  const parts = new Map(pieces.map(componentOf));
  const missing = ['Credential', 'SignedHeaders', 'Signature'].find((name) => !parts.get(name));
  if (missing) throw unreadable(`missing ${missing}.`);
  const timestamp = request.headers['x-amz-date'] ?? basicDate(request.headers.date);
  return signed(unreadable, { credential: parts.get('Credential'), signedHeaders: parts.get('SignedHeaders'), signature: parts.get('Signature'), timestamp });
}

/** S3 has its own words for what is no signature of AWS's at all; to the others it is one that is incomplete. */
function checkScheme(header: string, request: Omit<WireRequest, 'body'>): void {
  if (header.startsWith(`${scheme} `)) return;
  const isSpaced = header.includes(' ');
  const message = isSpaced ? 'Unsupported Authorization Type' : "Authorization header is invalid -- one and only one ' ' (space) required.";
  if (serviceOfUnsigned(request) !== 's3') throw unreadable(message);
  throw new AwsError('InvalidArgument', message, { fields: { ArgumentName: 'Authorization', ArgumentValue: header } });
}

function componentOf(piece: string): [name: string, value: string] {
  const [, name, value] = /^\s*([^=]+)=(.*?)\s*$/s.exec(piece) ?? [];
  if (name === undefined || value === undefined) throw unreadable(`the authorization component "${piece.trim()}" is malformed.`);
  return [name, value];
}

function fromQuery(query: URLSearchParams): Authorization {
  if (query.get('X-Amz-Algorithm') !== scheme) throw unreadableQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const [credential, signature, timestamp, signedHeaders, lifetime] = inQuery.map((name) => query.get(name) ?? undefined);
  if (!credential || !signedHeaders || !signature || !timestamp || lifetime === undefined) {
    throw unreadableQuery(`Query-string authentication version 4 requires the X-Amz-Algorithm, ${inQuery.slice(0, -1).join(', ')}, and X-Amz-Expires parameters.`);
  }
  return { ...signed(unreadableParameter, { credential, signedHeaders, signature, timestamp }), expiresAfter: expiryOf(lifetime) };
}

/** The parameters of a presigned URL besides the algorithm. */
const inQuery = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Expires'] as const;

/** A week at most: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function expiryOf(lifetime: string): number {
  const seconds = Number(lifetime);
  if (lifetime === '' || !Number.isInteger(seconds)) throw unreadableQuery('X-Amz-Expires should be a number');
  if (seconds < 0) throw unreadableQuery('X-Amz-Expires must be non-negative');
  if (seconds > 604_800) throw unreadableQuery('X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds');
  return seconds;
}

interface Parts {
  credential: string | undefined;
  signedHeaders: string | undefined;
  signature: string | undefined;
  timestamp: string | undefined;
}

function signed(refused: (why: string) => AwsError, { credential = '', signedHeaders = '', signature = '', timestamp = '' }: Parts): Authorization {
  const { accessKeyId, date, region, service } = scopeOf(credential, refused);
  const signedAt = instantOf(timestamp);
  if (!signedAt) {
    if (refused === unreadableParameter) throw unreadableQuery('X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd\'T\'HHmmss\'Z\'"');
    if (service !== 's3') throw refused('a date such as 20260105T090000Z is needed.');
    throw new AwsError('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header', { status: 403 });
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.toLowerCase().split(';'), signature, timestamp, signedAt };
}

/** `AKID/20260105/us-east-1/s3/aws4_request`; `refused` makes the error of what is wrong with it. */
export function scopeOf(credential: string, refused: (why: string) => AwsError): Pick<Authorization, 'accessKeyId' | 'date' | 'region' | 'service'> {
  const [accessKeyId, date, region, service, terminal, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || !terminal || more.length) {
    throw refused('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".');
  }
  if (terminal !== 'aws4_request') throw refused(`incorrect terminal "${terminal}". This endpoint uses "aws4_request".`);
  if (!/^\d{8}$/.test(date)) throw refused(`incorrect date format "${date}". This date in the credential must be in the format "yyyyMMdd".`);
  return { accessKeyId, date, region, service };
}

/** The last signing date that was read: callers that are busy sign many requests in the same second. */
let lastRead: { timestamp: string; instant: Instant | undefined } | undefined;

function instantOf(timestamp: string): Instant | undefined {
  if (lastRead?.timestamp !== timestamp) lastRead = { timestamp, instant: readInstant(timestamp) };
  return lastRead.instant;
}

/** The instant of a signing date; undefined for what is no date of any calendar, such as a 30th of February. */
export function readInstant(timestamp: string): Instant | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  try {
    return Instant.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  } catch {
    return undefined;
  }
}

function basicDate(header: string | undefined): string | undefined {
  const date = new Date(header ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

export function unreadable(why: string): AwsError {
  return new AwsError('AuthorizationHeaderMalformed', `The authorization header is malformed; ${why}`);
}

function unreadableParameter(why: string): AwsError {
  return unreadableQuery(`Error parsing the X-Amz-Credential parameter; ${why}`);
}

export function unreadableQuery(why: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', why);
}
