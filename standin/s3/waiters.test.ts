/** The SDK's own waiters see buckets and objects come and go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { S3, waitUntilBucketExists, waitUntilBucketNotExists, waitUntilObjectExists, waitUntilObjectNotExists } from '@aws-sdk/client-s3';
import { standinUnderTest } from '../standin-under-test';

test('a bucket and an object are there when S3 says so, and gone when it says so', async () => {
  await using standin = await standinUnderTest();
  const client = standin.client(S3);
  const waiter = { client, maxWaitTime: 30 };
  const [Bucket, Key] = ['awaited', 'a'];
  const ended: string[] = [];
  const see = async (waiting: Promise<{ state: string }>): Promise<void> => void ended.push((await waiting).state);
  await see(waitUntilBucketNotExists(waiter, { Bucket }));
  await client.createBucket({ Bucket });
  await see(waitUntilBucketExists(waiter, { Bucket }));
  await see(waitUntilObjectNotExists(waiter, { Bucket, Key }));
  await client.putObject({ Bucket, Key, Body: 'x' });
  await see(waitUntilObjectExists(waiter, { Bucket, Key }));
  assert.deepEqual(ended, ['SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS']);
});
