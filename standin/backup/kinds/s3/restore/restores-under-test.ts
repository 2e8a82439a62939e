/** How a restore of a bucket is asked for in tests, and how it is kept from being. */
import assert from 'node:assert/strict';
import { AwsError } from '../../../../aws-error';
import { JobFailure } from '../../../jobs/job-failure';
import type { RecoveryPoint } from '../../../points/recovery-point';
import type { BucketsUnderTest } from '../s3-kind-under-test';

/** Into a bucket that the restore makes. */
export const fresh = { DestinationBucketName: 'copy', NewBucket: 'true' };

/** The metadata are refused before there is a job. */
export function refuses({ kind }: BucketsUnderTest, point: RecoveryPoint, metadata: Record<string, string>, message: RegExp): void {
  assert.throws(() => kind.checkRestore(point, metadata), (error) => error instanceof AwsError && error.code === 'InvalidParameterValueException' && message.test(error.message));
}

/** The restore ends in a failure that says so. */
export function fails(restore: Promise<unknown>, message: RegExp): Promise<void> {
  return assert.rejects(restore, (error) => (error instanceof JobFailure || error instanceof AwsError) && message.test(error.message));
}
