/** Restores of buckets: what comes back, how, and what stands in the way. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { ObjectVersion, Version } from '../../../../s3/keys/version';
import { JobFailure } from '../../../jobs/job-failure';
import { away, bucketsForEach, type BucketsUnderTest, home } from '../s3-kind-under-test';
import { fails, fresh, refuses } from './restores-under-test';

const sha256 = (text: string): string => hash('sha256', text, 'base64');
const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers';

describe('a restore of a bucket', () => {
  let buckets: BucketsUnderTest;
  bucketsForEach((made) => (buckets = made), () => buckets);

  const current = (key: string, bucket = 'copy'): ObjectVersion | undefined => buckets.s3.buckets.get(bucket)?.currentObject(key);
  const stack = (key: string, bucket = 'copy'): string[] =>
    [...(buckets.s3.buckets.get(bucket)?.history(key)?.newestFirst() ?? [])].map((version: Version) => (version.kind === 'marker' ? 'deleted' : buckets.textOf(version)));

  it('brings bytes, headers, metadata, tags and checksums back, in the class STANDARD', async () => {
    await buckets.put('shop', 'a', 'body', { ContentType: 'text/plain', Metadata: { owner: 'me' }, Tagging: 'k=v', StorageClass: 'STANDARD_IA', ChecksumSHA256: sha256('body') });
    const source = current('a', 'shop');
    await buckets.restore(await buckets.backUp('shop'), fresh);
    const restored = current('a');
    const facts = (version: ObjectVersion | undefined): unknown => version && [version.headers, version.metadata, version.tags, version.checksum, version.etag, version.size];
    assert.deepEqual(facts(restored), facts(source));
    assert.equal(source?.storageClass, 'STANDARD_IA');
    assert.equal(restored?.storageClass, 'STANDARD');
  });

  it('brings the latest version of each key alone, or as many as asked, or all of them in their order', async () => {
    for (const text of ['1', '2', '3']) await buckets.put('shop', 'a', text);
    await buckets.put('shop', 'b', 'x');
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'b' });
    const point = await buckets.backUp('shop');
    for (const [asked, ofA, ofB] of [['1', ['3'], []], ['2', ['3', '2'], ['deleted', 'x']], ['all', ['3', '2', '1'], ['deleted', 'x']], [undefined, ['3'], []]] as const) {
      const name = `copy-${asked ?? 'none'}`;
      await buckets.restore(point, { DestinationBucketName: name, NewBucket: 'true', ...(asked && { RestoreLatestVersionsUpTo: asked }) });
      assert.deepEqual([stack('a', name), stack('b', name)], [ofA, ofB]);
    }
  });

  it('puts nothing in the place of an object that is there, and removes none', async () => {
    await buckets.put('shop', 'a', 'old');
    const point = await buckets.backUp('shop');
    await buckets.put('shop', 'a', 'new');
    await buckets.put('shop', 'b', 'newer');
    assert.equal((await buckets.restore(point, { DestinationBucketName: 'shop' })).state, 'done');
    assert.deepEqual([stack('a', 'shop'), stack('b', 'shop')], [['new', 'old'], ['newer']]);
  });

  it('brings back what a delete marker hides, and no older version that is still there', async () => {
    for (const text of ['1', '2']) await buckets.put('shop', 'a', text);
    const point = await buckets.backUp('shop');
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a' });
    await buckets.restore(point, { DestinationBucketName: 'shop', RestoreLatestVersionsUpTo: 'all' });
    assert.deepEqual(stack('a', 'shop'), ['2', 'deleted', '2', '1']);
  });

  it('is done at the end of its time, until when nothing is there', async () => {
    await buckets.put('shop', 'a', 'x');
    const point = await buckets.backUp('shop');
    const work = { ...buckets.work('shop'), point, where: home, metadata: fresh };
    const { resource, content } = buckets.kind.restore({ ...work, tags: { from: 'test' } });
    assert.equal(resource, 'arn:aws:s3:::copy');
    assert.deepEqual(buckets.s3.buckets.get('copy')?.settings.tags, [{ Key: 'from', Value: 'test' }]);
    assert.equal((await buckets.kind.lookAtRestore(work, content)).state, 'running');
    assert.equal(buckets.read('copy', 'a'), undefined);
  });

  it('goes on when its recovery point is deleted meanwhile, also after a restart', async () => {
    const id = await buckets.put('shop', 'a', 'x');
    const point = await buckets.backUp('shop');
    const work = { ...buckets.work('shop'), point, where: home, metadata: fresh };
    const { content, lookAfter } = buckets.kind.restore({ ...work, tags: {} });
    buckets.kind.remove(point);
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: id });
    await buckets.clock.advance(lookAfter);
    buckets = buckets.again();
    assert.equal((await buckets.kind.lookAtRestore({ ...work, now: buckets.clock.now() }, content)).state, 'done');
    assert.equal(buckets.read('copy', 'a'), 'x');
  });

  it('is about the paths that are asked for alone', async () => {
    for (const key of ['a', 'ab', 'dir/x', 'dir/y', 'dirt']) await buckets.put('shop', key, key);
    const point = await buckets.backUp('shop');
    await buckets.restore(point, { ...fresh, ItemsToRestore: JSON.stringify(['a', 's3://shop/dir/']) });
    assert.deepEqual([...(buckets.s3.buckets.get('copy')?.histories.from('') ?? [])].map(([, { key }]) => key), ['a', 'dir/x', 'dir/y']);
    const none = await buckets.restore(point, { DestinationBucketName: 'copy', ItemsToRestore: '["nothing/"]' });
    assert.deepEqual(none, { state: 'done', sizeBytes: 0, resource: 'arn:aws:s3:::copy', message: `There are no objects that match the restore request for ${point.arn}.` });
  });

  it('encrypts as the original was, by S3, or with a key that the role may use', async () => {
    const [own, other] = [await buckets.key(), await buckets.key()];
    await buckets.put('shop', 'a', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: own });
    await buckets.put('shop', 'b', 'y');
    const point = await buckets.backUp('shop');
    const algorithms = async (name: string, more: Record<string, string>): Promise<unknown[]> => {
      await buckets.restore(point, { DestinationBucketName: name, NewBucket: 'true', ...more });
      return ['a', 'b'].map((key) => current(key, name)?.encryption);
    };
    const byS3 = { algorithm: 'AES256' };
    const byKey = (keyArn: string): object => ({ algorithm: 'aws:kms', keyArn, bucketKey: false });
    assert.deepEqual(await algorithms('copy-1', {}), [byKey(own), byS3]);
    assert.deepEqual(await algorithms('copy-2', { EncryptionType: 'SSE-S3' }), [byS3, byS3]);
    assert.deepEqual(await algorithms('copy-3', { EncryptionType: 'SSE-KMS', KMSKey: other }), [byKey(other), byKey(other)]);
    // What S3 encrypts itself has the MD5 of its bytes for a tag.
    assert.equal(current('a', 'copy-2')?.etag, '9dd4e461268c8034f5c8564e155c67a6');
    await buckets.call('DisableKey', { KeyId: own }, home, 'kms');
    const some = await buckets.restore(point, { DestinationBucketName: 'copy-4', NewBucket: 'true' });
    assert.match('message' in some ? (some.message ?? '') : '', /^One or more objects failed/);
    assert.deepEqual([current('a', 'copy-4'), buckets.read('copy-4', 'b')], [undefined, 'y']);
  });

  it('brings ACLs back where they were backed up and are asked for, into a bucket that takes them', async () => {
    await buckets.bucket('open-shop', home, 'ObjectWriter');
    const { id } = { id: buckets.s3.users.idOf(away.accountId) };
    await buckets.put('open-shop', 'a', 'x', { GrantRead: `id="${id}"` });
    const point = await buckets.backUp('open-shop');
    await buckets.restore(point, { ...fresh, RestoreACLs: 'true' });
    assert.deepEqual(current('a')?.acl?.grants.map(({ Grantee }) => Grantee?.ID), [id]);
    await buckets.restore(point, { DestinationBucketName: 'copy-2', NewBucket: 'true' });
    assert.equal(current('a', 'copy-2')?.acl, undefined);
    await fails(buckets.restore(point, { DestinationBucketName: 'shop', RestoreACLs: 'true' }), /does not allow ACLs/);
    // A bucket whose ACLs never counted comes back into one of its own kind.
    const own = await buckets.backUp('shop');
    assert.equal((await buckets.restore(own, { DestinationBucketName: 'shop', RestoreACLs: 'true' })).state, 'done');
    const without = await buckets.backUp('open-shop', { options: { BackupACLs: 'disabled' } });
    refuses(buckets, without, { ...fresh, RestoreACLs: 'true' }, /^Unable to restore Access Control Lists \(ACLs\) for bucket because backup was created with the 'BackupACLs' option disabled/);
  });

  it('leaves out what is public where the destination blocks it', async () => {
    await buckets.bucket('open-shop', home, 'ObjectWriter');
    await buckets.call('DeletePublicAccessBlock', { Bucket: 'open-shop' });
    await buckets.put('open-shop', 'public', 'x', { GrantRead: `uri="${everyone}"` });
    await buckets.put('open-shop', 'private', 'y');
    const point = await buckets.backUp('open-shop');
    assert.deepEqual((await buckets.restore(point, { ...fresh, RestoreACLs: 'true' })).state, 'done');
    assert.deepEqual([buckets.read('copy', 'public'), buckets.read('copy', 'private')], [undefined, 'y']);
  });

  it('gives objects the retention of the bucket that they come to, and none of their own', async () => {
    await buckets.call('CreateBucket', { Bucket: 'locked', ObjectLockEnabledForBucket: true });
    const retainUntil = new Date(buckets.clock.now().epochMilliseconds + 86_400_000);
    await buckets.put('locked', 'a', 'x');
    await buckets.call('PutObjectRetention', { Bucket: 'locked', Key: 'a', Retention: { Mode: 'COMPLIANCE', RetainUntilDate: retainUntil } });
    const point = await buckets.backUp('locked');
    await buckets.restore(point, fresh);
    assert.equal(current('a')?.lock, undefined);
    await buckets.call('CreateBucket', { Bucket: 'retaining', ObjectLockEnabledForBucket: true });
    await buckets.call('PutObjectLockConfiguration', { Bucket: 'retaining', ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } } } });
    await buckets.restore(point, { DestinationBucketName: 'retaining' });
    assert.equal(current('a', 'retaining')?.lock?.mode, 'GOVERNANCE');
  });

  it('brings a copy back in another account and region, by any encryption but the original', async () => {
    await buckets.put('shop', 'a', 'x');
    const copy = buckets.copy(await buckets.backUp('shop'), away);
    assert.match(copy.arn, /^arn:aws:backup:eu-west-1:210987654321:recovery-point:shop-\d{14}-/);
    refuses(buckets, copy, { ...fresh, EncryptionType: 'original' }, /copy from another Region/);
    await buckets.restore(copy, { ...fresh, EncryptionType: 'SSE-S3' });
    assert.equal(buckets.read('copy', 'a'), 'x');
    assert.deepEqual([buckets.s3.buckets.get('copy')?.origin.accountId, buckets.s3.buckets.get('copy')?.origin.region], [away.accountId, away.region]);
  });

  it('can be lied about: a byte is flipped, or an older version comes back', async () => {
    for (const text of ['one', 'two']) await buckets.put('shop', 'a', text);
    const point = await buckets.backUp('shop');
    const lies = buckets.world.mischief as Set<string>;
    lies.add('stale-restore');
    await buckets.restore(point, fresh);
    assert.equal(buckets.read('copy', 'a'), 'one');
    lies.delete('stale-restore');
    lies.add('flipped-byte');
    await buckets.restore(point, { ...fresh, DestinationBucketName: 'copy-2' });
    assert.notEqual(buckets.read('copy-2', 'a'), 'two');
    assert.equal(buckets.read('copy-2', 'a')?.length, 3);
  });

  it('of a test goes to a bucket of its own, which is emptied within days and deleted', async () => {
    await buckets.put('shop', 'a', 'x');
    const point = await buckets.backUp('shop');
    const metadata = buckets.kind.testMetadata(point, 'D48D8717-0000-0000-0000-000000000000');
    assert.deepEqual(metadata, { DestinationBucketName: 'awsbackup-restore-test-d48d8717-0000-0000-0000-000000000000', NewBucket: 'true', EncryptionType: 'SSE-S3', RestoreACLs: 'false' });
    assert.deepEqual(buckets.kind.overridable, ['encryptiontype', 'kmskey', 'restoreacls']);
    const { resource = '' } = await buckets.restore(point, metadata, { tags: { 'awsbackup-restore-test': 'plan' } });
    let days = 0;
    for (let again = buckets.kind.deleteTested(resource); again; again = buckets.kind.deleteTested(resource)) {
      await buckets.clock.advance(again);
      days += 1;
    }
    assert.equal(buckets.s3.buckets.has(metadata.DestinationBucketName ?? ''), false);
    assert.ok(days >= 1 && days <= 5, `${days} days`);
    assert.throws(() => buckets.kind.deleteTested('arn:aws:s3:::shop'), (error) => error instanceof JobFailure);
  });
});
