/** For tests of objects: a bucket, and the calls that nearly each of them makes. */
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { s3UnderTest, type S3UnderTest } from '../s3-under-test';

export const Bucket = 'ledger';

/** An S3 with that bucket. */
export async function withBucket(): Promise<S3UnderTest> {
  const s3 = await s3UnderTest();
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  return s3;
}

export const put = (s3: S3UnderTest, Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello world', ...more }));

export const get = (s3: S3UnderTest, Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  s3.client.send(new GetObjectCommand({ Bucket, Key, ...more }));

/** `CopySource` is a key of the same bucket. */
export const copy = (s3: S3UnderTest, Key: string, CopySource: string, more: Partial<CopyObjectCommandInput> = {}) =>
  s3.client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${CopySource}`, ...more }));
