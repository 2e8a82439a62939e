/** What a month of daily snapshots of a database in which nothing changes takes on the disk. */
import { DiskUnderTest } from '../standin/rds/backups/disk-under-test';
import { Duration } from '../time/duration';
import type { Row } from './row';

const DAYS = 35;
const MEGABYTE = 1_000_000;

export async function dailySnapshots(): Promise<Row> {
  const disk = await DiskUnderTest.start();
  try {
    const size = await disk.databaseBytes();
    await disk.backUpDaily();
    const begun = performance.now();
    await disk.under.pass(Duration.days(DAYS));
    const seconds = (performance.now() - begun) / 1_000;
    const { DBSnapshots: snapshots = [] } = await disk.under.rds.describeDBSnapshots({ SnapshotType: 'automated' });
    if (snapshots.length < DAYS) throw new Error(`there are ${snapshots.length} snapshots and not ${DAYS}`);
    const taken = await disk.takenByBackups();
    return {
      what: `${DAYS} daily snapshots of an unchanged database of ${Math.round(size / MEGABYTE)} MB`,
      muster: `${Math.round(taken / MEGABYTE)} MB of disk, ${seconds.toFixed(1)} s`,
      aim: '100 MB',
    };
  } finally {
    await disk.close();
  }
}
