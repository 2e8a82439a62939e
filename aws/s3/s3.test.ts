/** S3 as a drill uses it, against the stand-in: versions over many pages, markers, copies, and buckets emptied and gone. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Duration } from '../../time/duration';
import { region, type ServicesUnderTest, servicesUnderTest } from '../services-under-test';
import type { ObjectVersion, S3 } from './s3';

let ground: ServicesUnderTest;
let s3: S3;

describe('S3 on the stand-in', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 's3' });
    s3 = ground.services.s3(region);
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);
  const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
  const textOf = (content: Uint8Array | undefined): string | undefined => content && Buffer.from(content).toString('utf8');

  async function newBucket(bucket: string): Promise<string> {
    await s3.createBucket(bucket);
    await s3.enableVersioning(bucket);
    return bucket;
  }

  describe('a bucket', () => {
    test('is there once it was created, in the home region too, and is what was set', async () => {
      await during(async () => {
        assert.equal(await s3.exists('settings'), false);
        ground.calls.length = 0;
        await s3.createBucket('settings');
        await ground.services.s3('us-east-1').createBucket('at-home');
        const asked = ground.calls.map(({ input }) => input['CreateBucketConfiguration']);
        assert.deepEqual(asked, [{ LocationConstraint: region }, undefined], 'AWS takes one everywhere but there');
        assert.deepEqual([await s3.exists('settings'), await ground.services.s3('us-east-1').exists('at-home')], [true, true]);
        assert.equal(await s3.versioning('settings'), undefined);
        await s3.enableVersioning('settings');
        assert.equal(await s3.versioning('settings'), 'Enabled');
      });
    });

    test('that was never tagged has no tags, and otherwise those it was given', async () => {
      await during(async () => {
        await s3.createBucket('tags');
        assert.deepEqual(await s3.bucketTags('tags'), {});
        await s3.tagBucket('tags', { 'muster-drill': 'allowed', owner: 'Ann + Bob' });
        assert.deepEqual(await s3.bucketTags('tags'), { 'muster-drill': 'allowed', owner: 'Ann + Bob' });
      });
    });
  });

  describe('an object', () => {
    test('is read as it was put, and what is not there is nothing', async () => {
      await during(async () => {
        await newBucket('objects');
        await s3.put('objects', 'a', bytes('one'));
        assert.equal(textOf(await s3.get('objects', 'a')), 'one');
        assert.equal(await s3.get('objects', 'b'), undefined);
        const [version] = await s3.versions('objects', 'a');
        await s3.delete('objects', 'a', version);
        assert.equal(await s3.get('objects', 'a', version), undefined);
        await assert.rejects(s3.get('nobodys-bucket', 'a'), { code: 'NoSuchBucket' });
      });
    });

    test('has its versions listed the newest first, with the marker that hides them', async () => {
      await during(async () => {
        await newBucket('versions');
        for (const text of ['one', 'two']) await s3.put('versions', 'a', bytes(text));
        await s3.put('versions', 'b', bytes('b'));
        await s3.delete('versions', 'a');
        const listed = await s3.versions('versions', '');
        const said = ({ key, isLatest, isDeleteMarker }: ObjectVersion): string => `${key}${isLatest ? ' latest' : ''}${isDeleteMarker ? ' marker' : ''}`;
        assert.deepEqual(listed.map(said), ['a latest marker', 'a', 'a', 'b latest']);
        const [marker, second, first] = listed;
        assert.deepEqual([textOf(await s3.get('versions', 'a', second)), textOf(await s3.get('versions', 'a', first))], ['two', 'one']);
        assert.deepEqual(await s3.keys('versions', ''), ['b']);
        await s3.delete('versions', 'a', marker);
        assert.equal(textOf(await s3.get('versions', 'a')), 'two');
        assert.equal((await s3.versions('versions', 'b')).length, 1);
      });
    });

    test('of any name comes back when an older version is copied over it, with its content type', async () => {
      await during(async () => {
        await newBucket('copies');
        const keys = ['a', 'a b+c', 'ü/%41?versionId=x&y', 'deep/er/ß'];
        for (const key of keys) {
          await s3.put('copies', key, bytes(`good ${key}`), { contentType: 'application/json' });
          await s3.put('copies', key, bytes('bad'));
          const [, older] = (await s3.versions('copies', '')).filter((version) => version.key === key);
          await s3.copyVersionOver('copies', key, older?.versionId ?? '');
          assert.equal(textOf(await s3.get('copies', key)), `good ${key}`);
          assert.equal((await s3.versions('copies', '')).filter((version) => version.key === key).length, 3);
        }
      });
    });
  });

  test('a listing of more than a thousand goes on over its pages, and a bucket of them is emptied and deleted', async () => {
    await during(async () => {
      await newBucket('many');
      const keys = Array.from({ length: 1_002 }, (_, index) => `k/${String(index).padStart(4, '0')}`);
      const quietly = { recorded: false };
      for (const key of keys) await s3.put('many', key, bytes(key), quietly);
      // The first page of versions ends between two versions of k/0997.
      for (let n = 0; n < 6; n++) await s3.put('many', 'k/0997', bytes(`again ${n}`), quietly);
      await s3.delete('many', 'k/1001', quietly);

      assert.deepEqual(await s3.keys('many', ''), keys.slice(0, -1));
      const versions = await s3.versions('many', '');
      assert.equal(versions.length, 1_002 + 6 + 1);
      assert.equal(new Set(versions.map(({ versionId }) => versionId)).size, versions.length);
      assert.deepEqual(versions.filter(({ key }) => key === 'k/0997').map(({ isLatest }) => isLatest), [true, false, false, false, false, false, false]);
      assert.deepEqual(versions.filter(({ isLatest }) => isLatest).map(({ key }) => key), keys);

      assert.equal(await s3.deleteBucketWithContent('many'), true);
      assert.equal(await s3.exists('many'), false);
      assert.equal(await s3.deleteBucketWithContent('many'), false, 'and once more does nothing');
    });
  });

  test('signatures are dated by the clock of the drill, however much of it has passed', async () => {
    await during(async () => {
      await newBucket('dates');
      for (const days of [1, 30, 400]) {
        await ground.clock.sleep(Duration.days(days));
        await s3.put('dates', 'a', bytes(String(days)));
      }
      const [latest] = await s3.versions('dates', 'a');
      assert.ok(latest && ground.clock.now().since(latest.lastModified).seconds < 1, 'and so are versions');
    });
  });

  test('calls are on record unless they have a record of their own', async () => {
    await during(async () => {
      await newBucket('record');
      ground.calls.length = 0;
      await s3.put('record', 'a', bytes('not to be read here'), { contentType: 'text/plain' });
      await s3.put('record', 'b', bytes('b'), { recorded: false });
      await s3.get('record', 'none', { recorded: false });
      assert.deepEqual(ground.calls.map(({ command }) => command), [
        `aws s3api put-object --region ${region} --bucket record --key a --body '(19 bytes)' --content-type text/plain`,
      ]);
    });
  });
});
