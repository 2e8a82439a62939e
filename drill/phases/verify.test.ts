/** What came back is held against what was there: one database, damaged, restored to a moment, and then put wrong in every way. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { Database } from '../database/database';
import { PlanFellShort } from '../drill';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../drill-under-test';
import { accountForWrites } from './account-for';
import { damage } from './damage';
import { restoreBeforeDamage, switchService } from './restore';
import { awaitService } from './service-ok';
import { holdSteadyState, startWitnesses } from './steady-state';
import { verifyRestored } from './verify';

let ground: DrillUnderTest;
let database: Database;

describe('the recovery of a database', () => {
  before(async () => {
    ground = await drillUnderTest();
    const { drill } = ground;
    await protectUnderTest(drill, 'orders');
    const { recoverable } = drill.subject('orders');
    assert.ok(recoverable instanceof Database);
    database = recoverable;
  });
  after(() => ground[Symbol.asyncDispose]());

  const sayingOf = (kind: typeof Compromised | typeof PlanFellShort, text: string) => (error: unknown): boolean => {
    assert.ok(error instanceof kind && error.message.includes(text), String(error));
    return true;
  };

  async function damaged(): Promise<void> {
    const { drill } = ground;
    await startWitnesses(drill, 'orders', Duration.seconds(10));
    await holdSteadyState(drill, 'orders', Duration.minutes(2));
    await damage(drill, 'orders', {
      name: 'lost-orders', does: '',
      inject: () => database.service.execute('UPDATE orders SET total_cents = 0 WHERE id <= 10'),
      landed: async () => ({ good: true, saw: 'ten orders' }),
    });
  }

  describe('before anything is restored', () => {
    test('there is nothing to verify against, to restore to or to switch to, and that compromises the drill', async () => {
      const { drill } = ground;
      await assert.rejects(verifyRestored(drill, 'orders'), sayingOf(Compromised, 'steady state first'));
      await assert.rejects(restoreBeforeDamage(drill, 'orders'), sayingOf(Compromised, 'nothing has damaged it'));
      await assert.rejects(switchService(drill, 'orders'), sayingOf(Compromised, 'before it is restored'));
      await damaged();
      await assert.rejects(verifyRestored(drill, 'orders'), sayingOf(Compromised, 'reads the restored "orders" before it is restored'));
    });
  });

  describe('a restored database', () => {
    /** What is not right after `change`, which is taken back: everything here reads over one connection. */
    async function wrongAfter(...changes: string[]): Promise<Map<string, string>> {
      const sql = database.restored?.sql;
      assert.ok(sql);
      const before = ground.entries('check').length;
      await ground.during(async () => {
        for (const change of ['BEGIN', ...changes]) await sql.query(change);
      });
      await assert.rejects(verifyRestored(ground.drill, 'orders'), PlanFellShort);
      await ground.during(() => sql.query('ROLLBACK'));
      const wrong = ground.entries('check').slice(before).filter(({ passed }) => passed !== true);
      return new Map(wrong.map(({ check, detail }) => [check, detail]));
    }

    test('that differs from what was there is named by what differs', async () => {
      await restoreBeforeDamage(ground.drill, 'orders');
      assert.equal(ground.drill.subject('orders').marks.has('resource-ready'), true);

      assert.deepEqual([...(await wrongAfter('UPDATE orders SET total_cents = total_cents + 1 WHERE id = 7'))], [
        ['content of table orders', '2000 items in steady state, 2000 now, and their content differs'],
      ]);
      assert.deepEqual([...(await wrongAfter('DELETE FROM order_lines WHERE order_id = 7 AND line = 1'))], [
        ['content of table order_lines', '6000 items in steady state, 5999 now, and their content differs'],
      ]);
      assert.deepEqual([...(await wrongAfter("INSERT INTO customers VALUES (9999, 'One too many', 'x@example.com')"))], [
        ['content of table customers', '200 items in steady state, 201 now, and their content differs'],
      ]);
    });

    test('without a table, or with one too many, is not what was there', async () => {
      const missing = await wrongAfter('DROP TABLE order_lines');
      assert.equal(missing.get('content of table order_lines'), '6000 items in steady state, 0 now, and their content differs');
      const extra = await wrongAfter('CREATE TABLE leftovers (id integer PRIMARY KEY)');
      assert.deepEqual([...extra.keys()].sort(), ['content of constraints', 'content of table leftovers']);
      const withoutKey = await wrongAfter('CREATE TABLE leftovers (id integer)', 'INSERT INTO leftovers VALUES (1), (1)');
      assert.deepEqual([...withoutKey], [['content of table leftovers', '0 items in steady state, 2 now, and their content differs']]);
    });

    test('with rows as they were and no constraint or sequence to keep them so is not what was there', async () => {
      assert.deepEqual([...(await wrongAfter('ALTER TABLE orders DROP CONSTRAINT orders_total_cents_check')).keys()], ['content of constraints']);
      assert.deepEqual([...(await wrongAfter('ALTER SEQUENCE invoice_number RESTART')).keys()], ['content of sequences']);
    });

    test('with a damaged witness, or none at all, proves nothing good', async () => {
      const damagedWitness = await wrongAfter("UPDATE muster_witness SET body = body || ' ' WHERE witness = 3");
      assert.deepEqual([...damagedWitness], [['content of witnesses', 'damaged: 3']]);
      const none = await wrongAfter('DELETE FROM muster_witness');
      assert.deepEqual([...none.keys()], ['content of witnesses']);
      assert.equal(ground.entries('check').findLast(({ check }) => check === 'content of witnesses')?.passed, null);
    });

    test('that is configured in another way than planned is not what was promised', async () => {
      const { configuration } = database.resource;
      configuration.multiAz = true;
      await assert.rejects(verifyRestored(ground.drill, 'orders'), sayingOf(PlanFellShort, 'configuration: multiAz is false, planned is true'));
      configuration.multiAz = false;
    });

    test('that is in everything what was there is verified, with a check for each part', async () => {
      const before = ground.entries('check').length;
      assert.equal(ground.drill.subject('orders').marks.has('verified'), false);
      await verifyRestored(ground.drill, 'orders');
      const checks = ground.entries('check').slice(before);
      assert.deepEqual(checks.map(({ check }) => check), [
        'content of constraints', 'content of sequences', 'content of table customers', 'content of table order_lines', 'content of table orders', 'content of witnesses', 'configuration',
      ]);
      assert.ok(checks.every(({ passed, component }) => passed === true && component === 'orders'));
      assert.ok(checks.every(({ check, provesData }) => provesData === (check !== 'configuration')));
      assert.equal(ground.drill.subject('orders').marks.has('verified'), true);
    });
  });

  describe('the service', () => {
    test('is on the restored database after the switch, its witnesses too, and the damaged one is kept', async () => {
      const { drill } = ground;
      const { identifier, region } = database.resource;
      const restored = await ground.during(() => drill.services.rds(region).find(`${identifier}-restored`));
      await switchService(drill, 'orders');
      await awaitService(drill, 'orders', 2);
      await accountForWrites(drill, 'orders');
      const [inService, damagedOne, gone] = await ground.during(async () => {
        const rds = drill.services.rds(region);
        return [await rds.find(identifier), await rds.find(`${identifier}-damaged`), await rds.find(`${identifier}-restored`)];
      });
      assert.ok(restored && inService?.resourceId === restored.resourceId);
      assert.deepEqual([damagedOne?.status, gone], ['available', undefined]);
      const [written, readBack] = ground.entries('witness');
      assert.ok(written && readBack && readBack.lines > 10);
    });
  });
});
