/** Whether a caller has a permission on an object that only a part of its request asks for. */
import type { Call } from '../../service';
import { contextOf } from '../access/conditions';
import { may } from '../access/decide';
import type { Bucket } from '../buckets/bucket';
import type { Version } from '../keys/version';
import type { S3State } from '../state';

export type LockAction = 's3:GetObjectRetention' | 's3:GetObjectLegalHold' | 's3:BypassGovernanceRetention';

export interface LockedObject {
  bucket: Bucket;
  key: string;
  version: Version;
}

export function isPermitted(state: S3State, call: Call, action: LockAction, object: LockedObject): boolean {
  const wish = { action, ...object };
  return may(state, call, wish, () => contextOf(call, {}, wish));
}
