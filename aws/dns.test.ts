/** Route 53 as a drill uses it, against the stand-in: a zone of one network, a name in it, and both taken back. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Duration } from '../time/duration';
import type { Dns } from './dns';
import { region, type ServicesUnderTest, servicesUnderTest } from './services-under-test';

let ground: ServicesUnderTest;
let dns: Dns;
let zone = '';

describe('names on the stand-in', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'dns' });
    dns = ground.services.dns(region);
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);

  async function made(name: string, reference: string): Promise<string> {
    const id = (await ground.services.network(region).defaultVpc()) ?? '';
    return dns.createPrivateZone(name, { id, region }, { reference, tags: { drill: 'dns' } });
  }

  test('a zone is there under its id, without the path that Route 53 puts before it, and its reference makes no other', async () => {
    await during(async () => {
      zone = await made('orders.internal', 'first');
      assert.match(zone, /^Z[A-Z0-9]+$/);
      assert.deepEqual([await dns.hasZone(zone), await dns.hasZone('Z00000000000000000000')], [true, false]);
      await assert.rejects(made('orders.internal', 'first'), { name: 'AwsRefusal', code: 'HostedZoneAlreadyExists' });
    });
    const tagged = ground.calls.find(({ operation }) => operation === 'ChangeTagsForResource');
    assert.deepEqual(tagged?.input['AddTags'], [{ Key: 'drill', Value: 'dns' }]);
  });

  test('a name leads where it was last pointed, which is known everywhere after a while', async () => {
    await during(async () => {
      await dns.point(zone, 'database.orders.internal', 'one.example.com');
      const change = await dns.point(zone, 'database.orders.internal', 'two.example.com');
      assert.match(change, /^C[A-Z0-9]+$/);
      assert.equal(await dns.isEverywhere(change), false);
      await ground.clock.sleep(Duration.minutes(1));
      assert.equal(await dns.isEverywhere(change), true);
    });
  });

  test('a zone is deleted by its whole name, with the names in it, once', async () => {
    await during(async () => {
      const other = await made('stock.internal', 'second');
      assert.equal(await dns.deleteZone('queue.internal'), false);
      assert.equal(await dns.deleteZone('orders.internal'), true);
      assert.deepEqual([await dns.hasZone(zone), await dns.hasZone(other), await dns.deleteZone('orders.internal')], [false, true, false]);
    });
  });
});
