/** What state the lock of a snapshot is in: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshot-lock.html */
import type { LockState } from '@aws-sdk/client-ec2';
import type { Instant } from '../../../time/instant';
import type { Lock, Snapshot } from './rows';

export function lockStateOf({ mode, coolOff, expires }: Lock, now: Instant): LockState {
  if (now.compare(expires) >= 0) return 'expired';
  if (mode === 'governance') return 'governance';
  return coolOff && now.compare(coolOff.until) < 0 ? 'compliance-cooloff' : 'compliance';
}

export function isLocked({ lock }: Snapshot, now: Instant): boolean {
  return lock !== undefined && lockStateOf(lock, now) !== 'expired';
}
