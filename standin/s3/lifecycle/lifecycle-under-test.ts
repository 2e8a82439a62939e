/** For tests of lifecycle: a bucket, the rules it is given, and what is in it, in few words. */
import {
  CreateBucketCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { s3UnderTest, type S3UnderTest } from '../s3-under-test';

export const Bucket = 'ledger';

export type Versioning = 'Enabled' | 'Suspended' | undefined;

export async function withBucket(versioning: Versioning): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  if (versioning) await setVersioning(s3, versioning);
  return s3;
}

export const setVersioning = (s3: S3UnderTest, Status: 'Enabled' | 'Suspended') =>
  s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

/** A rule for the whole bucket, unless it says otherwise. */
export const rule = (more: Partial<LifecycleRule>): LifecycleRule => ({ Status: 'Enabled', Filter: {}, ...more });

export const configure = (s3: S3UnderTest, ...Rules: LifecycleRule[]) =>
  s3.client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));

export const put = (s3: S3UnderTest, Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'text', ...more }));

export const head = (s3: S3UnderTest, Key: string, VersionId?: string) => s3.client.send(new HeadObjectCommand({ Bucket, Key, VersionId }));

/** Bytes that are not too few to be moved. */
export const large = Buffer.alloc(128 * 1024, 'x');

export const days = (s3: S3UnderTest, count: number) => s3.pass(Duration.days(count));

/** What is in the bucket: `key class`, or `key marker`; the current version of each with a star. By key, the newest first. */
export async function contents(s3: S3UnderTest): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
  const all = [
    ...Versions.map((version) => ({ ...version, what: String(version.StorageClass) })),
    ...DeleteMarkers.map((marker) => ({ ...marker, what: 'marker' })),
  ];
  // Versions of one instant are told apart by which is the latest, which is all that the tests make of them.
  all.sort((a, b) => (a.Key ?? '').localeCompare(b.Key ?? '') || (b.LastModified?.getTime() ?? 0) - (a.LastModified?.getTime() ?? 0) || Number(b.IsLatest) - Number(a.IsLatest));
  return all.map(({ Key, what, IsLatest }) => `${Key} ${what}${IsLatest ? ' *' : ''}`);
}
