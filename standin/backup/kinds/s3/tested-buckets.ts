/** Buckets that restore testing makes, and how it gets rid of them. */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import { Duration } from '../../../../time/duration';
import type { S3State } from '../../../s3/state';
import { JobFailure } from '../../jobs/job-failure';
import type { RecoveryPoint } from '../../points/recovery-point';
import type { ContinuousKind } from '../kind';
import { testTag } from '../test-tag';
import { contentOf } from './content';
import { bucketNamed } from './protected-buckets';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
export function testMetadata(point: RecoveryPoint, job: string, window: ReturnType<ContinuousKind['window']>): Record<string, string> {
  const { acls, aclsCount } = contentOf(point);
  return {
    DestinationBucketName: `awsbackup-restore-test-${job.toLowerCase()}`.slice(0, 63),
    NewBucket: 'true',
    EncryptionType: 'SSE-S3',
    RestoreACLs: String(acls && aclsCount),
    ...(window && { RestoreTime: window.to.toWholeSecond().toString().replace('.000Z', 'Z') }),
  };
}

/** Everything goes within days: a version on its first midnight a day after it is not current, which the current ones are made to be first. */
const emptying: readonly LifecycleRule[] = [
  {
    ID: 'awsbackup-restore-test-versions',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    Expiration: { Days: 1 },
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  },
  { ID: 'awsbackup-restore-test-markers', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { ExpiredObjectDeleteMarker: true } },
];

/**
 * A bucket is emptied by a lifecycle rule of one day, and deleted once it is empty; AWS Backup does so in a role of its own.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-cleanup
 */
export function deleteTested(s3: S3State, arn: string): Duration | undefined {
  const bucket = bucketNamed(s3, arn);
  if (!bucket) return undefined;
  if (!bucket.settings.tags.some(({ Key: key }) => key === testTag)) throw new JobFailure(`The bucket ${bucket.name} does not have the tag ${testTag}.`);
  if (bucket.histories.size === 0) {
    s3.deleteBucket(bucket);
    return undefined;
  }
  if (bucket.settings.lifecycle?.rules !== emptying) {
    bucket.configure({ lifecycle: { rules: emptying, minimumSize: 'all_storage_classes_128K' } });
    s3.lifecycle.arm();
  }
  return Duration.days(1);
}
