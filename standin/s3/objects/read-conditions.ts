/** Conditional reads, in S3's order: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
import { Instant } from '../../../time/instant';
import { AwsError } from '../../aws-error';
import { preconditionFailed } from '../errors';
import type { ObjectVersion } from '../keys/version';
import { quoted, sameEtag } from './etag';

export interface ReadConditions {
  IfMatch?: string;
  IfNoneMatch?: string;
  IfModifiedSince?: Date;
  IfUnmodifiedSince?: Date;
}

/**
 * The condition that does not hold, by its header. A matching ETag overrules If-Unmodified-Since,
 * and a different one overrules If-Modified-Since.
 */
export function failedCondition(version: ObjectVersion, conditions: ReadConditions, now: Instant): string | undefined {
  const { IfMatch: match, IfNoneMatch: noneMatch, IfModifiedSince: modifiedSince, IfUnmodifiedSince: unmodifiedSince } = conditions;
  // The header carries whole seconds, so only whole seconds can be compared.
  const modified = version.modified.toWholeSecond();
  if (match !== undefined) {
    if (!sameEtag(match, version.etag)) return 'If-Match';
  } else if (unmodifiedSince && modified.isAfter(Instant.ofDate(unmodifiedSince))) return 'If-Unmodified-Since';
  if (noneMatch !== undefined) return sameEtag(noneMatch, version.etag) ? 'If-None-Match' : undefined;
  if (!modifiedSince) return undefined;
  const since = Instant.ofDate(modifiedSince);
  // A date in the future says nothing and is passed over.
  return !modified.isAfter(since) && !since.isAfter(now) ? 'If-Modified-Since' : undefined;
}

/** Throws `PreconditionFailed`, or 304 without a body where the client has what it asks for. */
export function checkReadConditions(version: ObjectVersion, conditions: ReadConditions, now: Instant): void {
  const failed = failedCondition(version, conditions, now);
  if (failed === undefined) return;
  if (failed === 'If-Match' || failed === 'If-Unmodified-Since') throw preconditionFailed(failed);
  throw new AwsError('NotModified', 'Not Modified', {
    status: 304,
    headers: { etag: quoted(version.etag), 'last-modified': version.modified.toDate().toUTCString() },
  });
}
