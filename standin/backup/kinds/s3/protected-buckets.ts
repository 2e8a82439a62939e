/** The buckets of the world, as what AWS Backup can protect. */
import type { Bucket } from '../../../s3/buckets/bucket';
import type { BucketSettings } from '../../../s3/buckets/settings';
import type { S3State } from '../../../s3/state';
import type { TagRecord } from '../../../tag-record';
import type { Whereabouts } from '../../../whereabouts';
import type { Resource } from '../kind';

const prefix = 'arn:aws:s3:::';

export function arnOfBucket(name: string): string {
  return `${prefix}${name}`;
}

/** An object's ARN is none. */
export function isBucketArn(arn: string): boolean {
  return arn.startsWith(prefix) && arn.length > prefix.length && !arn.includes('/');
}

export function bucketNamed(s3: S3State, arn: string): Bucket | undefined {
  return isBucketArn(arn) ? s3.buckets.get(arn.slice(prefix.length)) : undefined;
}

export function* bucketsIn(s3: S3State, { accountId, region }: Whereabouts): Generator<Resource> {
  for (const bucket of s3.buckets.values()) {
    if (bucket.origin.accountId === accountId && bucket.origin.region === region) yield resourceOf(bucket);
  }
}

export function resourceOf(bucket: Bucket): Resource {
  const resource = { arn: arnOfBucket(bucket.name), name: bucket.name, tags: tagsOf(bucket.settings) };
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

/** Settings are replaced, never changed, and asked for at each backup. */
const known = new WeakMap<BucketSettings, TagRecord>();

function tagsOf(settings: BucketSettings): TagRecord {
  let tags = known.get(settings);
  if (!tags) known.set(settings, (tags = Object.fromEntries(settings.tags.map(({ Key: key = '', Value: value = '' }) => [key, value]))));
  return tags;
}
