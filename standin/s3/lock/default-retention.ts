/** The retention that a bucket gives to new objects that bring none. */
import type { ObjectLockRule } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { Bucket } from '../buckets/bucket';
import type { Lock } from '../keys/version';

/** S3 counts a year as 365 days. */
const daysOfYear = 365;

/** The lock of an object that is created at `at`: what it asked for, and the bucket's default where it asked for no retention. */
export function lockAtCreation(bucket: Bucket, asked: Lock | undefined, at: Instant): Lock | undefined {
  const period = defaultPeriod(bucket.settings.objectLock?.rule);
  if (!period || asked?.mode !== undefined) return asked;
  return { ...asked, mode: period.mode, retainUntil: at.plus(period.length) };
}

function defaultPeriod(rule: ObjectLockRule | undefined): { mode: NonNullable<Lock['mode']>; length: Duration } | undefined {
  const { Mode: mode, Days: days, Years: years } = rule?.DefaultRetention ?? {};
  return mode && { mode, length: Duration.days(days ?? (years ?? 0) * daysOfYear) };
}
