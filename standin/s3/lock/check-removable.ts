/** Whether a version may be removed for good, or is locked. */
import type { Call } from '../../service';
import type { AwsError } from '../../aws-error';
import { accessDenied } from '../errors';
import { isIgnoredLock } from '../mischief';
import type { S3State } from '../state';
import { mayBypass } from './bypass';
import { isLocked } from './is-locked';
import type { LockedObject } from './permission';

export interface Removal extends LockedObject {
  call: Call;
  /** Whether the caller asked to pass over governance. */
  bypassing: boolean;
}

/** Throws `AccessDenied` for a locked version. */
export function checkRemovable(state: S3State, { bucket, key, version, call, bypassing }: Removal): void {
  const now = state.now();
  if (!isLocked(version, now) || isIgnoredLock(state)) return;
  if (isLocked(version, now, mayBypass(state, call, { bucket, key, version }, bypassing))) throw protectedByLock();
}

export function protectedByLock(): AwsError {
  return accessDenied('Access Denied because object protected by object lock.');
}
