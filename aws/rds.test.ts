/** RDS as a drill uses it, against the stand-in: one database from its creation to its end. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Redactor } from '../evidence/redact';
import { Duration } from '../time/duration';
import type { DatabaseInstance, Rds } from './rds';
import { databaseUnderTest, password, region, type ServicesUnderTest, servicesUnderTest, smallest } from './services-under-test';

const tags = { 'muster-drill': 'allowed', 'muster:component': 'orders' };

let ground: ServicesUnderTest;
let rds: Rds;

describe('RDS on the stand-in', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'rds' });
    rds = ground.services.rds(region);
    await databaseUnderTest(ground, 'orders', tags);
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);

  async function awaited(identifier: string, status: string | undefined): Promise<DatabaseInstance | undefined> {
    for (;;) {
      const found = await rds.find(identifier);
      if (found?.status === status) return found;
      await ground.clock.sleep(Duration.seconds(15));
    }
  }

  test('a database is what was asked for, and one that is not there is nothing', async () => {
    await during(async () => {
      const found = await rds.find('orders');
      assert.deepEqual(found?.configuration, smallest);
      assert.deepEqual(found?.tags, tags);
      assert.deepEqual([found?.identifier, found?.status, found?.endpoint?.port], ['orders', 'available', 5432]);
      assert.match(found?.endpoint?.host ?? '', /^orders\..*\.eu-central-1\.rds\.amazonaws\.com$/);
      assert.match(found?.arn ?? '', /^arn:aws:rds:eu-central-1:123456789012:db:orders$/);
      assert.equal(await rds.find('nobodys'), undefined);
      assert.deepEqual(await ground.services.rds('eu-west-1').list(), [], 'in another region there is none');
    });
  });

  test('its password is in no record that has passed the redactor, whether it is known there or not', () => {
    const said = JSON.stringify(new Redactor().redact(ground.calls));
    assert.match(said, /--master-user-password/);
    assert.ok(!said.includes(password));
  });

  test('a restore asks for the very moment, the size and the tags, and a new instance of those comes of it', async () => {
    await during(async () => {
      const first = await rds.find('orders');
      await ground.clock.sleep(Duration.minutes(10));
      const source = await rds.find('orders');
      assert.ok(source?.createdAt && first?.latestRestorableTime && source.latestRestorableTime);
      assert.ok(source.latestRestorableTime.isAfter(first.latestRestorableTime) && !first.latestRestorableTime.isBefore(source.createdAt));
      const moment = source.latestRestorableTime.minus(Duration.seconds(1));
      ground.calls.length = 0;
      await rds.restoreToMoment('orders', moment, { identifier: 'orders-restored', configuration: smallest, tags });
      const [call] = ground.calls;
      assert.deepEqual(call?.input, {
        SourceDBInstanceIdentifier: 'orders',
        TargetDBInstanceIdentifier: 'orders-restored',
        RestoreTime: moment.toString(),
        DBInstanceClass: 'db.t4g.micro',
        MultiAZ: false,
        PubliclyAccessible: false,
        DeletionProtection: false,
        Tags: [{ Key: 'muster-drill', Value: 'allowed' }, { Key: 'muster:component', Value: 'orders' }],
      });
      const restored = await awaited('orders-restored', 'available');
      assert.deepEqual([restored?.configuration, restored?.tags], [smallest, tags]);
      assert.notEqual(restored?.resourceId, source.resourceId);
      assert.deepEqual((await rds.list()).map(({ identifier }) => identifier).sort(), ['orders', 'orders-restored']);
    });
  });

  test('a restore of a moment that was not yet is refused as AWS refuses it', async () => {
    await during(() =>
      assert.rejects(rds.restoreToMoment('orders', ground.clock.now().plus(Duration.hours(1)), { identifier: 'too-early', configuration: smallest, tags }), { name: 'AwsRefusal', service: 'rds' }),
    );
  });

  test('a renamed instance is the same one under its new name', async () => {
    await during(async () => {
      const before = await rds.find('orders');
      await rds.rename('orders', 'orders-damaged');
      const renamed = await awaited('orders-damaged', 'available');
      assert.equal(renamed?.resourceId, before?.resourceId);
      assert.equal(await rds.find('orders'), undefined);
    });
  });

  test('deleted instances are gone after a while, without a last snapshot or kept backups', async () => {
    await during(async () => {
      ground.calls.length = 0;
      for (const { identifier } of await rds.list()) await rds.delete(identifier);
      const deletions = ground.calls.filter(({ operation }) => operation === 'DeleteDBInstance');
      assert.deepEqual(deletions.map(({ input }) => [input['SkipFinalSnapshot'], input['DeleteAutomatedBackups']]), [[true, true], [true, true]]);
      await awaited('orders-damaged', undefined);
      await awaited('orders-restored', undefined);
      assert.deepEqual(await rds.list(), []);
      await assert.rejects(rds.delete('orders'), { name: 'AwsRefusal', code: 'DBInstanceNotFound' });
    });
  });
});
