/** Restores of buckets that are refused, or fail, or do so in part. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bucketsForEach, type BucketsUnderTest, home } from '../s3-kind-under-test';
import { fails, fresh, refuses } from './restores-under-test';

describe('a restore of a bucket that cannot be', () => {
  let buckets: BucketsUnderTest;
  bucketsForEach((made) => (buckets = made), () => buckets);

  it('needs a versioned bucket of its own region, or one that it may make', async () => {
    const point = await buckets.backUp('shop');
    await fails(buckets.restore(point, { DestinationBucketName: 'missing' }), /does not exist/);
    await buckets.call('CreateBucket', { Bucket: 'plain-bucket' });
    await fails(buckets.restore(point, { DestinationBucketName: 'plain-bucket' }), /Versioning is not enabled/);
    await buckets.bucket('far', { ...home, region: 'eu-west-1' });
    await fails(buckets.restore(point, { DestinationBucketName: 'far' }), /not in the Region us-east-1/);
    await fails(buckets.restore(point, { DestinationBucketName: 'shop', NewBucket: 'true' }), /already exists/);
    await buckets.role('maker');
    await fails(buckets.restore(point, fresh, { role: 'maker' }), /is not authorized to perform: s3:CreateBucket on resource: arn:aws:s3:::copy/);
    await fails(buckets.restore(point, { DestinationBucketName: 'shop' }, { role: 'maker' }), /does not have permission to describe resource arn:aws:s3:::shop/);
  });

  it('refuses metadata that makes no sense', async () => {
    const point = await buckets.backUp('shop');
    refuses(buckets, point, {}, /DestinationBucketName is required/);
    refuses(buckets, point, { ...fresh, Color: 'red' }, /Color is not known/);
    refuses(buckets, point, { DestinationBucketName: 'No_Bucket' }, /not the name of a bucket/);
    refuses(buckets, point, { ...fresh, NewBucket: 'perhaps' }, /NewBucket must be true or false/);
    refuses(buckets, point, { DestinationBucketName: 'shop', CreationToken: 'x' }, /CreationToken/);
    refuses(buckets, point, { ...fresh, EncryptionType: 'SSE-C' }, /EncryptionType must be/);
    refuses(buckets, point, { ...fresh, EncryptionType: 'SSE-S3', KMSKey: 'x' }, /KMSKey/);
    refuses(buckets, point, { ...fresh, Encrypted: 'false', EncryptionType: 'SSE-KMS' }, /Encrypted is false/);
    refuses(buckets, point, { ...fresh, RestoreLatestVersionsUpTo: '0' }, /RestoreLatestVersionsUpTo/);
    refuses(buckets, point, { ...fresh, ItemsToRestore: JSON.stringify(['1', '2', '3', '4', '5', '6']) }, /ItemsToRestore/);
    refuses(buckets, point, { ...fresh, ItemsToRestore: 'a' }, /ItemsToRestore/);
    refuses(buckets, point, { ...fresh, RestoreTime: '2026-01-05T09:00:00Z' }, /continuous backups alone/);
    buckets.kind.checkRestore(point, { destinationbucketname: 'copy', newBucket: 'true', encryptionType: 'SSE-S3' });
  });

  it('needs a time for a continuous backup', async () => {
    const point = { ...(await buckets.backUp('shop')), continuous: true };
    refuses(buckets, point, fresh, /RestoreTime is required/);
    refuses(buckets, point, { ...fresh, RestoreTime: 'yesterday' }, /not a time/);
    buckets.kind.checkRestore(point, { ...fresh, RestoreTime: '2026-01-05T09:00:00Z' });
  });

  it('says in AWS’s words that all or some objects failed', async () => {
    await buckets.put('shop', 'open/a', 'x');
    await buckets.put('shop', 'shut/b', 'y');
    const point = await buckets.backUp('shop');
    await buckets.bucket('copy');
    await buckets.role('half');
    await buckets.allow('half', { Action: ['s3:*'], Resource: ['arn:aws:s3:::copy', 'arn:aws:s3:::copy/open/*'] });
    const some = await buckets.restore(point, { DestinationBucketName: 'copy' }, { role: 'half' });
    const notice = 'To get notified of these failures, enable SNS event notifications.';
    assert.deepEqual([some.state, 'message' in some && some.message], ['done', `One or more objects failed to be restored from ${point.arn} to copy. ${notice}`]);
    const none = await buckets.restore(point, { DestinationBucketName: 'copy', ItemsToRestore: '["shut/"]' }, { role: 'half' });
    assert.deepEqual([none.state, 'message' in none && none.message], ['failed', `No objects were restored from ${point.arn} to copy. ${notice}`]);
  });
});
