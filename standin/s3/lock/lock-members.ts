/** What an answer says of what keeps an object from being removed. */
import type { ObjectLockLegalHoldStatus, ObjectLockMode } from '@aws-sdk/client-s3';
import type { ObjectVersion } from '../keys/version';

export interface LockMembers {
  ObjectLockMode?: ObjectLockMode;
  ObjectLockRetainUntilDate?: Date;
  ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
}

export function lockMembers({ lock }: ObjectVersion): LockMembers {
  if (!lock) return {};
  return {
    ObjectLockMode: lock.mode,
    ObjectLockRetainUntilDate: lock.retainUntil?.toDate(),
    ...(lock.legalHold === undefined ? {} : { ObjectLockLegalHoldStatus: lock.legalHold ? 'ON' : 'OFF' }),
  };
}
