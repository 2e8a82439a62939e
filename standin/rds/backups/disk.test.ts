/** What a month of backups takes on the disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration } from '../../../time/duration';
import { DiskUnderTest } from './disk-under-test';

const mebibyte = 1024 * 1024;

test('35 daily snapshots of a database of 40 MB in which little changes take less than 100 MB', async () => {
  const disk = await DiskUnderTest.start();
  const { under } = disk;
  try {
    assert.ok((await disk.databaseBytes()) > 40 * mebibyte);
    await disk.backUpDaily();
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
    const taken = await disk.takenByBackups();
    assert.ok(taken < 100 * 1_000_000, `${Math.round(taken / mebibyte)} MiB`);
    assert.ok(taken > 40 * mebibyte, `${Math.round(taken / mebibyte)} MiB`);
  } finally {
    await disk.close();
  }
});
