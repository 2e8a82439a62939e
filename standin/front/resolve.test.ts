/** The control path that says what a name in a zone leads to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { record, Route53UnderTest } from '../route53/route53-under-test';

test('says where a name leads in the end, and of none where nothing is recorded', async () => {
  await using under = await Route53UnderTest.open();
  const zone = await under.zone('orders.internal', { privateIn: 'eu-central-1' });
  await under.change(zone, ['CREATE', record('db.orders.internal', 'CNAME', 'now.orders.internal')], ['CREATE', record('now.orders.internal', 'CNAME', 'blue.example.net')]);
  await under.settle();
  const endpoint = await under.standin.listen();
  const ask = async (query: string): Promise<[number, unknown]> => {
    const answer = await fetch(`${endpoint}/_standin/resolve${query}`);
    return [answer.status, await answer.json()];
  };
  assert.deepEqual(await ask('?name=db.orders.internal'), [200, { name: 'db.orders.internal', leadsTo: 'blue.example.net' }]);
  assert.deepEqual(await ask('?name=web.orders.internal'), [404, { error: 'no CNAME record is in force for "web.orders.internal", or its chain has no end' }]);
  assert.equal((await ask(''))[0], 400);
});
