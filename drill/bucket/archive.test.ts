/** Good versions that have gone to an archive: which are asked for, when there is nothing to ask for, and when they count as back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { PlanFellShort } from '../drill';
import { goUnnoticed, retrieveArchived } from '../phases/protections/archive';
import { restoreBeforeDamage } from '../phases/restore';
import { type BucketUnderTest, bucketUnderTest, keyOf, saying, spoil } from './bucket-under-test';

const withoutReplica = { instead: { replica: undefined } };

const daysPass = ({ drill }: BucketUnderTest, days: number): Promise<void> => goUnnoticed(drill, 'invoices', Duration.days(days));
const asked = (ground: BucketUnderTest): unknown[] => ground.entries('call').filter(({ operation }) => operation === 'RestoreObject').map(({ input }) => input['Key']);
const textOf = async ({ s3, name }: BucketUnderTest, number: number): Promise<string> => Buffer.from((await s3.get(name, keyOf(number))) ?? []).toString();

describe('retrieval from the archive', () => {
  test('asks for what the recovery needs and for nothing else, by the tier of the plan, and waits until the bytes can be read', async () => {
    await using ground = await bucketUnderTest(withoutReplica);
    const { drill, s3, name, subject } = ground;
    // In the archive before the damage, and of no use for it.
    await ground.during(() => s3.put(name, keyOf(1), Buffer.from('changed in time')));
    await daysPass(ground, 1);
    await spoil(ground, { overwritten: [2, 3] });
    await daysPass(ground, 1);
    await ground.during(() => s3.put(name, keyOf(3), Buffer.from('written since')));
    await daysPass(ground, 42);
    const versions = await ground.during(() => s3.versions(name, ''));
    assert.deepEqual(versions.filter(({ storageClass }) => storageClass === 'GLACIER').map(({ key }) => key), [1, 2, 3, 3].map(keyOf));

    await retrieveArchived(drill, 'invoices');
    assert.deepEqual(asked(ground), [keyOf(2)]);
    const [request] = ground.entries('call').filter(({ operation }) => operation === 'RestoreObject');
    assert.deepEqual(request?.input['RestoreRequest'], { Days: 3, GlacierJobParameters: { Tier: 'Standard' } });
    const looks = ground.entries('look').filter(({ subject: of }) => of === 'archived versions of invoices');
    assert.deepEqual([looks[0]?.saw, looks.at(-1)?.saw], ['0 of 1 are there', 'all 1 can be read']);
    assert.ok(looks.every(({ provesData }) => provesData));
    const [requested, hydrated] = [subject.marks.get('restore-requested'), subject.marks.get('hydrated')];
    const hours = hydrated && requested && hydrated.notAfter.since(requested.notBefore).seconds / 3_600;
    assert.ok(hours !== undefined && hours > 2 && hours <= 5.1, String(hours));

    await restoreBeforeDamage(drill, 'invoices');
    assert.deepEqual(await ground.during(async () => [(await textOf(ground, 2)).slice(0, 12), await textOf(ground, 3), await textOf(ground, 1)]), ['{"invoice":2', 'written since', 'changed in time']);
  });

  test('is a promise of the plan, on record and on the display before the first request', async () => {
    await using ground = await bucketUnderTest(withoutReplica);
    await spoil(ground, { overwritten: [2] });
    await daysPass(ground, 42);
    await retrieveArchived(ground.drill, 'invoices');
    const [promise, ...more] = ground.entries('promise');
    assert.deepEqual([promise?.promise, promise?.component, promise?.objectiveSeconds, promise?.from, promise?.to, more.length], ['retrieval', 'invoices', 6 * 3_600, 'restore-requested', 'hydrated', 0]);
    const [request] = ground.entries('call').filter(({ operation }) => operation === 'RestoreObject');
    assert.ok(promise && request && promise.seq < request.seq);
    const said = ground.progress.filter(({ type }) => type === 'promise');
    assert.deepEqual(said, [{ type: 'promise', promise: 'retrieval', objectiveSeconds: 6 * 3_600, from: 'restore-requested', to: 'hydrated', at: promise.at }]);
  });

  test('brings back what was deleted, too: a marker removed would lay bare what cannot be read', async () => {
    await using ground = await bucketUnderTest(withoutReplica);
    await spoil(ground, { deleted: [5] });
    await daysPass(ground, 42);
    await retrieveArchived(ground.drill, 'invoices');
    assert.deepEqual(asked(ground), [keyOf(5)]);
    await restoreBeforeDamage(ground.drill, 'invoices');
    await daysPass(ground, 10);
    assert.match(await ground.during(() => textOf(ground, 5)), /^\{"invoice":5/, 'and it stays readable when the retrieved copy is gone');
  });

  test('says nothing about the plan while lifecycle may still have time', async () => {
    await using ground = await bucketUnderTest(withoutReplica);
    await spoil(ground, { overwritten: [2] });
    await daysPass(ground, 20);
    await assert.rejects(retrieveArchived(ground.drill, 'invoices'), saying(Compromised, `${keyOf(2)} is in STANDARD`, 'in GLACIER after 30 d', 'Let more time pass'));
    assert.deepEqual([asked(ground), ground.drill.ending.outcome], [[], 'compromised']);
  });

  test('shows that the plan fell short where lifecycle should have archived and did not, and names the storage class', async () => {
    await using ground = await bucketUnderTest(withoutReplica);
    const settings = ground.drill.services.s3Settings(ground.bucket.resource.region);
    await ground.during(() => settings.archiveReplacedVersions(ground.name, { after: Duration.days(300), storageClass: 'GLACIER' }));
    await spoil(ground, { overwritten: [2] });
    await daysPass(ground, 42);
    await assert.rejects(retrieveArchived(ground.drill, 'invoices'), saying(PlanFellShort, `${keyOf(2)} is in STANDARD`, 'in GLACIER after 30 d', 'Look at the lifecycle rules'));
    assert.deepEqual([asked(ground), ground.drill.ending.outcome], [[], 'finished']);
  });

  test('of another storage class than planned is not what was promised', async () => {
    await using ground = await bucketUnderTest(withoutReplica);
    const settings = ground.drill.services.s3Settings(ground.bucket.resource.region);
    await ground.during(() => settings.archiveReplacedVersions(ground.name, { after: Duration.days(30), storageClass: 'DEEP_ARCHIVE' }));
    await spoil(ground, { overwritten: [2] });
    await daysPass(ground, 42);
    await assert.rejects(retrieveArchived(ground.drill, 'invoices'), saying(PlanFellShort, `${keyOf(2)} is in DEEP_ARCHIVE`));
  });

  test('that takes twice as long as promised is given up', async () => {
    await using ground = await bucketUnderTest({ ...withoutReplica, mischief: ['slow-restore'] });
    await spoil(ground, { overwritten: [2] });
    await daysPass(ground, 42);
    const began = ground.drill.clock.now();
    await assert.rejects(retrieveArchived(ground.drill, 'invoices'), saying(PlanFellShort, 'archived versions of invoices', '0 of 1 are there'));
    assert.equal(Math.round(ground.drill.clock.now().since(began).seconds / 3_600), 12);
    assert.equal(ground.subject.marks.has('hydrated'), false);
  });

  test('needs damage, damage that needs an older version, and an archive', async () => {
    await using ground = await bucketUnderTest(withoutReplica);
    await assert.rejects(retrieveArchived(ground.drill, 'invoices'), saying(Compromised, 'nothing has damaged it'));
    await spoil(ground, {});
    await assert.rejects(retrieveArchived(ground.drill, 'invoices'), saying(Compromised, 'needs no older version of "invoices"'));
    assert.deepEqual(asked(ground), []);
  });

  test('is not asked of a bucket to which the plan gives no archive', async () => {
    await using ground = await bucketUnderTest({ component: 'receipts' });
    await assert.rejects(retrieveArchived(ground.drill, 'receipts'), saying(Compromised, 'gives "receipts" no archive', 'Add archive to it'));
  });
});

test('time goes by unnoticed in the phase of detection, and a drill that is stopped waits no longer', async () => {
  await using ground = await bucketUnderTest(withoutReplica);
  const began = ground.drill.clock.now();
  await daysPass(ground, 42);
  assert.equal(ground.drill.clock.now().since(began).seconds, 42 * 86_400);
  assert.deepEqual(ground.entries('phase').at(-1)?.phase, 'detect');
  ground.stop(new Error('enough'));
  await assert.rejects(daysPass(ground, 42), /enough/);
});
