/** The record of calls, against the stand-in: what is looked up, and what a trail brings. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Duration } from '../time/duration';
import { AwsRefusal } from './calls/refusal';
import { callsIn, logBucketPolicy, type RecordedCall } from './cloudtrail';
import { region, type ServicesUnderTest, servicesUnderTest } from './services-under-test';

const me = 'arn:aws:iam::123456789012:root';

describe('the record of calls', () => {
  let ground: ServicesUnderTest;

  before(async () => (ground = await servicesUnderTest({ drill: 'cloudtrail' })));
  after(() => ground.target.close());

  test('has what was called on a bucket, the newest first, with who it was and how it ended, since a moment', async () => {
    const { clock, services } = ground;
    const s3 = services.s3(region);
    await clock.during(async () => {
      await s3.createBucket('looked-at');
      await clock.sleep(Duration.minutes(1));
      const since = clock.now().toWholeSecond();
      await s3.enableVersioning('looked-at');
      await s3.put('looked-at', 'a', Buffer.from('a'));
      await assert.rejects(s3.deleteBucket('looked-at'), AwsRefusal);
      await clock.sleep(Duration.minutes(10));
      const calls = await services.cloudTrail(region).callsOn('looked-at', since);
      assert.deepEqual(calls.map(({ operation, by, bucket, refusal }) => [operation, by, bucket, refusal]), [
        ['DeleteBucket', me, 'looked-at', 'BucketNotEmpty'],
        ['PutBucketVersioning', me, 'looked-at', undefined],
      ]);
    });
  });

  test('has deletions of versions where a trail brings them, until the trail is deleted', async () => {
    const { clock, services } = ground;
    const [s3, trails] = [services.s3(region), services.cloudTrail(region)];
    const brought = async (): Promise<RecordedCall[]> => {
      await clock.sleep(Duration.minutes(10));
      const keys = await s3.keys('brought-to', 'AWSLogs/');
      const files = await Promise.all(keys.map((key) => s3.get('brought-to', key)));
      return files.flatMap((file) => (file ? callsIn(file) : []));
    };
    await clock.during(async () => {
      for (const bucket of ['watched', 'brought-to']) await s3.createBucket(bucket);
      const policy = logBucketPolicy({ bucket: 'brought-to', account: '123456789012', region, trail: 'deletions' });
      await services.s3Settings(region).setPolicy('brought-to', policy);
      await s3.enableVersioning('watched');
      await s3.put('watched', 'a', Buffer.from('a'));
      await trails.watchDeletions({ name: 'deletions', watched: 'watched', logBucket: 'brought-to', tags: { plan: 'shop' } });
      const [version] = await s3.versions('watched', '');
      await s3.put('watched', 'b', Buffer.from('b'));
      await s3.delete('watched', 'a', { versionId: version?.versionId });
      const calls = await brought();
      assert.deepEqual(calls.map(({ at: _at, ...call }) => call), [{ operation: 'DeleteObject', by: me, bucket: 'watched', key: 'a', versionId: version?.versionId }]);
      assert.equal(await trails.hasTrail('deletions'), true);
      assert.deepEqual([await trails.deleteTrail('deletions'), await trails.deleteTrail('deletions')], [true, false]);
      assert.equal(await trails.hasTrail('deletions'), false);
      await s3.delete('watched', 'b');
      assert.equal((await brought()).length, 1);
    });
  });
});
