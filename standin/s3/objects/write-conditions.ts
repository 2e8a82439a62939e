/** Conditional writes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
import type { Bucket } from '../buckets/bucket';
import { conditionalConflict, noSuchKey, notImplemented, preconditionFailed } from '../errors';
import { sameEtag } from './etag';

export interface WriteConditions {
  IfMatch?: string;
  IfNoneMatch?: string;
}

/** Throws `NotImplemented` for conditions that S3 does not know on writes. */
export function checkConditionForm({ IfMatch: ifMatch, IfNoneMatch: ifNoneMatch }: WriteConditions): void {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw notImplemented('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  }
  const refused = ifNoneMatch !== undefined && ifNoneMatch !== '*' ? 'If-None-Match' : ifMatch === '*' ? 'If-Match' : undefined;
  if (refused) throw notImplemented(refused, `We don't accept the provided value of ${refused} header for this API`);
}

/** Holds the conditions against the key as it is now. Throws `PreconditionFailed`, or `NoSuchKey` when there is nothing to match. */
export function checkWriteConditions(bucket: Bucket, key: string, conditions: WriteConditions): void {
  checkConditionForm(conditions);
  const { IfMatch: ifMatch, IfNoneMatch: ifNoneMatch } = conditions;
  const current = bucket.currentObject(key);
  if (ifNoneMatch !== undefined && current) throw preconditionFailed('If-None-Match');
  if (ifMatch === undefined) return;
  if (!current) throw noSuchKey(key);
  if (!sameEtag(ifMatch, current.etag)) throw preconditionFailed('If-Match');
}

/**
 * The same at the end of a write whose condition held when it began. What was there then and was deleted
 * meanwhile is a conflict; what was overwritten meanwhile fails the condition.
 */
export function checkWriteConditionsAgain(bucket: Bucket, key: string, conditions: WriteConditions): void {
  if (conditions.IfMatch !== undefined && !bucket.currentObject(key)) throw conditionalConflict('If-Match', key);
  checkWriteConditions(bucket, key, conditions);
}
