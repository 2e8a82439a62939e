/** Whether a lock holds at an instant. */
import type { Instant } from '../../../time/instant';
import type { Lock, Version } from '../keys/version';

/** Whether the version may not be removed for good: by its retention, unless governance is `bypassing`, or by a legal hold. */
export function isLocked(version: Version, now: Instant, bypassing = false): boolean {
  if (version.kind === 'marker' || !version.lock) return false;
  const { mode, legalHold } = version.lock;
  return legalHold === true || (isRetained(version.lock, now) && !(mode === 'GOVERNANCE' && bypassing));
}

export function isRetained(lock: Lock | undefined, now: Instant): boolean {
  return lock?.mode !== undefined && lock.retainUntil !== undefined && lock.retainUntil.isAfter(now);
}
