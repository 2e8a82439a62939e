/** What a bucket does by itself, against the stand-in: as it was set, and as it is read. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { Duration } from '../../time/duration';
import { region, type ServicesUnderTest, servicesUnderTest } from '../services-under-test';
import type { S3 } from './s3';
import { S3Calls } from './s3-calls';
import type { S3Settings } from './s3-settings';

const thirtyDays = Duration.days(30);

let ground: ServicesUnderTest;
let s3: S3;
let settings: S3Settings;
let bucket: string;
let buckets = 0;

describe('a bucket', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'settings' });
    s3 = ground.services.s3(region);
    settings = ground.services.s3Settings(region);
  });
  after(() => ground.target.close());
  beforeEach(async () => {
    bucket = `settings-${(buckets += 1)}`;
    await during(async () => {
      await s3.createBucket(bucket);
      await s3.enableVersioning(bucket);
    });
  });

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);

  test('that was told nothing archives, replicates and locks nothing', async () => {
    await during(async () => {
      assert.deepEqual([await settings.archiveRule(bucket), await settings.replicatedTo(bucket), await settings.lockRule(bucket)], [undefined, [], undefined]);
    });
  });

  test('that is not there is an error, and not a bucket that was told nothing', async () => {
    const reads: (() => Promise<unknown>)[] = [() => settings.archiveRule('nobodys'), () => settings.replicatedTo('nobodys'), () => settings.lockRule('nobodys')];
    for (const read of reads) await assert.rejects(during(read), { code: 'NoSuchBucket' });
  });

  test('archives replaced versions of any size after whole days', async () => {
    await during(async () => {
      await settings.archiveReplacedVersions(bucket, { after: thirtyDays, storageClass: 'DEEP_ARCHIVE' });
      const rule = await settings.archiveRule(bucket);
      assert.deepEqual([rule?.storageClass, rule?.after.seconds], ['DEEP_ARCHIVE', thirtyDays.seconds]);
      for (const text of ['a', 'b']) await s3.put(bucket, 'tiny', Buffer.from(text));
      await ground.clock.sleep(Duration.days(32));
      assert.deepEqual((await s3.versions(bucket, '')).map(({ storageClass }) => storageClass), ['STANDARD', 'DEEP_ARCHIVE']);
    });
  });

  test('whose rule was disabled, or is of somebody else, does not archive as it was told', async () => {
    const own = new S3Calls(ground.target.clientSettings(region), ({ send }) => send()).client;
    const instead = (ID: string, Status: 'Enabled' | 'Disabled') => {
      const Rules = [{ ID, Status, Filter: { Prefix: '' }, NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: 'GLACIER' as const }] }];
      return ground.clock.effect('api', () => own.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules } })));
    };
    await during(async () => {
      await settings.archiveReplacedVersions(bucket, { after: thirtyDays, storageClass: 'GLACIER' });
      await instead('archive-replaced-versions', 'Disabled');
      assert.equal(await settings.archiveRule(bucket), undefined);
      await instead('of-somebody-else', 'Enabled');
      assert.equal(await settings.archiveRule(bucket), undefined);
    });
  });

  test('that replicates says where to, and its new versions and markers get there', async () => {
    await during(async () => {
      const there = ground.services.s3('eu-west-1');
      await there.createBucket(`${bucket}-copy`);
      await there.enableVersioning(`${bucket}-copy`);
      const allow = [
        { actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [`arn:aws:s3:::${bucket}`] },
        { actions: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'], resources: [`arn:aws:s3:::${bucket}/*`] },
        { actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], resources: [`arn:aws:s3:::${bucket}-copy/*`] },
      ];
      const role = await ground.services.roles(region).create({ name: bucket, service: 's3.amazonaws.com', allow, tags: {} });
      await settings.replicate(bucket, { id: 'all', role, destination: `${bucket}-copy` });
      assert.deepEqual(await settings.replicatedTo(bucket), [`${bucket}-copy`]);
      await s3.put(bucket, 'a', Buffer.from('a'));
      await s3.put(bucket, 'b', Buffer.from('b'));
      await s3.delete(bucket, 'b');
      await ground.clock.sleep(Duration.minutes(15));
      assert.deepEqual((await there.versions(`${bucket}-copy`, '')).map(({ key, isDeleteMarker }) => [key, isDeleteMarker]), [['a', false], ['b', true], ['b', false]]);
    });
  });

  test('that keeps no versions has nothing to lock, and one that keeps them can be told to later', async () => {
    const rule = { mode: 'COMPLIANCE', for: thirtyDays } as const;
    await during(async () => {
      await s3.createBucket(`${bucket}-unversioned`);
      await assert.rejects(settings.lockNewVersions(`${bucket}-unversioned`, rule), { code: 'InvalidBucketState' });
      await settings.lockNewVersions(bucket, rule);
      assert.equal((await settings.lockRule(bucket))?.mode, 'COMPLIANCE');
    });
  });

  test('that locks new versions says how and for how long, and keeps them; where governed, also from whoever may pass over it and did not say so', async () => {
    await during(async () => {
      await s3.createBucket(`${bucket}-locked`, { locking: true });
      assert.equal(await settings.lockRule(`${bucket}-locked`), undefined, 'it can lock, and locks nothing yet');
      await settings.lockNewVersions(`${bucket}-locked`, { mode: 'GOVERNANCE', for: thirtyDays });
      const rule = await settings.lockRule(`${bucket}-locked`);
      assert.deepEqual([rule?.mode, rule?.for.seconds], ['GOVERNANCE', thirtyDays.seconds]);
      await s3.put(`${bucket}-locked`, 'a', Buffer.from('a'));
      const [version] = await s3.versions(`${bucket}-locked`, '');
      await assert.rejects(s3.delete(`${bucket}-locked`, 'a', version), { code: 'AccessDenied' });
      await assert.rejects(settings.suspendVersioning(`${bucket}-locked`), { code: 'InvalidBucketState' });
      await assert.rejects(s3.deleteBucket(`${bucket}-locked`), { code: 'BucketNotEmpty' });
      await assert.rejects(s3.deleteBucketWithContent(`${bucket}-locked`), { code: 'AccessDenied' });
      assert.equal(await s3.deleteBucketWithContent(`${bucket}-locked`, { locking: true }), true);
    });
  });

  test('that keeps no more versions overwrites what it has', async () => {
    await during(async () => {
      await settings.suspendVersioning(bucket);
      assert.equal(await s3.versioning(bucket), 'Suspended');
      for (const text of ['a', 'b']) await s3.put(bucket, 'k', Buffer.from(text));
      assert.deepEqual((await s3.versions(bucket, '')).map(({ versionId }) => versionId), ['null']);
    });
  });
});
