/** Two hundred point-in-time restores of one history of writes, each with exactly what was acknowledged until its instant, row by row. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client } from 'pg';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { Chance } from '../chance';
import { RdsUnderTest } from './rds-under-test';

const hours = 10;
const fromRunning = 140;
const fromRetained = 60;
/** As many are restored side by side. */
const atOnce = 5;

type Row = [id: number, version: number, said: string | null];

/** What one transaction did, once it was acknowledged. */
interface Write {
  at: Instant;
  apply: (rows: Map<number, Row>) => void;
}

const chance = new Chance('two hundred restores');
const upTo = (bound: number, ...key: (string | number)[]): number => Math.floor(chance.fraction(...key) * bound);

let under: RdsUnderTest;
let client: Client;
let resourceId: string;
const writes: Write[] = [];

before(async () => {
  under = await RdsUnderTest.start();
  await under.create('orders', { BackupRetentionPeriod: 3, PreferredBackupWindow: '05:00-05:30' });
  resourceId = (await under.available('orders')).DbiResourceId ?? '';
  client = await under.connect('orders');
  await write('create table orders (id int primary key, version int not null, said text)', () => undefined);
});

after(async () => {
  await client.end();
  await under.close();
  assert.deepEqual(under.faults, []);
});

async function write(text: string, apply: Write['apply']): Promise<void> {
  await client.query(text);
  writes.push({ at: under.now, apply });
}

/** What the table holds after everything that was acknowledged until an instant. */
function rowsAt(moment: Instant): Row[] {
  const rows = new Map<number, Row>();
  for (const { at, apply } of writes) if (!at.isAfter(moment)) apply(rows);
  return [...rows.values()].sort(([a], [b]) => a - b);
}

/** One transaction of some kind, a third of which change rows that are there. */
async function writeSomething(n: number): Promise<void> {
  const some = upTo(n, 'row', n);
  const dice = upTo(10, 'kind', n);
  if (dice < 4) return write(`insert into orders values (${n}, 0, 'order ${n}')`, (rows) => rows.set(n, [n, 0, `order ${n}`]));
  if (dice < 6) {
    return write(`update orders set version = version + 1, said = 'changed by ${n}' where id between ${some} and ${some + 9}`, (rows) => {
      for (const [id, [, version]] of rows) if (id >= some && id <= some + 9) rows.set(id, [id, version + 1, `changed by ${n}`]);
    });
  }
  if (dice < 8) {
    return write(`delete from orders where id between ${some} and ${some + 2}`, (rows) => {
      for (const id of [some, some + 1, some + 2]) rows.delete(id);
    });
  }
  if (dice < 9) {
    return write(`begin; insert into orders values (${n}, 7, repeat('x', 3000)); delete from orders where id = ${some}; commit`, (rows) => {
      rows.set(n, [n, 7, 'x'.repeat(3_000)]);
      rows.delete(some);
    });
  }
  return write(`begin; insert into orders values (${n}, 9, 'taken back'); update orders set version = -1; rollback`, () => undefined);
}

test('a history of some thousand transactions over ten hours, through a daily backup, a reboot and a bad migration', async () => {
  const end = under.now.plus(Duration.hours(hours));
  let rebooted = false;
  let migrated = false;
  for (let n = 1; under.now.isBefore(end); n++) {
    await under.pass(Duration.milliseconds(1 + upTo(30_000, 'pause', n)));
    await writeSomething(n);
    const hoursLeft = end.since(under.now).seconds / 3_600;
    if (!rebooted && hoursLeft < hours / 2) {
      rebooted = true;
      await under.available('orders');
      await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'orders' });
      await under.available('orders');
      client = await under.connect('orders');
    }
    if (!migrated && hoursLeft < hours / 3) {
      migrated = true;
      await write("begin; alter table orders alter column said type varchar(8) using left(said, 8); update orders set version = 0; alter table orders alter column said type text; commit", (rows) => {
        for (const [id, [, , said]] of rows) rows.set(id, [id, 0, said?.slice(0, 8) ?? null]);
      });
    }
  }
  assert.ok(writes.length > 1_500, String(writes.length));
  assert.deepEqual((await client.query({ text: 'select id, version, said from orders order by id', rowMode: 'array' })).rows, rowsAt(under.now));
  await under.pass(Duration.minutes(6));
});

test('restores of the running instance', async () => {
  await restoreAndCompare('running', fromRunning, { SourceDBInstanceIdentifier: 'orders' });
});

test('restores of what is retained of the instance that was deleted', async () => {
  await client.end();
  await under.rds.deleteDBInstance({ DBInstanceIdentifier: 'orders', SkipFinalSnapshot: true, DeleteAutomatedBackups: false });
  await under.pass(Duration.minutes(20));
  await restoreAndCompare('retained', fromRetained, { SourceDbiResourceId: resourceId });
});

interface Source {
  SourceDBInstanceIdentifier?: string;
  SourceDbiResourceId?: string;
}

async function restoreAndCompare(name: string, restores: number, source: Source): Promise<void> {
  for (let first = 0; first < restores; first += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, restores - first) }, (_, index) => ({ target: `${name}-${first + index}`, moment: someMoment(name, first + index) }));
    for (const { target, moment } of batch) {
      await under.rds.restoreDBInstanceToPointInTime({ ...source, TargetDBInstanceIdentifier: target, RestoreTime: moment.toDate(), BackupRetentionPeriod: 0 });
    }
    for (const { target, moment } of batch) {
      await under.available(target);
      await assertHolds(target, moment);
      await under.rds.deleteDBInstance({ DBInstanceIdentifier: target, SkipFinalSnapshot: true });
    }
  }
}

/** Any between the first write and the last; every fourth is that of a write, or a millisecond before it. */
function someMoment(...key: (string | number)[]): Instant {
  const one = writes[1 + upTo(writes.length - 1, 'write', ...key)]?.at ?? under.now;
  const kind = upTo(8, 'moment', ...key);
  if (kind < 2) return one.minus(Duration.milliseconds(kind));
  const [first, last] = [writes[1]?.at ?? under.now, writes.at(-1)?.at ?? under.now];
  return first.plus(Duration.milliseconds(upTo(last.since(first).milliseconds, 'instant', ...key)));
}

async function assertHolds(target: string, moment: Instant): Promise<void> {
  const restored = await under.connect(target);
  try {
    const { rows } = await restored.query<Row>({ text: 'select id, version, said from orders order by id', rowMode: 'array' });
    assert.deepEqual(rows, rowsAt(moment), `restored to ${moment.toString()}`);
  } finally {
    await restored.end();
  }
}
