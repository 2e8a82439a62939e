/** Whether a caller asks to pass over governance locks, and may. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidArgument } from '../errors';
import type { S3State } from '../state';
import { isPermitted, type LockedObject } from './permission';

/** Whether the request asks for it. Throws `InvalidArgument` where the bucket has no object lock to pass over. */
export function isBypassing(bucket: Bucket, input: { BypassGovernanceRetention?: boolean }): boolean {
  const { BypassGovernanceRetention: asked } = input;
  if (asked !== undefined && !bucket.settings.objectLock) {
    const header = 'x-amz-bypass-governance-retention';
    throw invalidArgument(`${header} is only applicable to Object Lock enabled buckets.`, header, String(asked));
  }
  return asked === true;
}

/** Whether it may have it: to ask takes the header, to get it takes `s3:BypassGovernanceRetention`. */
export function mayBypass(state: S3State, call: Call, object: LockedObject, asked: boolean): boolean {
  return asked && isPermitted(state, call, 's3:BypassGovernanceRetention', object);
}
