/** Continuous backups of buckets: any second of their days can be gone back to, until something they need is turned off. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Duration } from '../../../../time/duration';
import type { Instant } from '../../../../time/instant';
import { JobFailure } from '../../jobs/job-failure';
import type { RecoveryPoint } from '../../points/recovery-point';
import { away, bucketsForEach, type BucketsUnderTest } from './s3-kind-under-test';

const minutes = (n: number): Duration => Duration.minutes(n);

describe('a continuous backup of a bucket', () => {
  let buckets: BucketsUnderTest;
  bucketsForEach((made) => (buckets = made), () => buckets);

  let copies = 0;
  const readAt = async (point: RecoveryPoint, at: Instant, key = 'a'): Promise<string | undefined> => {
    const name = `copy-${(copies += 1)}`;
    await buckets.restore(point, { DestinationBucketName: name, NewBucket: 'true', RestoreTime: at.toString() });
    return buckets.read(name, key);
  };

  it('is named after the bucket, keeps its name, and has S3 tell EventBridge', async () => {
    const point = buckets.follow('shop');
    assert.match(point.arn, /^arn:aws:backup:us-east-1:123456789012:recovery-point:continuous:shop-[0-9a-f]{8}$/);
    assert.equal(buckets.follow('shop', 7).arn, point.arn);
    assert.deepEqual(buckets.s3.buckets.get('shop')?.settings.notification, { EventBridgeConfiguration: {} });
  });

  it('is not begun where the role may not turn EventBridge on, nor without versioning', async () => {
    await buckets.role('quiet');
    await buckets.allow('quiet', { Action: ['s3:Get*', 's3:List*'] });
    assert.throws(() => buckets.kind.continuous.follow(buckets.work('shop', { role: 'quiet' }), 35), (error) => error instanceof JobFailure && /EventBridge/.test(error.message));
    await buckets.call('PutBucketVersioning', { Bucket: 'shop', VersioningConfiguration: { Status: 'Suspended' } });
    assert.throws(() => buckets.follow('shop'), (error) => error instanceof JobFailure && /Versioning/.test(error.message));
  });

  it('can be gone back to any second but those of the last fifteen minutes', async () => {
    const point = buckets.follow('shop');
    assert.equal(buckets.kind.continuous.window(point), undefined);
    const since = buckets.clock.now();
    await buckets.clock.advance(minutes(60));
    assert.deepEqual(buckets.kind.continuous.window(point), { from: since, to: since.plus(minutes(45)) });
  });

  it('brings back what was there at an instant, what was deleted for good since then included', async () => {
    const point = buckets.follow('shop');
    const at: Instant[] = [];
    const step = async (): Promise<void> => {
      at.push(buckets.clock.now());
      await buckets.clock.advance(minutes(1));
    };
    await step();
    const first = await buckets.put('shop', 'a', 'one');
    await step();
    await buckets.put('shop', 'a', 'two');
    await step();
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a' });
    await step();
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: first });
    await buckets.clock.advance(minutes(20));
    const read = [];
    for (const instant of at) read.push(await readAt(point, instant.plus(Duration.seconds(30))));
    assert.deepEqual(read, [undefined, 'one', 'two', undefined]);
    // Of what was written within the very instant, all is there.
    assert.equal(await readAt(point, at[1] as Instant), 'one');
  });

  it('remembers the same after a restart', async () => {
    const point = buckets.follow('shop');
    await buckets.put('shop', 'a', 'one');
    const then = buckets.clock.now();
    await buckets.clock.advance(minutes(1));
    buckets = buckets.again();
    await buckets.put('shop', 'a', 'two');
    const later = buckets.clock.now();
    await buckets.clock.advance(minutes(30));
    buckets = buckets.again();
    assert.deepEqual([await readAt(point, then), await readAt(point, later)], ['one', 'two']);
  });

  it('keeps what was for its days, and no longer', async () => {
    const point = buckets.follow('shop', 1);
    const id = await buckets.put('shop', 'a', 'long gone');
    await buckets.clock.advance(minutes(1));
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: id });
    await buckets.put('shop', 'b', 'b');
    assert.equal(buckets.contents(), 2);
    await buckets.clock.advance(Duration.days(2));
    await buckets.put('shop', 'b', 'c');
    assert.equal(buckets.contents(), 2);
    assert.deepEqual(buckets.kind.continuous.window(point)?.from, buckets.clock.now().minus(Duration.days(1)));
  });

  for (const [what, turnOff] of [
    ['versioning', () => buckets.call('PutBucketVersioning', { Bucket: 'shop', VersioningConfiguration: { Status: 'Suspended' } })],
    ['EventBridge', () => buckets.call('PutBucketNotificationConfiguration', { Bucket: 'shop', NotificationConfiguration: {} })],
  ] as const) {
    it(`stops when ${what} is turned off, keeps what it has, and another begins once it is on again`, async () => {
      const point = buckets.follow('shop');
      await buckets.put('shop', 'a', 'before');
      await buckets.clock.advance(minutes(1));
      await turnOff();
      const off = buckets.clock.now();
      await buckets.put('shop', 'a', 'after');
      await buckets.clock.advance(minutes(60));
      const window = buckets.kind.continuous.window(point);
      assert.match(window?.broken ?? '', new RegExp(what, 'i'));
      assert.deepEqual(window?.to, off);
      assert.equal(await readAt(point, off.minus(Duration.seconds(1))), 'before');
      await buckets.call('PutBucketVersioning', { Bucket: 'shop', VersioningConfiguration: { Status: 'Enabled' } });
      assert.notEqual(buckets.follow('shop').arn, point.arn);
    });
  }

  it('stops when the role may not look at the bucket any more', async () => {
    const point = buckets.follow('shop');
    await buckets.allow('backups', { Action: 's3:ListBucketVersions' });
    await buckets.put('shop', 'a', 'x');
    await buckets.clock.advance(minutes(30));
    assert.match(buckets.kind.continuous.window(point)?.broken ?? '', /no longer has the permissions/);
  });

  it('keeps nothing of what came after it was stopped', async () => {
    buckets.follow('shop');
    await buckets.put('shop', 'a', 'before');
    await buckets.call('PutBucketNotificationConfiguration', { Bucket: 'shop', NotificationConfiguration: {} });
    await buckets.clock.advance(minutes(1));
    const id = await buckets.put('shop', 'b', 'after');
    const periodic = await buckets.backUp('shop');
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'b', VersionId: id });
    await buckets.backUp('shop');
    assert.equal(buckets.contents(), 2);
    buckets.kind.remove(periodic);
    assert.equal(buckets.contents(), 1);
  });

  it('stops when the role is gone, and when the bucket is', async () => {
    const point = buckets.follow('shop');
    const id = await buckets.put('shop', 'a', 'x');
    await buckets.call('DeleteRolePolicy', { RoleName: 'backups', PolicyName: 'own' }, undefined, 'iam');
    await buckets.call('DeleteRole', { RoleName: 'backups' }, undefined, 'iam');
    await buckets.put('shop', 'b', 'y');
    await buckets.clock.advance(minutes(30));
    assert.match(buckets.kind.continuous.window(point)?.broken ?? '', /role/);
    await buckets.bucket('stall');
    await buckets.role('backups');
    await buckets.allow('backups', { Action: 's3:*' });
    const other = buckets.follow('stall');
    await buckets.clock.advance(minutes(30));
    await buckets.call('DeleteBucket', { Bucket: 'stall' });
    assert.match(buckets.kind.continuous.window(other)?.broken ?? '', /deleted/);
    assert.ok(id);
  });

  it('is copied as a backup of the moment of copying', async () => {
    const point = buckets.follow('shop');
    await buckets.put('shop', 'a', 'one');
    const copy = buckets.copy(point, away);
    await buckets.put('shop', 'a', 'two');
    assert.equal(copy.continuous, false);
    await buckets.restore(copy, { DestinationBucketName: 'copy', NewBucket: 'true' });
    assert.equal(buckets.read('copy', 'a'), 'one');
  });

  it('goes along with periodic backups of the same bucket', async () => {
    const point = buckets.follow('shop');
    await buckets.put('shop', 'a', 'one');
    const periodic = await buckets.backUp('shop');
    await buckets.put('shop', 'a', 'two');
    buckets.kind.continuous.unfollow(point);
    await buckets.put('shop', 'a', 'three');
    const later = await buckets.backUp('shop');
    await buckets.restore(periodic, { DestinationBucketName: 'then', NewBucket: 'true' });
    await buckets.restore(later, { DestinationBucketName: 'now', NewBucket: 'true', RestoreLatestVersionsUpTo: 'all' });
    assert.deepEqual([buckets.read('then', 'a'), buckets.read('now', 'a')], ['one', 'three']);
    assert.equal(buckets.kind.continuous.window(point), undefined);
  });

  it('lets go of everything when it is deleted', async () => {
    const point = buckets.follow('shop');
    const id = await buckets.put('shop', 'a', 'x');
    await buckets.clock.advance(minutes(1));
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: id });
    assert.equal(buckets.contents(), 1);
    buckets.kind.continuous.unfollow(point);
    assert.equal(buckets.contents(), 0);
    assert.equal(buckets.s3.buckets.get('shop')?.follower, undefined);
  });
});
