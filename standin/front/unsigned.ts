/** What can be said of a request without a signature: which service it is for, where, and whose it is. */
import { serviceOfTarget } from '../protocol/model';
import { readS3Host } from '../protocol/s3-address';
import type { WireRequest } from '../protocol/wire';
import type { Caller } from '../service';

/** Anybody at all. */
export const anonymous: Caller = { kind: 'anonymous', accountId: '', arn: '*', userId: 'anonymous', accessKeyId: '' };

export function serviceOfUnsigned(request: Omit<WireRequest, 'body'>): string {
  const inHost = /^([a-z0-9-]+)\.[a-z0-9-]+\.amazonaws\.com/.exec(request.host)?.[1];
  if (inHost && !readS3Host(request.host)) return inHost;
  const target = request.headers['x-amz-target'];
  const named = target !== undefined && serviceOfTarget(target);
  if (named) return named;
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm && request.method === 'POST' ? 'sts' : 's3';
}

/** S3 Control signs as S3 and is told apart by its paths and by naming the account: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html */
export function isForS3Control({ path, headers }: WireRequest): boolean {
  return path.startsWith('/v20180820/') && headers['x-amz-account-id'] !== undefined;
}

/** The region in the host's name; the first one that AWS had for a host that names none. */
export function regionOfUnsigned(request: WireRequest): string {
  return readS3Host(request.host)?.region ?? 'us-east-1';
}
