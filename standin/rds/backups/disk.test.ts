/** What a month of backups takes on the disk. */
import assert from 'node:assert/strict';
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Duration } from '../../../time/duration';
import { openUp } from '../../planes/postgres/ground';
import { everyPath } from '../../planes/postgres/tree';
import { RdsUnderTest } from '../rds-under-test';

const mebibyte = 1024 * 1024;

/** Bytes of the disk that backups take below a directory, each file counted once. */
async function takenByBackups(directory: string): Promise<number> {
  const blocks = new Map<number, number>();
  for (const path of await everyPath(directory)) {
    if (!/\/rds\/(backup|archive)-/.test(path)) continue;
    const found = await lstat(path).catch(() => undefined);
    if (found?.isFile()) blocks.set(found.ino, found.blocks * 512);
  }
  return [...blocks.values()].reduce((sum, bytes) => sum + bytes, 0);
}

test('35 daily snapshots of a database of 40 MB in which little changes take less than 100 MB', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-month-'));
  await openUp(directory);
  const under = await RdsUnderTest.start({ directory });
  try {
    await under.create('source', { BackupRetentionPeriod: 0 });
    await under.available('source');
    await under.query('source', `create table filled as select n, repeat(md5(n::text), 30) as said from generate_series(1, 40000) as n`);
    // Whoever reads the rows for the first time would note in each page that they are committed.
    await under.query('source', 'vacuum filled');
    const [size] = await under.query<{ bytes: string }>('source', 'select pg_database_size(current_database()) as bytes');
    assert.ok(Number(size?.bytes) > 40 * mebibyte, size?.bytes);
    // The log of how the rows came to be there is no part of what a month of snapshots costs.
    await under.rds.modifyDBInstance({ DBInstanceIdentifier: 'source', BackupRetentionPeriod: 35, ApplyImmediately: true });
    for (let week = 1; week <= 5; week++) {
      await under.pass(Duration.days(6.9));
      await under.available('source');
      await under.query('source', `update filled set said = 'week ' || $1::int where n = $1::int * 1000`, [week]);
    }
    for (const name of ['by-hand', 'by-hand-again']) {
      await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'source', DBSnapshotIdentifier: name });
      await under.available('source');
    }
    const { DBSnapshots: snapshots = [] } = await under.rds.describeDBSnapshots({});
    assert.ok(snapshots.length >= 36, String(snapshots.length));
    const taken = await takenByBackups(directory);
    assert.ok(taken < 100 * 1_000_000, `${Math.round(taken / mebibyte)} MiB`);
    assert.ok(taken > 40 * mebibyte, `${Math.round(taken / mebibyte)} MiB`);
  } finally {
    await under.close();
    await rm(directory, { recursive: true, force: true });
  }
});
