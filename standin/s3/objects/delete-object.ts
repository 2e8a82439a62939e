/** DeleteObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import { operation, type Call, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { checkMfa } from '../buckets/mfa-delete';
import { noSuchKey, notImplemented, preconditionFailed } from '../errors';
import type { KeyHistory } from '../keys/key-history';
import type { Version } from '../keys/version';
import { isBypassing } from '../lock/bypass';
import { checkRemovable } from '../lock/check-removable';
import { isIgnoredDamage, loseVersions } from '../mischief';
import type { S3State } from '../state';
import { sameEtag } from './etag';
import { checkVersionId } from './find-version';
import { checkedKey } from './object-key';

export function deleteObject(state: S3State): Handler {
  return operation<DeleteObjectRequest, DeleteObjectOutput>(async (input, call) => {
    const key = checkedKey(input.Key);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (input.IfMatchLastModifiedTime !== undefined) throw notImplemented('x-amz-if-match-last-modified-time');
    if (input.IfMatchSize !== undefined) throw notImplemented('x-amz-if-match-size');
    const { version, marker } = deleteOne(state, bucket, {
      call,
      key,
      versionId: input.VersionId,
      ifMatch: input.IfMatch,
      mfa: input.MFA,
      bypassing: isBypassing(bucket, input),
    });
    return marker ? { DeleteMarker: true, VersionId: version } : { VersionId: version };
  });
}

export interface Deletion {
  call: Call;
  key: string;
  versionId?: string;
  /** The ETag that the current object must have. */
  ifMatch?: string;
  mfa?: string;
  /** Whether governance locks are to be passed over, if the caller may. */
  bypassing: boolean;
}

export interface Deleted {
  /** The id of what was deleted or, for a marker, put. */
  version: string | undefined;
  /** Whether it is a delete marker. */
  marker: boolean;
}

/** Deletes a version for good, or hides a key behind a marker. All in one step. */
export function deleteOne(state: S3State, bucket: Bucket, deletion: Deletion): Deleted {
  const { key, versionId, ifMatch } = deletion;
  if (versionId !== undefined) checkVersionId(state, versionId);
  if (ifMatch !== undefined) checkDeleteCondition(bucket, key, ifMatch);
  return versionId === undefined ? hide(state, bucket, deletion) : deleteVersion(state, bucket, { ...deletion, versionId });
}

function hide(state: S3State, bucket: Bucket, { key, call }: Deletion): Deleted {
  const ignored = isIgnoredDamage(state, bucket, key);
  if (bucket.settings.versioning !== undefined) {
    if (ignored) return { version: bucket.place(key, state.now()).id, marker: true };
    const marker = bucket.putMarker(key, state.now(), state.replication.begin(bucket, key, 'marker'));
    state.happenings.tell({ name: 'ObjectRemoved:DeleteMarkerCreated', bucket, key, version: marker, call });
    loseVersions(state, bucket, key);
    return { version: marker.id, marker: true };
  }
  const history = bucket.history(key);
  const current = history?.current;
  if (history && current && !ignored) removeVersion(state, bucket, { history, version: current, call });
  return { version: undefined, marker: false };
}

function deleteVersion(state: S3State, bucket: Bucket, { key, versionId, mfa, bypassing, call }: Deletion & { versionId: string }): Deleted {
  checkMfa(bucket, mfa);
  const history = bucket.history(key);
  const version = history?.find(versionId);
  if (history && version) {
    checkRemovable(state, { bucket, key, version, call, bypassing });
    removeVersion(state, bucket, { history, version, call });
  }
  return { version: versionId, marker: isMarker(version) };
}

function removeVersion(state: S3State, bucket: Bucket, { history, version, call }: { history: KeyHistory; version: Version; call: Call }): void {
  bucket.remove(history, version);
  state.happenings.tell({ name: 'ObjectRemoved:Delete', bucket, key: history.key, version, call });
}

function isMarker(version: Version | undefined): boolean {
  return version?.kind === 'marker';
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html; only the current version counts. */
function checkDeleteCondition(bucket: Bucket, key: string, ifMatch: string): void {
  const current = bucket.history(key)?.current;
  if (!current) throw noSuchKey(key);
  if (current.kind === 'marker' || !sameEtag(ifMatch, current.etag)) throw preconditionFailed('If-Match');
}
