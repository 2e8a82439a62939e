/** What a request says of who signed it: the parts of a SigV4 signature, in its header or in its query. */
import { Instant } from '../../time/instant';
import { AwsError } from '../aws-error';
import type { WireRequest } from '../protocol/wire';

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
export function authorizationOf(request: Pick<WireRequest, 'headers' | 'query'>): Authorization | undefined {
  const header = request.headers.authorization;
  // Buckets made since June 2020 take no Signature Version 2, which boto3 still presigns with unless told otherwise:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
  if (header?.startsWith('AWS ') || request.query.has('AWSAccessKeyId')) {
    throw new AwsError('InvalidRequest', 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.');
  }
  if (header !== undefined) return fromHeader(header, request);
  return request.query.has('X-Amz-Algorithm') ? fromQuery(request.query) : undefined;
}

function fromHeader(header: string, request: Pick<WireRequest, 'headers'>): Authorization {
  if (!header.startsWith(`${scheme} `)) throw unreadable('only AWS4-HMAC-SHA256 is understood');
  const parts = new Map(
    header
      .slice(scheme.length)
      .split(',')
      .map((part) => part.trim().split(/=(.*)/s, 2) as [string, string]),
  );
  const timestamp = request.headers['x-amz-date'] ?? basicDate(request.headers.date);
  return { ...signed(unreadable, parts.get('Credential'), parts.get('SignedHeaders'), parts.get('Signature'), timestamp) };
}

function fromQuery(query: URLSearchParams): Authorization {
  if (query.get('X-Amz-Algorithm') !== scheme) throw unreadableQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const [credential, signature, timestamp, signedHeaders, lifetime] = inQuery.map((name) => query.get(name) ?? undefined);
  if (!credential || !signedHeaders || !signature || !timestamp || lifetime === undefined) {
    throw unreadableQuery(`Query-string authentication version 4 requires the X-Amz-Algorithm, ${inQuery.slice(0, -1).join(', ')}, and X-Amz-Expires parameters.`);
  }
  return { ...signed(unreadableQuery, credential, signedHeaders, signature, timestamp), expiresAfter: expiryOf(lifetime) };
}

/** The parameters of a presigned URL besides the algorithm. */
const inQuery = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Expires'] as const;

/** A week at most: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function expiryOf(lifetime: string): number {
  const seconds = Number(lifetime);
  if (lifetime === '' || !Number.isInteger(seconds)) throw unreadableQuery('X-Amz-Expires should be a number');
  if (seconds < 0) throw unreadableQuery('X-Amz-Expires must be non-negative');
  if (seconds > 604_800) throw unreadableQuery('X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds');
  if (seconds === 0) throw unreadableQuery('X-Amz-Expires must be at least 1');
  return seconds;
}

function signed(refused: (why: string) => AwsError, credential?: string, signedHeaders?: string, signature?: string, timestamp?: string): Authorization {
  const scope = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential ?? '');
  if (!scope || !signedHeaders || !signature) throw refused('Credential, SignedHeaders and Signature are needed');
  const signedAt = instantOf(timestamp ?? '');
  const [, accessKeyId = '', date = '', region = '', service = ''] = scope;
  if (!timestamp || !signedAt) {
    if (service !== 's3' || refused === unreadableQuery) throw refused('a date such as 20260105T090000Z is needed');
    throw new AwsError('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header', { status: 403 });
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.toLowerCase().split(';'), signature, timestamp, signedAt };
}

/** The last signing date that was read: callers that are busy sign many requests in the same second. */
let lastRead: { timestamp: string; instant: Instant | undefined } | undefined;

function instantOf(timestamp: string): Instant | undefined {
  if (lastRead?.timestamp !== timestamp) lastRead = { timestamp, instant: readInstant(timestamp) };
  return lastRead.instant;
}

/** The instant of a signing date; undefined for what is no date of any calendar, such as a 30th of February. */
function readInstant(timestamp: string): Instant | undefined {
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

function unreadable(why: string): AwsError {
  return new AwsError('AuthorizationHeaderMalformed', `The authorization that you provided is malformed: ${why}.`);
}

function unreadableQuery(why: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', why);
}
