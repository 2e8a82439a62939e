/** A database whose processes are killed from outside while something is being done with it: shown as AWS would, and never a fault. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Duration } from '../../../time/duration';
import { RdsUnderTest } from '../rds-under-test';

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Kills a process of an instance's: the one that serves this connection, or the server itself. */
async function kill(under: RdsUnderTest, identifier: string, whose: 'backend' | 'server'): Promise<void> {
  const client = await under.connect(identifier);
  const { rows: [backend] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = backend?.pid ?? 0;
  process.kill(whose === 'server' ? parentOf(pid) : pid, 'SIGKILL');
  await client.query('select 1').catch(() => undefined);
}

async function noticed(under: RdsUnderTest, identifier: string, before: string | undefined): Promise<void> {
  for (let looks = 0; looks < 500 && (await under.status(identifier)) === before; looks++) await delay(10);
  assert.equal(await under.status(identifier), 'rebooting');
}

async function withInstance(test: (under: RdsUnderTest) => Promise<void>): Promise<void> {
  const under = await RdsUnderTest.start();
  try {
    await under.create('steady', { BackupRetentionPeriod: 0 });
    await under.available('steady');
    await under.query('steady', 'create table written as select 1 as n');
    await test(under);
    assert.deepEqual(await under.query('steady', 'select n from written'), [{ n: 1 }]);
    assert.deepEqual(under.faults, []);
  } finally {
    await under.close();
  }
}

const name = { DBInstanceIdentifier: 'steady' };

for (const whose of ['backend', 'server'] as const) {
  test(`a killed ${whose} ends a snapshot's wait, not the snapshot, which has its data`, () =>
    withInstance(async (under) => {
      await under.rds.createDBSnapshot({ ...name, DBSnapshotIdentifier: 'during' });
      await kill(under, 'steady', whose);
      await noticed(under, 'steady', 'backing-up');
      await under.available('steady');
      await under.pass(Duration.minutes(6));
      const { DBSnapshots: [snapshot] = [] } = await under.rds.describeDBSnapshots({ DBSnapshotIdentifier: 'during' });
      assert.equal(snapshot?.Status, 'available');
    }));
}

test('a snapshot of a server that is killed while its data is taken fails, or has all of it', () =>
  withInstance(async (under) => {
    const client = await under.connect('steady');
    const { rows: [backend] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const server = parentOf(backend?.pid ?? 0);
    const taking = under.rds.createDBSnapshot({ ...name, DBSnapshotIdentifier: 'broken' });
    await delay(5);
    process.kill(server, 'SIGKILL');
    await taking;
    await noticed(under, 'steady', 'backing-up');
    await under.pass(Duration.minutes(6));
    const { DBSnapshots: [snapshot] = [] } = await under.rds.describeDBSnapshots({ DBSnapshotIdentifier: 'broken' });
    assert.ok(['failed', 'available'].includes(snapshot?.Status ?? ''), snapshot?.Status);
    await under.available('steady');
  }));

test('a change that was under way when the server was killed is made all the same', () =>
  withInstance(async (under) => {
    await under.rds.modifyDBInstance({ ...name, DBInstanceClass: 'db.t4g.large', ApplyImmediately: true });
    await kill(under, 'steady', 'server');
    await noticed(under, 'steady', 'modifying');
    await under.pass(Duration.minutes(10));
    const found = await under.available('steady');
    assert.deepEqual([found.DBInstanceClass, found.PendingModifiedValues], ['db.t4g.large', {}]);
  }));

test('backups that were being turned on when the server was killed are on in the end', () =>
  withInstance(async (under) => {
    await under.rds.modifyDBInstance({ ...name, BackupRetentionPeriod: 2, ApplyImmediately: true });
    await kill(under, 'steady', 'server');
    await noticed(under, 'steady', 'modifying');
    await under.pass(Duration.minutes(20));
    const found = await under.available('steady');
    assert.equal(found.BackupRetentionPeriod, 2);
    assert.ok(found.LatestRestorableTime);
  }));
