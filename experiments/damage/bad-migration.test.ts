/** The migration that is run a second time, as an independent client sees it: one database, damaged and put right again and again. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { DatabaseTarget } from '../../aws/resources';
import { type Sql, SqlRefusal } from '../../aws/sql';
import { Database } from '../../drill/database/database';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../../drill/drill-under-test';
import { bindExperiment, experimentUndo } from '../catalogue';

let ground: DrillUnderTest;
let database: Database;
let target: DatabaseTarget;
/** A connection that the experiment knows nothing of. */
let own: Sql;
let totals: string[];

describe('a bad migration', () => {
  before(async () => {
    ground = await drillUnderTest({ undoActions: experimentUndo });
    await protectUnderTest(ground.drill, 'orders');
    const { recoverable } = ground.drill.subject('orders');
    assert.ok(recoverable instanceof Database);
    database = recoverable;
    const bound = database.experimentTarget();
    assert.ok(bound.kind === 'database');
    target = bound;
    own = ground.drill.services.sql(database.resource.login);
    totals = await look();
  });
  after(async () => {
    await ground.during(() => own.close());
    await ground[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    assert.deepEqual([await look(), await tables()], [totals, ['customers', 'muster_witness', 'order_lines', 'orders']], 'the test before has left nothing behind');
  });

  const experiment = (on: DatabaseTarget = target) => bindExperiment('bad-migration', ground.drill, on);

  async function look(): Promise<string[]> {
    const rows = await ground.during(() => own.query<{ total_cents: string }>('SELECT total_cents FROM orders ORDER BY id'));
    return rows.map(({ total_cents: total }) => total);
  }

  async function tables(): Promise<string[]> {
    const rows = await ground.during(() => own.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"));
    return rows.map(({ name }) => name);
  }

  /** Does again what the last filed undo says, as somebody would who has only the ledger. */
  async function undo(): Promise<string | undefined> {
    const filed = ground.entries('undo-filed').findLast(({ action }) => action in experimentUndo);
    assert.ok(filed);
    return ground.during(async () => experimentUndo[filed.action]?.(ground.drill.services, filed.arguments));
  }

  test('it divides the total of every second order, and sees that it did', async () => {
    await ground.during(experiment().inject);
    const now = await look();
    assert.deepEqual(now, totals.map((total, index) => (index % 2 === 0 ? total : String(Math.trunc(Number(total) / 100)))));
    assert.deepEqual(await ground.during(experiment().landed), { good: true, saw: '1000 orders whose total is not what it was' });
    assert.equal((await ground.during(() => database.probe())).good, false);
    await undo();
  });

  test('its undo is on disk before the first statement, and gives away no password', async () => {
    await ground.during(experiment().inject);
    const filed = ground.entries('undo-filed').at(-1);
    const statements = ground.entries('call').filter(({ service, seq }) => service === 'postgresql' && filed && seq > filed.seq).map(({ operation }) => operation);
    assert.deepEqual(statements, ['CREATE', 'UPDATE']);
    const { region, secretName } = database.resource.login.password;
    const password = await ground.during(() => ground.drill.services.secrets(region).password(secretName));
    assert.ok(!JSON.stringify(filed).includes(password));
    await undo();
  });

  test('undone, every total is what it was and nothing is left of it; once more there is nothing to do', async () => {
    await ground.during(experiment().inject);
    assert.equal(await undo(), 'done');
    assert.deepEqual([await look(), (await ground.during(() => database.probe())).good], [totals, true]);
    assert.equal(await undo(), 'nothing left to do');
  });

  test('done twice, it is undone all the same', async () => {
    for (let n = 0; n < 2; n++) await ground.during(experiment().inject);
    assert.equal(await undo(), 'done');
    assert.equal(await undo(), 'nothing left to do');
  });

  test('stopped half way, it is undone all the same', async () => {
    const sql = new Proxy(target.sql, {
      get: (real, name) => {
        if (name !== 'execute') return (...given: unknown[]): unknown => Reflect.apply(Reflect.get(real, name) as () => unknown, real, given);
        return async (text: string): Promise<void> => {
          if (text.startsWith('UPDATE')) throw new SqlRefusal('57P01', 'stopped');
          return real.execute(text);
        };
      },
    });
    await assert.rejects(ground.during(experiment({ ...target, sql }).inject), { code: '57P01' });
    assert.deepEqual(await ground.during(experiment().landed), { good: false, saw: '0 orders whose total is not what it was' });
    assert.equal(await undo(), 'done');
  });

  test('with no such database there is nothing to damage, and nothing is filed', async () => {
    const filed = ground.entries('undo-filed').length;
    await assert.rejects(ground.during(experiment({ ...target, identifier: 'nobodys' }).inject), /no database nobodys/);
    assert.equal(ground.entries('undo-filed').length, filed);
  });

  test('a database that is being renamed is waited for and put right under its new name', async () => {
    const rds = ground.drill.services.rds(target.region);
    await ground.during(experiment().inject);
    await ground.during(() => rds.rename(target.identifier, `${target.identifier}-damaged`));
    assert.equal(await undo(), 'done');
    const renamed = await ground.during(() => rds.find(`${target.identifier}-damaged`));
    own = ground.drill.services.sql({ ...database.resource.login, ...renamed?.endpoint });
    assert.deepEqual([await look(), (await tables()).length], [totals, 4]);
  });

  test('a database that is gone leaves nothing to undo', async () => {
    await ground.during(() => own.close());
    await ground.during(() => ground.drill.services.rds(target.region).delete(`${target.identifier}-damaged`));
    assert.equal(await undo(), 'nothing left to do');
  });
});
