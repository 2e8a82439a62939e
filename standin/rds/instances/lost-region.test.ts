/** A database of a region that is down: nobody gets through to it, by whatever address they know. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
import { password, RdsUnderTest } from '../rds-under-test';

test('a database of a region that is down takes no connection until the region is back', async () => {
  const under = await RdsUnderTest.start();
  await under.create('orders', { BackupRetentionPeriod: 0 });
  const { Endpoint: { Address = '', Port = 0 } = {} } = await under.available('orders');
  const address = under.standin.resolve(Address, Port);
  const reach = async (): Promise<void> => {
    const client = new Client({ host: address.host, port: address.port, user: 'keeper', password, database: 'app' });
    await client.connect();
    await client.end();
  };
  await reach();
  under.standin.outages.take('us-east-1');
  await assert.rejects(reach());
  under.standin.outages.bringBack('us-east-1');
  await reach();
  await under.close();
});
