/** Guesses which service a request without a signature is for, so that it is turned away in that service's words. */
import { serviceOfTarget } from '../protocol/model';
import type { WireRequest } from '../protocol/wire';

export function serviceOfUnsigned(request: WireRequest): string {
  const inHost = /^([a-z0-9-]+)\.[a-z0-9-]+\.amazonaws\.com/.exec(request.host)?.[1];
  if (inHost && !inHost.startsWith('s3')) return inHost;
  const named = serviceOfTarget(request.headers['x-amz-target'] ?? '');
  if (named) return named;
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm && request.method === 'POST' ? 'sts' : 's3';
}
