/** What becomes of versions, against the stand-in: archived, brought back, replicated, locked. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Duration } from '../../time/duration';
import { region, type ServicesUnderTest, servicesUnderTest } from '../services-under-test';
import { isArchived, type ObjectStates } from './object-states';
import type { S3 } from './s3';

let ground: ServicesUnderTest;
let s3: S3;
let states: ObjectStates;

describe('an object', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'states' });
    s3 = ground.services.s3(region);
    states = ground.services.objectStates(region);
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);
  const put = (bucket: string, key: string, text: string): Promise<void> => s3.put(bucket, key, Buffer.from(text));

  test('that was just put is at hand, with nothing brought back, replicated or locked', async () => {
    await during(async () => {
      await s3.createBucket('plain');
      await put('plain', 'a', 'one');
      assert.deepEqual(await states.of('plain', 'a'), { storageClass: 'STANDARD', retrieval: undefined, replication: undefined, lockedUntil: undefined });
    });
  });

  test('that is not there has no state, nor has one of a bucket that is not there', async () => {
    await during(async () => {
      assert.deepEqual([await states.of('plain', 'b'), await states.of('nobodys', 'a')], [undefined, undefined]);
    });
  });

  test('that lies in an archive can be read once it was asked for and its time has passed, and until its days are over', async () => {
    await during(async () => {
      await s3.createBucket('archived');
      await s3.enableVersioning('archived');
      await ground.services.s3Settings(region).archiveReplacedVersions('archived', { after: Duration.days(1), storageClass: 'GLACIER' });
      for (const text of ['old', 'new']) await put('archived', 'a', text);
      await ground.clock.sleep(Duration.days(3));
      const [latest, old] = await s3.versions('archived', 'a');
      assert.ok(latest && old);
      const look = async () => {
        const state = await states.of('archived', 'a', { versionId: old.versionId });
        return [state?.storageClass, state?.retrieval];
      };
      assert.equal((await states.of('archived', 'a'))?.storageClass, 'STANDARD', 'what is current stays at hand');
      assert.deepEqual(await look(), ['GLACIER', undefined]);
      await assert.rejects(s3.get('archived', 'a', { versionId: old.versionId }), { code: 'InvalidObjectState' });

      await states.retrieve({ bucket: 'archived', key: 'a', versionId: old.versionId, tier: 'Standard', days: 2 });
      assert.deepEqual(await look(), ['GLACIER', 'under way']);
      await assert.rejects(s3.get('archived', 'a', { versionId: old.versionId }), { code: 'InvalidObjectState' });
      await ground.clock.sleep(Duration.hours(5));
      assert.deepEqual(await look(), ['GLACIER', 'done']);
      assert.equal(Buffer.from((await s3.get('archived', 'a', { versionId: old.versionId })) ?? []).toString(), 'old');
      await ground.clock.sleep(Duration.days(4));
      assert.deepEqual(await look(), ['GLACIER', undefined]);
    });
  });

  test('that is at hand cannot be asked for', async () => {
    await during(async () => {
      const [version] = await s3.versions('archived', 'a');
      const asked = states.retrieve({ bucket: 'archived', key: 'a', versionId: version?.versionId ?? '', tier: 'Standard', days: 2 });
      await assert.rejects(asked, { code: 'InvalidObjectState' });
    });
  });

  test('that is locked says until when', async () => {
    await during(async () => {
      await s3.createBucket('locked', { locking: true });
      await ground.services.s3Settings(region).lockNewVersions('locked', { mode: 'GOVERNANCE', for: Duration.days(30) });
      const before = ground.clock.now();
      await put('locked', 'a', 'kept');
      const until = (await states.of('locked', 'a'))?.lockedUntil;
      assert.ok(until);
      const days = until.since(before).seconds / 86_400;
      assert.ok(days > 29.99 && days < 30.01, String(days));
    });
  });

  test('is looked at on record, unless that is not wanted', async () => {
    await during(async () => {
      ground.calls.length = 0;
      await states.of('plain', 'a', { recorded: false });
      await states.of('plain', 'a');
      assert.deepEqual(ground.calls.map(({ operation }) => operation), ['HeadObject']);
    });
  });
});

test('two storage classes have to be asked for, and no other', () => {
  const archived = ['GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR', 'STANDARD', 'STANDARD_IA', undefined].filter(isArchived);
  assert.deepEqual(archived, ['GLACIER', 'DEEP_ARCHIVE']);
});
