/** For tests of object lock: a bucket that locks, and the calls that nearly each of them makes. */
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ObjectLockRetention,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import type { Mischief } from '../../index';
import { s3UnderTest, type S3UnderTest } from '../s3-under-test';

export const Bucket = 'vault';
export const Key = 'deed';

export async function withLock(...mischief: Mischief[]): Promise<S3UnderTest> {
  const s3 = await s3UnderTest({ mischief });
  await s3.client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  return s3;
}

export const put = (s3: S3UnderTest, more: Partial<PutObjectCommandInput> = {}) => s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'signed', ...more }));
export const head = (s3: S3UnderTest, VersionId?: string) => s3.client.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
export const remove = (s3: S3UnderTest, VersionId: string | undefined, BypassGovernanceRetention?: boolean) =>
  s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }));
export const retain = (s3: S3UnderTest, Retention: ObjectLockRetention | undefined, BypassGovernanceRetention?: boolean) =>
  s3.client.send(new PutObjectRetentionCommand({ Bucket, Key, Retention, BypassGovernanceRetention }));
export const retention = async (s3: S3UnderTest) => (await s3.client.send(new GetObjectRetentionCommand({ Bucket, Key }))).Retention;
export const hold = (s3: S3UnderTest, Status?: 'ON' | 'OFF', VersionId?: string) =>
  s3.client.send(new PutObjectLegalHoldCommand({ Bucket, Key, VersionId, LegalHold: { Status } }));
export const held = async (s3: S3UnderTest) => (await s3.client.send(new GetObjectLegalHoldCommand({ Bucket, Key }))).LegalHold?.Status;

/** How many versions and markers the key has. */
export async function counts(s3: S3UnderTest): Promise<[versions: number, markers: number]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
  return [Versions.length, DeleteMarkers.length];
}

/** A date that many days from now, on the stand-in's clock. */
export function inDays(s3: S3UnderTest, days: number): Date {
  return s3.clock.now().plus(Duration.days(days)).toDate();
}
