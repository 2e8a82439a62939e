/** All that a call wants to do, each wish with what it concerns. */
import type { Bucket } from '../buckets/bucket';
import type { Version } from '../keys/version';
import { copySourceName } from '../objects/copy-source';
import type { S3State } from '../state';
import { bucketAction, objectActions } from './actions';
import type { Asked } from './asked';
import type { Wish } from './decide';
import { hasHeaderGrants } from './acl/grants';

/** Operations whose requests describe a new object. */
const making = new Set(['PutObject', 'CopyObject', 'CreateMultipartUpload']);

/** Changes that can be held to an ETag, for which one must be able to read it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
const comparing = new Set(['PutObject', 'CompleteMultipartUpload', 'CopyObject', 'DeleteObject']);

/** What an operation wants of the bucket that it names. A batch of deletions is asked about one by one, when it is done. */
export function wishesOf(state: S3State, operation: string, asked: Asked, bucket: Bucket): Wish[] {
  const { Key: key } = asked;
  if (operation === 'DeleteObjects') return [];
  if (key === undefined) return [{ action: bucketAction(operation), bucket }];
  const version = versionOf(bucket, key, asked.VersionId);
  const wishes = objectActions(operation, asked.VersionId !== undefined).map((action) => ({ action, bucket, key, version }));
  if (comparing.has(operation) && asked.IfMatch !== undefined && asked.IfMatch !== '*') wishes.push({ action: 's3:GetObject', bucket, key, version });
  const more = making.has(operation) ? whatElseIsAsked(asked).map((action) => ({ action, bucket, key, version, isMaking: true })) : [];
  return [...wishes, ...more, ...sourceWishes(state, operation, asked, { bucket, key })];
}

/** The version that is meant, if it is there. */
export function versionOf(bucket: Bucket, key: string, versionId: string | undefined): Version | undefined {
  const history = bucket.history(key);
  return versionId === undefined ? history?.current : history?.find(versionId);
}

/** A right of its own is needed for each thing that can also be set later, by a call of its own. */
function whatElseIsAsked(asked: Asked): string[] {
  return [
    ...(asked.Tagging === undefined ? [] : ['s3:PutObjectTagging']),
    ...(asked.ACL !== undefined || hasHeaderGrants(asked) ? ['s3:PutObjectAcl'] : []),
    ...(asked.ObjectLockMode === undefined && asked.ObjectLockRetainUntilDate === undefined ? [] : ['s3:PutObjectRetention']),
    ...(asked.ObjectLockLegalHoldStatus === undefined ? [] : ['s3:PutObjectLegalHold']),
  ];
}

/** A copy reads its source, and takes its tags along unless told to put others in their place. */
function sourceWishes(state: S3State, operation: string, asked: Asked, target: { bucket: Bucket; key: string }): Wish[] {
  const source = asked.CopySource === undefined ? undefined : copySourceName(asked.CopySource);
  const bucket = state.buckets.get(source?.bucketName ?? '');
  if (!source || !bucket) return [];
  const { key, versionId } = source;
  const version = versionOf(bucket, key, versionId);
  const wishes: Wish[] = [{ action: versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', bucket, key, version }];
  const hasTags = version?.kind === 'object' && version.tags.length > 0;
  if (operation === 'CopyObject' && hasTags && asked.TaggingDirective !== 'REPLACE') {
    wishes.push({ action: versionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging', bucket, key, version });
    wishes.push({ action: 's3:PutObjectTagging', ...target });
  }
  return wishes;
}
