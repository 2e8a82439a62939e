/** What an answer says of what keeps an object from being removed. */
import type { ObjectLockLegalHoldStatus, ObjectLockMode } from '@aws-sdk/client-s3';
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';
import { isPermitted } from './permission';

export interface LockMembers {
  ObjectLockMode?: ObjectLockMode;
  ObjectLockRetainUntilDate?: Date;
  ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus;
}

/** Retention and legal hold are each told only to who may ask for them: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export function lockMembers(state: S3State, call: Call, object: { bucket: Bucket; key: string; version: ObjectVersion }): LockMembers {
  const { lock } = object.version;
  if (!lock) return {};
  const members: LockMembers = {};
  if (lock.mode !== undefined && isPermitted(state, call, 's3:GetObjectRetention', object)) {
    members.ObjectLockMode = lock.mode;
    members.ObjectLockRetainUntilDate = lock.retainUntil?.toDate();
  }
  if (lock.legalHold !== undefined && isPermitted(state, call, 's3:GetObjectLegalHold', object)) {
    members.ObjectLockLegalHoldStatus = lock.legalHold ? 'ON' : 'OFF';
  }
  return members;
}
