/** Which version of a key a request means, and why it may not be had. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidArgument, methodNotAllowedOnMarker, noSuchKey, noSuchVersion } from '../errors';
import type { KeyHistory } from '../keys/key-history';
import { nullId, type ObjectVersion, type Version } from '../keys/version';
import type { S3State } from '../state';

/**
 * Checks that a version id is one that this world could have made. Throws `InvalidArgument` when it is not:
 * ids prove themselves, so a tampered one is invalid and only a true one can be missing.
 */
export function checkVersionId(state: S3State, id: string, argument = 'versionId'): void {
  if (id === '') throw invalidArgument('Version id cannot be the empty string', argument, id);
  if (!isVersionId(state, id)) throw invalidArgument('Invalid version id specified', argument, id);
}

export function isVersionId(state: S3State, id: string): boolean {
  return id === nullId || state.versionIds.read(id) !== undefined;
}

/** The object to read: the current one, or the one with this id. A delete marker is not one. */
export function objectToRead(state: S3State, call: Call, bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  if (versionId === undefined) return currentObject(bucket, key);
  const { version } = versionOf(state, bucket, key, versionId);
  if (version.kind === 'object') return version;
  throw methodNotAllowedOnMarker(call.http.method, {
    'x-amz-version-id': version.id,
    'last-modified': version.modified.toDate().toUTCString(),
  });
}

/** The version with this id, and the history it is in. Throws `InvalidArgument` and `NoSuchVersion`. */
export function versionOf(state: S3State, bucket: Bucket, key: string, id: string): { history: KeyHistory; version: Version } {
  checkVersionId(state, id);
  const history = bucket.history(key);
  const version = history?.find(id);
  if (!history || !version) throw noSuchVersion(key, id);
  return { history, version };
}

/** The id under which an answer names a version; a bucket that never had versioning names none. */
export function shownId(bucket: Bucket, version: Version): string | undefined {
  return bucket.settings.versioning === undefined ? undefined : version.id;
}

/** The id that a write answers with: a null version has none to speak of. */
export function writtenId({ settings }: Bucket, { id }: Version): string | undefined {
  return settings.versioning === 'Enabled' ? id : undefined;
}

function currentObject(bucket: Bucket, key: string): ObjectVersion {
  const current = bucket.history(key)?.current;
  if (current?.kind === 'object') return current;
  throw noSuchKey(key, current ? { 'x-amz-delete-marker': 'true', 'x-amz-version-id': current.id } : {});
}
