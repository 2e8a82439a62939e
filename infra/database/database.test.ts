/** A database as the plan says, its health, and how all of it is taken back: one database for every test. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Sql } from '../../aws/sql';
import { type DrillUnderTest, drillUnderTest, componentOf } from '../../drill/drill-under-test';
import { Duration } from '../../time/duration';
import { type ProvisionedDatabase, provisionDatabase } from './database';
import { deleteDatabases } from './database-life';
import { deleteSecret } from './database-login';

let ground: DrillUnderTest;
let made: ProvisionedDatabase;
let sql: Sql;

describe('the orders database', () => {
  before(async () => {
    ground = await drillUnderTest();
    const { drill } = ground;
    const orders = componentOf(drill.plan, 'orders');
    assert.ok(orders.kind === 'database');
    made = await ground.during(() => provisionDatabase(drill, orders));
    sql = drill.services.sql(made.login);
  });
  after(() => ground[Symbol.asyncDispose]());

  const health = () => ground.during(() => made.probe(sql));

  async function afterwards(change: string): Promise<{ good: boolean | null; saw: string }> {
    await ground.during(async () => {
      for (const statement of ['BEGIN', change]) await sql.query(statement);
    });
    const seen = await health();
    await ground.during(() => sql.query('ROLLBACK'));
    return seen;
  }

  describe('a provisioned database', () => {
    test('is on RDS as the plan says, tagged, and can be restored already', async () => {
      const found = await ground.during(() => ground.drill.services.rds(made.region).find(made.identifier));
      assert.deepEqual([found?.status, found?.configuration, found?.tags], ['available', made.configuration, made.tags]);
      assert.deepEqual([made.configuration.instanceClass, made.configuration.storageGiB, made.configuration.backupRetentionDays], ['db.m7g.large', 20, 7]);
      assert.ok(found?.latestRestorableTime);
    });

    test('had its undo on disk before it was created', () => {
      const filed = ground.entries('undo-filed').find(({ action }) => action === 'delete-databases');
      const [create] = ground.entries('call').filter(({ operation }) => operation === 'CreateDBInstance');
      assert.ok(filed && create && filed.seq < create.seq);
      assert.deepEqual([filed.action, filed.arguments], ['delete-databases', { region: made.region, tags: made.tags }]);
    });

    test('has its password in Secrets Manager, in its own region and in every one that it may move to, and the undo of that came first', async () => {
      const { secretName } = made.login.password;
      const replica = componentOf(ground.drill.plan, 'orders');
      assert.ok(replica.kind === 'database' && replica.backup?.copy);
      const [here, there] = await ground.during(async () => [await ground.drill.services.secrets(made.region).password(secretName), await ground.drill.services.secrets('eu-west-1').password(secretName)]);
      assert.equal(here, there);
      assert.equal(replica.backup.copy.region, 'eu-west-1');
      const [filed] = ground.entries('undo-filed');
      const [create] = ground.entries('call').filter(({ operation }) => operation === 'CreateSecret');
      assert.deepEqual([filed?.action, filed?.arguments], ['delete-secret', { region: made.region, secretName }]);
      assert.ok(filed && create && filed.seq < create.seq);
    });

    test('leaves its password in no record', async () => {
      const password = await ground.during(() => ground.drill.services.secrets(made.region).password(made.login.password.secretName));
      assert.match(password, /^[A-Za-z0-9]{32}$/);
      ground.drill.record({ kind: 'human', role: 'owner', act: `said ${password} aloud` });
      assert.equal(ground.entries('human').at(-1)?.act, 'said [redacted] aloud');
      assert.ok(!readFileSync(ground.drill.ledger.path, 'utf8').includes(password));
    });
  });

  describe('the health of the orders service', () => {
    test('is green while every order is the sum of its lines', async () => {
      assert.deepEqual(await health(), { good: true, saw: '2000 orders, 0 with a total that is not the sum of their lines' });
    });

    test('is red when a total is wrong, when lines are gone, and when a total has no lines at all', async () => {
      const one = { good: false, saw: '2000 orders, 1 with a total that is not the sum of their lines' };
      assert.deepEqual(await afterwards('UPDATE orders SET total_cents = total_cents + 1 WHERE id = 7'), one);
      assert.deepEqual(await afterwards('DELETE FROM order_lines WHERE order_id = 7 AND line = 2'), one);
      assert.deepEqual(await afterwards('DELETE FROM order_lines WHERE order_id = 7'), one);
    });

    test('is red with no orders, with no table, and with no database to ask', async () => {
      assert.deepEqual(await afterwards('TRUNCATE orders CASCADE'), { good: false, saw: 'no orders at all' });
      assert.deepEqual(await afterwards('DROP TABLE orders CASCADE'), { good: false, saw: 'relation "orders" does not exist' });
      const elsewhere = ground.drill.services.sql({ ...made.login, host: 'nobodys.eu-central-1.rds.amazonaws.com' });
      assert.deepEqual(await ground.during(() => made.probe(elsewhere)), { good: false, saw: 'the database cannot be reached' });
    });
  });

  describe('undoing', () => {
    const remove = () => ground.during(() => deleteDatabases(ground.drill.services, { region: made.region, tags: made.tags }));

    test('touches nothing whose tags are not all those of the drill', async () => {
      const others = { ...made.tags, 'muster:drill': 'another' };
      assert.equal(await ground.during(() => deleteDatabases(ground.drill.services, { region: made.region, tags: others })), 'nothing left to do');
      assert.equal((await health()).good, true);
    });

    test('waits for a rename to be over, deletes, and comes back when nothing is left; once more there is nothing to do', async () => {
      const rds = ground.drill.services.rds(made.region);
      await ground.during(async () => {
        await sql.close();
        await rds.rename(made.identifier, `${made.identifier}-damaged`);
        await ground.drill.clock.sleep(Duration.seconds(1));
      });
      assert.equal(await remove(), 'done');
      assert.deepEqual(await ground.during(() => rds.list()), []);
      assert.equal(await remove(), 'nothing left to do');
    });

    test('deletes the password with its copies; once more there is nothing to do', async () => {
      const again = () => ground.during(() => deleteSecret(ground.drill.services, { ...made.login.password }));
      assert.equal(await again(), 'done');
      assert.equal(await again(), 'nothing left to do');
      for (const region of [made.region, 'eu-west-1']) assert.equal(await ground.during(() => ground.drill.services.secrets(region).copies(made.login.password.secretName)), undefined);
    });
  });
});
