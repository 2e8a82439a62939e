/** Worlds that misbehave: each in its one way, and a drill could see it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration } from '../../../time/duration';
import type { Mischief } from '../../index';
import { RdsUnderTest } from '../rds-under-test';

/** Three rows, one every twenty minutes from the hour on; then restored to a moment after the last. */
async function restored(mischief: Mischief[], seed?: string): Promise<{ rows: { n: number; said: string }[]; took: number }> {
  const under = await RdsUnderTest.start({ mischief, seed });
  try {
    await under.create('source');
    await under.available('source');
    await under.query('source', 'create table written (n int primary key, said text)');
    for (let n = 1; n <= 3; n++) {
      await under.query('source', 'insert into written values ($1, $2)', [n, `row ${n}`]);
      await under.pass(Duration.minutes(20));
    }
    const asked = under.now;
    await under.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'source', TargetDBInstanceIdentifier: 'target', UseLatestRestorableTime: true, BackupRetentionPeriod: 0 });
    await under.available('target');
    const rows = await under.query<{ n: number; said: string }>('target', 'select n, said from written order by n');
    return { rows, took: under.now.since(asked).seconds };
  } finally {
    await under.close();
  }
}

const honest = [1, 2, 3].map((n) => ({ n, said: `row ${n}` }));

test('an honest restore brings back every row, and a slow one takes ten times as long', async () => {
  const usual = await restored([]);
  const slow = await restored(['slow-restore']);
  assert.deepEqual([usual.rows, slow.rows], [honest, honest]);
  assert.ok(Math.abs(slow.took / usual.took - 10) < 0.5, `${slow.took} s against ${usual.took} s`);
});

test('a stale restore is half an hour older than it was asked to be', async () => {
  assert.deepEqual((await restored(['stale-restore'])).rows, honest.slice(0, 2));
});

test('a flipped byte changes one row by one character, the same for the same seed', async () => {
  const { rows } = await restored(['flipped-byte']);
  assert.equal(rows.filter((row, index) => JSON.stringify(row) !== JSON.stringify(honest[index])).length, 1);
  assert.deepEqual((await restored(['flipped-byte'])).rows, rows);
});

test('ignored damage acknowledges changes and deletions and keeps every row', async () => {
  const under = await RdsUnderTest.start({ mischief: ['ignored-damage'] });
  try {
    await under.create('source', { BackupRetentionPeriod: 0 });
    await under.available('source');
    const client = await under.connect('source');
    await client.query('create table written (n int primary key, said text)');
    await client.query(`insert into written values (1, 'as it was'), (2, 'as it was')`);
    assert.equal((await client.query(`update written set said = 'damaged'`)).rowCount, 2);
    await client.query('delete from written where n = 2');
    await client.query('insert into written values (3, $1)', ['as it was']);
    const { rows } = await client.query('select n, said from written order by n');
    assert.deepEqual(rows, [1, 2, 3].map((n) => ({ n, said: 'as it was' })));
    await client.end();
  } finally {
    await under.close();
  }
});
