/** What a drill runs on: a stand-in here or elsewhere, and nothing when it cannot be what was asked for. */
import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Refused } from '../measure/endings';
import { startStandin, virtualEpoch } from '../standin/index';
import { Duration } from '../time/duration';
import { region, servicesUnderTest } from './services-under-test';
import { openTarget } from './target';

const options = { seed: 1, drill: 'target', mischief: [] };

/** A refusal that says each of these. */
const refusedSaying = (...texts: string[]) => (error: unknown): boolean => {
  assert.ok(error instanceof Refused, String(error));
  for (const text of texts) assert.ok(error.message.includes(text), error.message);
  return true;
};

async function listening(answer: RequestListener): Promise<{ server: Server; endpoint: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on a port, not on a pipe, has an AddressInfo.
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a mischief that the stand-in does not know refuses the drill, by name', async () => {
  await assert.rejects(async () => openTarget({ ...options, mischief: ['stale-restore', 'stale-restor'] }), refusedSaying('"stale-restor"', 'Nothing was touched'));
});

test('an endpoint where nobody answers refuses the drill, and says what to start', async () => {
  const { server, endpoint } = await listening(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  await assert.rejects(openTarget({ ...options, endpoint }), refusedSaying(endpoint, 'muster standin'));
});

test('an endpoint that is something else than a stand-in refuses the drill, with what it said', async () => {
  for (const [status, body] of [[404, 'no such page'], [200, '<html>welcome</html>'], [200, '{"hello":"world"}']] as const) {
    const { server, endpoint } = await listening((_request, answer) => answer.writeHead(status).end(body));
    await assert.rejects(openTarget({ ...options, endpoint }), refusedSaying(endpoint, 'no stand-in'));
    server.closeAllConnections();
    server.close();
  }
});

test('a stand-in of the drill\'s own begins at the virtual epoch, with the root of its account as the caller', async () => {
  const { target, clock, services } = await servicesUnderTest();
  assert.equal(target.kind, 'stand-in');
  assert.equal(clock.now().compare(virtualEpoch), 0);
  assert.deepEqual(await clock.during(() => services.identity(region).whoAmI()), { account: '123456789012', arn: 'arn:aws:iam::123456789012:root' });
  assert.throws(() => target.resolve('orders.example.eu-central-1.rds.amazonaws.com', 5432), /nothing listens/);
  await target.close();
});

test('seed and drill together decide the world', async () => {
  const madeBy = async (seed: number, drill: string): Promise<string | undefined> => {
    const { target, clock, services } = await servicesUnderTest({ seed, drill });
    const s3 = services.s3(region);
    const version = await clock.during(async () => {
      await s3.createBucket('same');
      await s3.enableVersioning('same');
      await s3.put('same', 'a', Buffer.from('a'));
      return (await s3.versions('same', ''))[0]?.versionId;
    });
    await target.close();
    return version;
  };
  const first = await madeBy(1, 'a');
  assert.equal(await madeBy(1, 'a'), first);
  assert.notEqual(await madeBy(2, 'a'), first);
  assert.notEqual(await madeBy(1, 'b'), first);
});

test('a stand-in elsewhere begins anew and moves on as the drill waits', async () => {
  const standin = await startStandin({ seed: 'elsewhere' });
  try {
    const { endpoint } = await standin.listen();
    await standin.clock.advance(Duration.days(3));
    const { target, clock, services } = await servicesUnderTest({ endpoint });
    assert.equal(clock.now().compare(virtualEpoch), 0);
    await clock.during(async () => {
      await services.s3(region).createBucket('there');
      await clock.sleep(Duration.hours(2));
      assert.equal(await services.s3(region).exists('there'), true);
    });
    assert.equal(standin.clock.now().compare(clock.now()), 0);
    assert.deepEqual(await target.resolve('127.0.0.1', 5432), { host: '127.0.0.1', port: 5432 });
    await target.close();
  } finally {
    await standin.close();
  }
});

test('a name in a private zone of a stand-in elsewhere leads to what is recorded there', async () => {
  const standin = await startStandin({});
  try {
    const { endpoint } = await standin.listen();
    const { target, clock, services } = await servicesUnderTest({ endpoint });
    const resolved = () => clock.effect('sql', async () => target.resolve('db.orders.internal', 5432));
    await clock.during(async () => {
      const id = (await services.network(region).defaultVpc()) ?? '';
      const dns = services.dns(region);
      const zone = await dns.createPrivateZone('orders.internal', { id, region }, { reference: 'once', tags: { plan: 'shop' } });
      const change = await dns.point(zone, 'db.orders.internal', '127.0.0.1');
      await assert.rejects(resolved, /no CNAME record is in force/);
      while (!(await dns.isEverywhere(change))) await clock.sleep(Duration.seconds(5));
      assert.deepEqual(await resolved(), { host: '127.0.0.1', port: 5432 });
      assert.equal(await dns.deleteZone('orders.internal'), true);
    });
    await target.close();
  } finally {
    await standin.close();
  }
});
