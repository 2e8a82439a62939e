/** Whether a caller has a permission on an object that only a part of its request asks for. */
import { readPolicy } from '../../access/read-policy';
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import type { S3State } from '../state';

export type LockAction = 's3:GetObjectRetention' | 's3:GetObjectLegalHold' | 's3:BypassGovernanceRetention';

export function isPermitted(state: S3State, call: Call, action: LockAction, { bucket, key }: { bucket: Bucket; key: string }): boolean {
  const { policy } = bucket.settings;
  return state.neighbours.access.allows({
    caller: call.caller,
    action,
    resource: `arn:aws:s3:::${bucket.name}/${key}`,
    resourcePolicy: { accountId: bucket.origin.accountId, document: policy === undefined ? undefined : readPolicy(policy) },
  });
}
