/** What browsers ask and want to hear when a page calls another origin than its own: https://fetch.spec.whatwg.org/#http-cors-protocol */
import { AwsError } from '../../aws-error';
import { addressOf } from '../../protocol/s3-address';
import type { WireAnswer, WireRequest } from '../../protocol/wire';
import type { CrossOrigin, Service } from '../../service';

export function isPreflight({ method }: WireRequest): boolean {
  return method === 'OPTIONS';
}

/** Answers a preflight. Throws AwsError where the page may not call, or did not say what it would. */
export function answerPreflight(service: Service | undefined, request: WireRequest): WireAnswer {
  const method = request.headers['access-control-request-method'];
  if (!request.headers.origin) throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.');
  if (!['GET', 'PUT', 'POST', 'DELETE', 'HEAD'].includes(method ?? '')) {
    throw new AwsError('BadRequest', `Invalid Access-Control-Request-Method: ${method ?? 'null'}`);
  }
  const asked = askedBy(request, method);
  const bad = asked.headers.find((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name));
  if (bad !== undefined) throw new AwsError('BadRequest', `Access-Control-Request-Headers "${bad}" contains invalid character.`);
  return { status: 200, headers: service?.preflight?.(asked) ?? {} };
}

/** Adds to an answer what lets the page read it. S3 heeds the method that a preflight would name here, too. */
export function sharedWith(service: Service | undefined, request: WireRequest, answer: WireAnswer): WireAnswer {
  if (request.headers.origin === undefined || isPreflight(request)) return answer;
  return { ...answer, headers: { ...answer.headers, ...service?.crossOrigin?.(askedBy(request, request.headers['access-control-request-method'] ?? request.method)) } };
}

function askedBy(request: WireRequest, method = ''): CrossOrigin {
  const { origin = '', 'access-control-request-headers': headers = '' } = request.headers;
  return { ...addressOf(request), origin, method, headers: headers.split(',').flatMap((name) => name.trim() || []) };
}
