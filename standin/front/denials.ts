/** How each protocol words what concerns no operation: who is not let in, what is not served, what went wrong inside. */
import { AwsError } from '../aws-error';
import type { ProtocolName } from '../protocol/model';

/** The protocols whose error codes are the names of exceptions. */
const inJson: ReadonlySet<ProtocolName> = new Set(['rest-json', 'json', 'rpc-cbor']);

/** A request that nobody signed. S3 takes it for an anonymous one, whom no policy of the stand-in's lets in. */
export function unsigned(protocol: ProtocolName): AwsError {
  if (protocol === 'rest-xml') return new AwsError('AccessDenied', 'Access Denied', { status: 403 });
  if (protocol === 'ec2-query') return new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', { status: 401 });
  const code = inJson.has(protocol) ? 'MissingAuthenticationTokenException' : 'MissingAuthenticationToken';
  return new AwsError(code, 'Request is missing Authentication Token', { status: 403 });
}

/** S3 has words of its own for an authorization that cannot be read. */
export function inWordsOf(protocol: ProtocolName, error: AwsError): AwsError {
  if (protocol === 'rest-xml' || error.code !== 'AuthorizationHeaderMalformed') return error;
  const code = inJson.has(protocol) ? 'IncompleteSignatureException' : 'IncompleteSignature';
  return new AwsError(code, error.message, { status: 400 });
}

export function notServed(service: string, operation: string): AwsError {
  return new AwsError('NotImplemented', `The stand-in does not serve ${service} ${operation}.`, { status: 501 });
}

/** A fault of the stand-in's own; what it was is for the stand-in's owner, not for the caller. */
export function fault(protocol: ProtocolName): AwsError {
  const code = protocol === 'rest-xml' || protocol === 'ec2-query' ? 'InternalError' : 'InternalFailure';
  return new AwsError(code, 'We encountered an internal error. Please try again.', { status: 500 });
}
