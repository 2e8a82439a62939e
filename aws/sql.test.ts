/** SQL as a drill speaks it, against a real server behind the stand-in's gate: what it answers, refuses, and what when it is not there. */
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseUnderTest, password, type ServicesUnderTest, servicesUnderTest } from './services-under-test';
import { type DatabaseLogin, Sql, SqlRefusal } from './sql';

let ground: ServicesUnderTest;
let login: DatabaseLogin;
let sql: Sql;

describe('a database behind the gate of the stand-in', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'sql' });
    login = await databaseUnderTest(ground, 'orders');
    sql = ground.services.sql(login);
  });
  after(async () => {
    await during(() => sql.close());
    await ground.target.close();
  });

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);

  const session = async (): Promise<number | undefined> => (await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]?.pid;

  async function refusal(query: Promise<unknown>): Promise<SqlRefusal> {
    const error: unknown = await query.then(() => undefined, (reason: unknown) => reason);
    assert.ok(error instanceof SqlRefusal, String(error));
    return error;
  }

  /** What nothing of a refusal may say, since it differs from machine to machine. */
  function namesNoPlace({ message }: Error): void {
    assert.doesNotMatch(message, /127\.0\.0\.1|localhost|:\d{4,}/);
  }

  describe('a query', () => {
    test('answers with rows, and takes its values apart from its text', async () => {
      const rows = await during(() => sql.query<{ a: number; b: string }>('SELECT $1::int + 1 AS a, $2 AS b', [1, "it's"]));
      assert.deepEqual(rows.map((row) => ({ ...row })), [{ a: 2, b: "it's" }]);
    });

    test('that the server refuses says so in its words, and the connection goes on', async () => {
      await during(async () => {
        const before = await session();
        const error = await refusal(sql.query('SELECT * FROM nothing_here'));
        assert.deepEqual([error.code, error.message], ['42P01', 'relation "nothing_here" does not exist']);
        assert.equal(await session(), before);
      });
    });

    test('that loses its connection says so, and the next one opens another', async () => {
      await during(async () => {
        const before = await session();
        assert.equal((await refusal(sql.query('SELECT pg_terminate_backend(pg_backend_pid())'))).code, '57P01');
        assert.notEqual(await session(), before);
      });
    });

    test('opens another connection when the one there was ended between two queries', async () => {
      const before = await during(async () => {
        const pid = await session();
        const other = ground.services.sql(login);
        await other.query('SELECT pg_terminate_backend($1)', [pid]);
        await other.close();
        return pid;
      });
      // Until the end of the connection has come through the gate, outside of the drill's time.
      await delay(100);
      assert.notEqual(await during(session), before);
    });
  });

  describe('a statement', () => {
    test('is on record with its command, and with what refused it', async () => {
      ground.calls.length = 0;
      await during(async () => {
        await sql.execute('CREATE TABLE orders (id integer PRIMARY KEY)');
        await refusal(sql.execute('  drop table "none"'));
      });
      const [created, refused] = ground.calls;
      assert.deepEqual([created?.operation, created?.outcome, created?.error], ['CREATE', 'answered', null]);
      assert.equal(created?.command, `psql -h ${login.host} -p 5432 -U keeper -d app -c "CREATE TABLE orders (id integer PRIMARY KEY)"`);
      assert.deepEqual([refused?.operation, refused?.outcome, refused?.error], ['DROP', 'refused', { code: '42P01', message: 'table "none" does not exist' }]);
    });

    test('leaves no password in the record', () => {
      assert.ok(ground.calls.length > 0 && !JSON.stringify(ground.calls).includes(password));
    });
  });

  describe('a database that cannot be reached', () => {
    test('is said to be so when nothing goes by its name', async () => {
      const elsewhere = ground.services.sql({ ...login, host: 'orders-2.example.eu-central-1.rds.amazonaws.com' });
      const error = await during(() => refusal(elsewhere.query('SELECT 1')));
      assert.deepEqual([error.code, error.message], ['UNREACHABLE', 'the database cannot be reached']);
      assert.ok(error.cause instanceof Error);
    });

    test('is said to be so when nothing listens there, without saying where', async () => {
      const closed = await freePort();
      const nowhere = new Sql(ground.clock, () => ({ host: '127.0.0.1', port: closed }), (entry) => void ground.calls.push(entry), () => login, () => Promise.reject(new Error('nobody keeps one')));
      const error = await during(() => refusal(nowhere.execute('SELECT 1')));
      assert.equal(error.code, 'ECONNREFUSED');
      namesNoPlace(error);
      namesNoPlace({ name: '', message: JSON.stringify(ground.calls.at(-1)?.error) });
    });

    test('says the server\'s own words when it lets nobody in', async () => {
      const stranger = ground.services.sql({ ...login, password: 'wrong-horse' });
      const error = await during(() => refusal(stranger.query('SELECT 1')));
      assert.deepEqual([error.code, error.message], ['28P01', 'password authentication failed for user "keeper"']);
    });
  });

  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A server on a port, not on a pipe, has an AddressInfo.
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
});
