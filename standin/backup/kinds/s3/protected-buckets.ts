/** The buckets of the world, as what AWS Backup can protect. */
import type { Bucket } from '../../../s3/buckets/bucket';
import { arnOfBucket, bucketsIn, tagsOfBucket } from '../../../s3/buckets/bucket-tags';
import type { S3State } from '../../../s3/state';
import type { Whereabouts } from '../../../whereabouts';
import type { Resource } from '../kind';

const prefix = 'arn:aws:s3:::';

/** An object's ARN is none. */
export function isBucketArn(arn: string): boolean {
  return arn.startsWith(prefix) && arn.length > prefix.length && !arn.includes('/');
}

export function bucketNamed(s3: S3State, arn: string): Bucket | undefined {
  return isBucketArn(arn) ? s3.buckets.get(arn.slice(prefix.length)) : undefined;
}

export function* resourcesIn(s3: S3State, where: Whereabouts): Generator<Resource> {
  for (const bucket of bucketsIn(s3, where)) yield resourceOf(bucket);
}

export function resourceOf(bucket: Bucket): Resource {
  const resource = { arn: arnOfBucket(bucket.name), name: bucket.name, tags: tagsOfBucket(bucket) };
  const unusable = whyUnusable(bucket);
  return unusable === undefined ? resource : { ...resource, unusable };
}

/** The wording is assumed; that versioning must be on is AWS's: https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html */
function whyUnusable({ name, settings }: Bucket): string | undefined {
  return settings.versioning === 'Enabled' ? undefined : `Versioning is not enabled on the S3 bucket ${name}. Enable versioning and try again.`;
}

/** What keeps a bucket from being followed continuously; the wording is assumed. */
export function whyUnfollowable(bucket: Bucket): string | undefined {
  if (bucket.settings.versioning !== 'Enabled') return whyUnusable(bucket);
  if (bucket.settings.notification?.EventBridgeConfiguration) return undefined;
  return `Amazon EventBridge notifications are not enabled on the S3 bucket ${bucket.name}.`;
}
