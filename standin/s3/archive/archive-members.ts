/** What an answer says of a copy that was brought back from an archive. */
import type { RestoreStatus } from '@aws-sdk/client-s3';
import type { Instant } from '../../../time/instant';
import type { ObjectVersion } from '../keys/version';
import { isBroughtBack, isOnItsWay } from './archived';

/** `x-amz-restore`: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export function archiveMembers(version: ObjectVersion, now: Instant): { Restore?: string } {
  if (isOnItsWay(version, now)) return { Restore: 'ongoing-request="true"' };
  if (!isBroughtBack(version, now)) return {};
  return { Restore: `ongoing-request="false", expiry-date="${version.restored?.until.toDate().toUTCString()}"` };
}

/** What listings say of it to who asks; nothing of objects that nobody restored. */
export function restoreStatus(version: ObjectVersion, now: Instant): { RestoreStatus?: RestoreStatus } {
  if (isOnItsWay(version, now)) return { RestoreStatus: { IsRestoreInProgress: true } };
  if (!isBroughtBack(version, now)) return {};
  return { RestoreStatus: { IsRestoreInProgress: false, RestoreExpiryDate: version.restored?.until.toDate() } };
}
