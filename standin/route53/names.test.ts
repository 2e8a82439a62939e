/** Names lead to what zones say of them, once that is everywhere, and still after a restart. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DeleteHostedZoneCommand } from '@aws-sdk/client-route-53';
import { Duration } from '../../time/duration';
import { temporaryRoot } from '../temporary-root';
import { record, Route53UnderTest } from './route53-under-test';

const [blue, green] = ['blue.abc.eu-central-1.rds.amazonaws.com', 'green.abc.eu-central-1.rds.amazonaws.com'];

test('a name leads to what it is a CNAME of, once the change is in sync', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('orders.internal', { privateIn: 'eu-central-1' });
  const db = 'db.orders.internal';
  await under.change(zone, ['CREATE', record(db, 'CNAME', blue)]);
  assert.equal(under.leadsTo(db), db);
  await under.settle();
  assert.equal(under.leadsTo(db), blue);

  const change = await under.change(zone, ['UPSERT', record(db, 'CNAME', green)]);
  const led = new Set<string>();
  while ((await under.status(change)) === 'PENDING') {
    led.add(under.leadsTo(db));
    await under.standin.pass(Duration.seconds(1));
  }
  assert.deepEqual([...led], [blue]);
  assert.equal(under.leadsTo('DB.orders.internal.'), green);

  await under.change(zone, ['DELETE', record(db, 'CNAME', green)]);
  assert.equal(under.leadsTo(db), green);
  await under.settle();
  assert.equal(under.leadsTo(db), db);
});

test('changes of a zone arrive in their order', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  const changes: string[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    changes.push(await under.change(zone, ['UPSERT', record('www.example.com', 'CNAME', `n${turn}.example.net`)]));
    await under.standin.pass(Duration.seconds(turn % 3));
  }
  for (let arrived = 0; arrived < changes.length; ) {
    const statuses = await Promise.all(changes.map((change) => under.status(change)));
    assert.match(statuses.join(' '), /^(INSYNC ?)*(PENDING ?)*$/);
    arrived = statuses.filter((status) => status === 'INSYNC').length;
    assert.equal(under.leadsTo('www.example.com'), arrived === 0 ? 'www.example.com' : `n${arrived - 1}.example.net`);
    await under.standin.pass(Duration.seconds(1));
  }
});

test('chains are followed across zones, as far as eight names', async () => {
  await using under = await Route53UnderTest.open();
  const [inner, outer] = [await under.zone('orders.internal', { privateIn: 'eu-central-1' }), await under.zone('example.com')];
  await under.change(inner, ['CREATE', record('db.orders.internal', 'CNAME', 'n1.example.com')]);
  const chain = Array.from({ length: 7 }, (_, at) => record(`n${at + 1}.example.com`, 'CNAME', `n${at + 2}.example.com`));
  await under.change(outer, ...chain.map((link): ['CREATE', typeof link] => ['CREATE', link]));
  await under.settle();
  assert.equal(under.leadsTo('db.orders.internal'), 'n8.example.com');

  await under.change(outer, ['CREATE', record('n8.example.com', 'CNAME', 'n9.example.com')]);
  await under.change(outer, ['CREATE', record('round.example.com', 'CNAME', 'round.example.com')]);
  await under.settle();
  assert.equal(under.leadsTo('db.orders.internal'), 'db.orders.internal');
  assert.equal(under.leadsTo('round.example.com'), 'round.example.com');
});

test('a wildcard speaks for what is below it, but for what is said of closer names', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('example.com');
  await under.change(zone, ['CREATE', record('*.example.com', 'CNAME', blue)], ['CREATE', record('a.example.com', 'A', '192.0.2.1')]);
  await under.settle();
  const led = ['b.example.com', 'x.y.example.com', 'a.example.com', 'x.a.example.com'].map((name) => under.leadsTo(name));
  assert.deepEqual(led, [blue, blue, 'a.example.com', 'x.a.example.com']);
});

test('the closest zone is asked, a private one before a public one, and none that is gone', async () => {
  await using under = await Route53UnderTest.open();
  const open = await under.zone('example.com', { reference: 'open' });
  const inner = await under.zone('example.com', { reference: 'inner', privateIn: 'eu-central-1' });
  await under.change(open, ['CREATE', record('db.example.com', 'CNAME', blue)]);
  await under.change(inner, ['CREATE', record('db.example.com', 'CNAME', green)]);
  await under.settle();
  assert.equal(under.leadsTo('db.example.com'), green);
  await under.change(inner, ['DELETE', record('db.example.com', 'CNAME', green)]);
  await under.client.send(new DeleteHostedZoneCommand({ Id: inner }));
  assert.equal(under.leadsTo('db.example.com'), blue);
});

test('zones, records and changes on their way are there after a restart', async () => {
  const directory = await mkdtemp(join(await temporaryRoot(), 'route53-'));
  try {
    let [zone, change] = ['', ''];
    {
      await using under = await Route53UnderTest.open(directory);
      zone = await under.zone('orders.internal', { privateIn: 'eu-central-1' });
      await under.change(zone, ['CREATE', record('db.orders.internal', 'CNAME', blue)]);
      await under.settle();
      change = await under.change(zone, ['UPSERT', record('db.orders.internal', 'CNAME', green)]);
    }
    await using under = await Route53UnderTest.open(directory);
    assert.equal((await under.held(zone)).at(-1), `db.orders.internal. CNAME ${green}`);
    assert.deepEqual([await under.status(change), under.leadsTo('db.orders.internal')], ['PENDING', blue]);
    await under.settle();
    assert.deepEqual([await under.status(change), under.leadsTo('db.orders.internal')], ['INSYNC', green]);
    await assert.rejects(under.zone('orders.internal', { privateIn: 'eu-central-1' }), { name: 'HostedZoneAlreadyExists' });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
