/** What shall keep a new object from being removed: as its request says, or else as its bucket does. */
import type { Bucket } from '../buckets/bucket';
import { notImplemented } from '../errors';
import type { Lock } from '../keys/version';
import type { MakingRequest } from '../objects/describe-draft';
import type { S3State } from '../state';

export function askedLock(_state: S3State, _bucket: Bucket, input: MakingRequest): Lock | undefined {
  if (input.ObjectLockMode !== undefined) throw notImplemented('x-amz-object-lock-mode');
  return undefined;
}
