/** What an answer says of when lifecycle will remove an object or end an upload. */
import type { Bucket } from '../buckets/bucket';
import type { ObjectVersion } from '../keys/version';
import type { Upload } from '../multipart/uploads';
import type { S3State } from '../state';

export function expirationMembers(_state: S3State, _bucket: Bucket, _key: string, _version: ObjectVersion): { Expiration?: string } {
  return {};
}

export function abortMembers(_state: S3State, _bucket: Bucket, _upload: Upload): { AbortDate?: Date; AbortRuleId?: string } {
  return {};
}
