/** What AWS Backup writes on the snapshots that it makes. */
import type { TagRecord } from '../../../tag-record';

/** As seen on real ones; the text is assumed. */
export const description = 'This snapshot is created by the AWS Backup service.';

/** The tag by which its role's own policy lets it delete a snapshot. */
export function backupTags(resourceArn: string): TagRecord {
  return { 'aws:backup:source-resource': resourceArn };
}
