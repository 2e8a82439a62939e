/** Periodic backups of buckets: what they hold, for how long, and what keeps them from being made. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { Duration } from '../../../../time/duration';
import { JobFailure } from '../../jobs/job-failure';
import { away, bucketsForEach, type BucketsUnderTest, home } from './s3-kind-under-test';

const hour = Duration.hours(1);

describe('a backup of a bucket', () => {
  let buckets: BucketsUnderTest;
  bucketsForEach((made) => (buckets = made), () => buckets);


  it('is listed by account and region, with its tags and what keeps it from being backed up', async () => {
    await buckets.call('PutBucketTagging', { Bucket: 'shop', Tagging: { TagSet: [{ Key: 'plan', Value: 'gold' }] } });
    await buckets.bucket('elsewhere', away);
    await buckets.call('CreateBucket', { Bucket: 'plain-bucket' });
    const listed = [...buckets.kind.resources(home)];
    assert.deepEqual(listed.map(({ arn, tags, unusable }) => [arn, tags, unusable !== undefined]), [
      ['arn:aws:s3:::shop', { plan: 'gold' }, false],
      ['arn:aws:s3:::plain-bucket', {}, true],
    ]);
    assert.match(listed[1]?.unusable ?? '', /Versioning is not enabled/);
    assert.equal(buckets.kind.owns('arn:aws:s3:::shop/key'), false);
  });

  it('is named after the bucket and the time, and is done after a while', async () => {
    const point = buckets.begin('shop');
    assert.match(point.arn, /^arn:aws:backup:us-east-1:123456789012:recovery-point:shop-\d{14}-[0-9a-f]{8}$/);
    const first = buckets.kind.lookAtBackup(point);
    assert.equal(first.state, 'running');
    assert.deepEqual(await buckets.ended(point), { state: 'done', sizeBytes: 0 });
  });

  it('brings a lost bucket back, though everything was deleted for good', async () => {
    const id = await buckets.put('shop', 'a', 'first');
    const point = await buckets.backUp('shop');
    assert.equal(point.sizeBytes, 5);
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: id });
    await buckets.call('DeleteBucket', { Bucket: 'shop' });
    assert.deepEqual(await buckets.restore(point, { DestinationBucketName: 'shop', NewBucket: 'true' }), { state: 'done', sizeBytes: 5, resource: 'arn:aws:s3:::shop' });
    assert.equal(buckets.read('shop', 'a'), 'first');
  });

  it('holds the bucket as it was at the call, not as it was when the job was done', async () => {
    await buckets.put('shop', 'a', 'at the call');
    const point = buckets.begin('shop');
    await buckets.put('shop', 'a', 'later');
    await buckets.put('shop', 'b', 'later');
    await buckets.ended(point);
    await buckets.restore(point, { DestinationBucketName: 'copy', NewBucket: 'true' });
    assert.equal(buckets.read('copy', 'a'), 'at the call');
    assert.equal(buckets.read('copy', 'b'), undefined);
  });

  it('keeps tags as they were at each backup', async () => {
    await buckets.put('shop', 'a', 'x', { Tagging: 'step=1' });
    const before = await buckets.backUp('shop');
    await buckets.call('PutObjectTagging', { Bucket: 'shop', Key: 'a', Tagging: { TagSet: [{ Key: 'step', Value: '2' }] } });
    const after = await buckets.backUp('shop');
    for (const [point, step] of [[before, '1'], [after, '2']] as const) {
      await buckets.restore(point, { DestinationBucketName: `copy-${step}`, NewBucket: 'true' });
      assert.deepEqual(buckets.s3.buckets.get(`copy-${step}`)?.currentObject('a')?.tags, [{ Key: 'step', Value: step }]);
    }
  });

  it('leaves tags out where its options say so', async () => {
    await buckets.put('shop', 'a', 'x', { Tagging: 'step=1' });
    const point = await buckets.backUp('shop', { options: { BackupObjectTags: 'disabled' } });
    await buckets.restore(point, { DestinationBucketName: 'copy', NewBucket: 'true' });
    assert.deepEqual(buckets.s3.buckets.get('copy')?.currentObject('a')?.tags, []);
  });

  it('lets go of bytes with the last backup that counts on them, copies included', async () => {
    const id = await buckets.put('shop', 'a', 'only once on disk');
    const first = await buckets.backUp('shop');
    const second = await buckets.backUp('shop');
    const copy = buckets.copy(second, away);
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: id });
    await buckets.backUp('shop');
    for (const point of [first, second]) {
      buckets.kind.remove(point);
      assert.equal(buckets.contents(), 1);
    }
    buckets.kind.remove(copy);
    assert.equal(buckets.contents(), 0);
  });

  it('is still there after a restart, to the byte, and lets go after it', async () => {
    const id = await buckets.put('shop', 'a', 'kept');
    const point = await buckets.backUp('shop');
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: id });
    const next = await buckets.backUp('shop');
    buckets = buckets.again();
    await buckets.restore(point, { DestinationBucketName: 'copy', NewBucket: 'true' });
    assert.equal(buckets.read('copy', 'a'), 'kept');
    await buckets.call('DeleteObject', { Bucket: 'copy', Key: 'a', VersionId: buckets.s3.buckets.get('copy')?.currentObject('a')?.id });
    buckets.kind.remove(point);
    buckets.kind.remove(next);
    assert.equal(buckets.contents(), 0);
  });

  it('sees after a restart what was changed before it', async () => {
    await buckets.put('shop', 'a', 'old');
    const first = await buckets.backUp('shop');
    await buckets.put('shop', 'a', 'new');
    buckets = buckets.again();
    const second = await buckets.backUp('shop');
    for (const [point, name, text] of [[first, 'copy-1', 'old'], [second, 'copy-2', 'new']] as const) {
      await buckets.restore(point, { DestinationBucketName: name, NewBucket: 'true' });
      assert.equal(buckets.read(name, 'a'), text);
    }
  });

  it('tells a bucket from one of the same name after it', async () => {
    const id = await buckets.put('shop', 'a', 'the first');
    const point = await buckets.backUp('shop');
    await buckets.call('DeleteObject', { Bucket: 'shop', Key: 'a', VersionId: id });
    await buckets.call('DeleteBucket', { Bucket: 'shop' });
    await buckets.bucket('shop');
    await buckets.put('shop', 'a', 'the second');
    const later = await buckets.backUp('shop');
    await buckets.restore(point, { DestinationBucketName: 'copy-1', NewBucket: 'true' });
    await buckets.restore(later, { DestinationBucketName: 'copy-2', NewBucket: 'true' });
    assert.deepEqual([buckets.read('copy-1', 'a'), buckets.read('copy-2', 'a')], ['the first', 'the second']);
  });

  it('fails where versioning is off, or the role may not look at the bucket', async () => {
    await buckets.call('CreateBucket', { Bucket: 'plain-bucket' });
    assert.throws(() => buckets.begin('plain-bucket'), (error) => error instanceof JobFailure && /Versioning is not enabled/.test(error.message));
    await buckets.role('blind');
    assert.throws(
      () => buckets.begin('shop', { role: 'blind' }),
      (error) => error instanceof JobFailure && error.category === 'AccessDenied' && /AWS Backup does not have permission to describe resource arn:aws:s3:::shop\./.test(error.message),
    );
  });

  it('fails where the key of the vault cannot be used', async () => {
    const keyArn = await buckets.key();
    await buckets.call('DisableKey', { KeyId: keyArn }, home, 'kms');
    assert.throws(() => buckets.begin('shop', { vault: { ...buckets.vault(), keyArn } }), (error) => error instanceof JobFailure && /Access denied to KMS key/.test(error.message));
  });

  it('is done with issues where some objects cannot be backed up, and failed where none can', async () => {
    await buckets.put('shop', 'cold', 'x', { StorageClass: 'GLACIER' });
    const none = buckets.begin('shop');
    assert.deepEqual(await buckets.ended(none), {
      state: 'failed',
      message: 'No objects were backed up from shop. To get notified of these failures, enable SNS event notifications.',
      category: 'FAILURE',
    });
    await buckets.put('shop', 'warm', 'x');
    const some = await buckets.ended(buckets.begin('shop'));
    assert.equal(some.state, 'done');
    assert.match(some.state === 'done' ? (some.message ?? '') : '', /^One or more objects failed to be backed up from shop/);
  });

  it('tries again what it could not read before', async () => {
    await buckets.role('half');
    await buckets.allow('half', { Action: ['s3:GetBucket*', 's3:List*', 's3:GetObject*'], NotResource: undefined, Resource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/open'] });
    await buckets.put('shop', 'open', 'x');
    await buckets.put('shop', 'secret', 'y');
    const half = await buckets.backUp('shop', { role: 'half' });
    const whole = await buckets.backUp('shop');
    await buckets.restore(half, { DestinationBucketName: 'copy-1', NewBucket: 'true' });
    await buckets.restore(whole, { DestinationBucketName: 'copy-2', NewBucket: 'true' });
    assert.deepEqual([buckets.read('copy-1', 'open'), buckets.read('copy-1', 'secret')], ['x', undefined]);
    assert.deepEqual([buckets.read('copy-2', 'open'), buckets.read('copy-2', 'secret')], ['x', 'y']);
  });

  it('does not back up what is encrypted with a key that the role may not use', async () => {
    const keyArn = await buckets.key();
    await buckets.role('keyless');
    await buckets.allow('keyless', { Action: ['s3:*'] });
    await buckets.put('shop', 'a', 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn });
    assert.equal((await buckets.ended(buckets.begin('shop', { role: 'keyless' }))).state, 'failed');
    assert.equal((await buckets.ended(buckets.begin('shop'))).state, 'done');
  });

  it('does not back up what is encrypted with a key of the caller’s', async () => {
    const key = Buffer.alloc(32, 7);
    const own = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: key.toString('base64'), SSECustomerKeyMD5: hash('md5', key, 'base64') };
    const Rules = [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }];
    await buckets.call('PutBucketEncryption', { Bucket: 'shop', ServerSideEncryptionConfiguration: { Rules } });
    await buckets.put('shop', 'a', 'x', own);
    assert.equal((await buckets.ended(buckets.begin('shop'))).state, 'failed');
  });

  it('costs nothing for what has not changed', async () => {
    await buckets.put('shop', 'a', 'x');
    await buckets.backUp('shop');
    const rows: string[] = [];
    const { journal } = buckets.world;
    const put = journal.put.bind(journal);
    journal.put = (table, key, value) => {
      rows.push(table);
      put(table, key, value);
    };
    for (let day = 0; day < 3; day += 1) {
      await buckets.backUp('shop');
      await buckets.clock.advance(hour);
    }
    assert.deepEqual(rows, ['backup.s3.pins', 'backup.s3.pins', 'backup.s3.pins']);
  });
});
