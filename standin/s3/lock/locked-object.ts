/** The version whose retention or legal hold a request means. */
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidRequest, methodNotAllowedOnMarker, noSuchKey } from '../errors';
import type { ObjectVersion } from '../keys/version';
import { versionOf } from '../objects/find-version';
import { checkedKey } from '../objects/object-key';
import type { S3State } from '../state';

export interface LockRequest {
  Bucket: string | undefined;
  Key: string | undefined;
  VersionId?: string;
  ExpectedBucketOwner?: string;
}

/** Throws `InvalidRequest` where the bucket has no object lock, and 405 for a delete marker, which cannot be locked. */
export function lockedObject(state: S3State, input: LockRequest, call: Call): { bucket: Bucket; key: string; version: ObjectVersion } {
  const key = checkedKey(input.Key);
  const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
  if (!bucket.settings.objectLock) throw invalidRequest('Bucket is missing Object Lock Configuration');
  const version = input.VersionId === undefined ? bucket.history(key)?.current : versionOf(state, bucket, key, input.VersionId).version;
  if (!version) throw noSuchKey(key);
  if (version.kind === 'marker') throw methodNotAllowedOnMarker(call.http.method, { 'x-amz-version-id': version.id });
  return { bucket, key, version };
}

export function noLock(): AwsError {
  return new AwsError('NoSuchObjectLockConfiguration', 'The specified object does not have a ObjectLock configuration', { status: 404 });
}
