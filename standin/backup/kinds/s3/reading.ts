/** What a role can read of a bucket, and what no role can. */
import { AwsError } from '../../../aws-error';
import type { Caller } from '../../../service';
import { roleMay } from '../../../s3/access/decide';
import { archiveClassOf } from '../../../s3/archive/archived';
import type { Bucket } from '../../../s3/buckets/bucket';
import { contextForKms } from '../../../s3/encryption/encryption-context';
import type { ObjectVersion } from '../../../s3/keys/version';
import type { S3State } from '../../../s3/state';
import { JobFailure } from '../../jobs/job-failure';
import type { CanRead } from './timeline/timeline';

/** What of its objects is backed up, besides their bytes and metadata. */
export interface Parts {
  acls: boolean;
  tags: boolean;
}

/** Undefined where it cannot be assumed. */
export function readingRole(s3: S3State, roleArn: string): Caller | undefined {
  return s3.neighbours.access.callerOfRole(roleArn, 'backup.amazonaws.com');
}

/** What AWS Backup asks of a bucket before it looks into it; those of its own policy: AWSBackupServiceRolePolicyForS3Backup. */
const describing = ['s3:GetBucketVersioning', 's3:ListBucketVersions'];

export function isDescribable(s3: S3State, role: Caller, bucket: Bucket, more: readonly string[] = []): boolean {
  return [...describing, ...more].every((action) => roleMay(s3, role, { action, bucket }));
}

/** Throws JobFailure, in the words that were seen: https://github.com/ministryofjustice/modernisation-platform/issues/6152 */
export function requireDescribable(s3: S3State, role: Caller, bucket: Bucket, more: readonly string[] = []): void {
  if (isDescribable(s3, role, bucket, more)) return;
  throw new JobFailure(
    `Your backup job failed as AWS Backup does not have permission to describe resource arn:aws:s3:::${bucket.name}. ` +
      'Please review your IAM policies to ensure AWS Backup can protect your resources.',
    'AccessDenied',
  );
}

/**
 * What lies in an archive is not backed up, nor what is encrypted with a key of the caller's:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
 */
export function canRead(s3: S3State, role: Caller, { acls, tags }: Parts): CanRead {
  return (bucket, key, version) => {
    if (version.kind === 'marker') return true;
    if (archiveClassOf(version) || version.encryption.algorithm === 'customer') return false;
    const may = (action: string): boolean => roleMay(s3, role, { action, bucket, key, version });
    if (!may('s3:GetObjectVersion') || (tags && !may('s3:GetObjectVersionTagging')) || (acls && !may('s3:GetObjectVersionAcl'))) return false;
    return canDecrypt(s3, role, { bucket, key, version });
  };
}

function canDecrypt(s3: S3State, caller: Caller, { bucket, key, version }: { bucket: Bucket; key: string; version: ObjectVersion }): boolean {
  const { encryption } = version;
  if (encryption.algorithm === 'AES256') return true;
  if (encryption.algorithm === 'customer') return false;
  const context = contextForKms(bucket, key, encryption);
  try {
    s3.neighbours.keys.use({ caller, region: bucket.origin.region, keyId: encryption.keyArn, action: 'kms:Decrypt', via: 's3', context });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
