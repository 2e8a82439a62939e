/** How each protocol words what concerns no operation: who is not let in, what is not served, what went wrong inside. */
import { AwsError } from '../aws-error';
import type { ProtocolName } from '../protocol/model';

/** The protocols whose error codes are the names of exceptions. */
const inJson: ReadonlySet<ProtocolName> = new Set(['rest-json', 'json', 'rpc-cbor']);

/** A request that nobody signed, to a service that answers nobody unknown. */
export function unsigned(protocol: ProtocolName): AwsError {
  if (protocol === 'ec2-query') return new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', { status: 401 });
  const code = inJson.has(protocol) ? 'MissingAuthenticationTokenException' : 'MissingAuthenticationToken';
  return new AwsError(code, 'Request is missing Authentication Token', { status: 403 });
}

interface Words {
  query: string;
  json: string;
  ec2: string;
  status: number;
  message?: string;
}

const invalidToken: Words = {
  query: 'InvalidClientTokenId',
  json: 'UnrecognizedClientException',
  ec2: 'AuthFailure',
  status: 403,
  message: 'The security token included in the request is invalid.',
};

/** What is refused before any operation is asked, by S3's code for it. */
const words: ReadonlyMap<string, Words> = new Map([
  ['AuthorizationHeaderMalformed', { query: 'IncompleteSignature', json: 'IncompleteSignatureException', ec2: 'IncompleteSignature', status: 400 }],
  ['AuthorizationQueryParametersError', { query: 'IncompleteSignature', json: 'IncompleteSignatureException', ec2: 'IncompleteSignature', status: 400 }],
  ['InvalidAccessKeyId', invalidToken],
  ['InvalidToken', invalidToken],
  ['ExpiredToken', { query: 'ExpiredToken', json: 'ExpiredTokenException', ec2: 'RequestExpired', status: 403, message: 'The security token included in the request is expired' }],
]);

/** Puts what concerns the caller into the words of a protocol other than S3's. */
export function inWordsOf(protocol: ProtocolName, error: AwsError): AwsError {
  if (protocol === 'rest-xml') return error;
  const kind = inJson.has(protocol) ? 'json' : protocol === 'ec2-query' ? 'ec2' : 'query';
  const said = words.get(error.code);
  if (said) return new AwsError(said[kind], said.message ?? error.message, { status: kind === 'json' && protocol !== 'rest-json' ? 400 : said.status });
  if (error.code !== 'AccessDenied' || kind === 'query') return error;
  if (kind === 'json') return new AwsError('AccessDeniedException', error.message, { status: protocol === 'rest-json' ? 403 : 400 });
  return new AwsError('UnauthorizedOperation', error.message, { status: 403 });
}

export function notServed(service: string, operation: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve ${service} ${operation}.`, { status: 501 });
}

/** A region that is down answers nothing but this, whoever asks. */
export function regionDown(protocol: ProtocolName): AwsError {
  const s3 = protocol === 'rest-xml';
  const message = s3 ? 'Service is unable to handle request.' : 'The request has failed due to a temporary failure of the server.';
  return new AwsError(inJson.has(protocol) ? 'ServiceUnavailableException' : 'ServiceUnavailable', message, { status: 503 });
}

/** A fault of the stand-in's own; what it was is for the stand-in's owner, not for the caller. */
export function fault(protocol: ProtocolName): AwsError {
  const code = protocol === 'rest-xml' || protocol === 'ec2-query' ? 'InternalError' : 'InternalFailure';
  return new AwsError(code, 'We encountered an internal error. Please try again.', { status: 500 });
}

/** A key that is not there, any more or for the time being; this and the two below are in S3's words, which `inWordsOf` translates. */
export function unknownKey(accessKeyId: string): AwsError {
  const fields = { AWSAccessKeyId: accessKeyId };
  return new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', { status: 403, fields });
}

export function wrongToken(token: string): AwsError {
  return new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.', { fields: { 'Token-0': token } });
}

export function expiredToken(token: string): AwsError {
  return new AwsError('ExpiredToken', 'The provided token has expired.', { fields: { 'Token-0': token } });
}
