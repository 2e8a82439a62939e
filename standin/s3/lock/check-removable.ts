/** Whether a version may be removed for good, or is locked. */
import type { Call } from '../../service';
import type { AwsError } from '../../aws-error';
import type { Bucket } from '../buckets/bucket';
import { accessDenied } from '../errors';
import type { Version } from '../keys/version';
import { isIgnoredLock } from '../mischief';
import type { S3State } from '../state';
import { mayBypass } from './bypass';
import { isLocked } from './is-locked';

export interface Removal {
  bucket: Bucket;
  key: string;
  version: Version;
  call: Call;
  /** Whether the caller asked to pass over governance. */
  bypassing: boolean;
}

/** Throws `AccessDenied` for a locked version. */
export function checkRemovable(state: S3State, { bucket, key, version, call, bypassing }: Removal): void {
  const now = state.now();
  if (!isLocked(version, now) || isIgnoredLock(state)) return;
  if (isLocked(version, now, mayBypass(state, call, { bucket, key }, bypassing))) throw protectedByLock();
}

export function protectedByLock(): AwsError {
  return accessDenied('Access Denied because object protected by object lock.');
}
