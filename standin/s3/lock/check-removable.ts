/** Whether a version may be removed for good, or is locked. */
import type { Instant } from '../../../time/instant';
import { accessDenied } from '../errors';
import type { Version } from '../keys/version';

/** Throws `AccessDenied` for a locked version. `bypassing`: the caller asked to pass over governance, and may. */
export function checkRemovable(version: Version, now: Instant, bypassing: boolean): void {
  if (version.kind === 'marker' || !version.lock) return;
  const { mode, retainUntil, legalHold } = version.lock;
  const retained = retainUntil?.isAfter(now) && !(mode === 'GOVERNANCE' && bypassing);
  if (retained || legalHold) throw accessDenied('Access Denied because object protected by object lock.');
}
