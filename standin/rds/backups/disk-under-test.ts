/** For tests and measurements: a database of 40 MB, and what its backups take on the disk. */
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openUp } from '../../planes/postgres/ground';
import { everyPath } from '../../planes/postgres/tree';
import { RdsUnderTest } from '../rds-under-test';

export class DiskUnderTest {
  private constructor(
    readonly under: RdsUnderTest,
    private readonly directory: string,
  ) {}

  /** The instance `source`, with a little over 40 MB in it and no backups yet. */
  static async start(): Promise<DiskUnderTest> {
    const directory = await mkdtemp(join(tmpdir(), 'muster-month-'));
    await openUp(directory);
    const under = await RdsUnderTest.start({ directory });
    await under.create('source', { BackupRetentionPeriod: 0 });
    await under.available('source');
    await under.query('source', `create table filled as select n, repeat(md5(n::text), 30) as said from generate_series(1, 40000) as n`);
    // Whoever reads the rows for the first time would note in each page that they are committed.
    await under.query('source', 'vacuum filled');
    return new DiskUnderTest(under, directory);
  }

  /** Has the instance be backed up daily from now on: the log of how its rows came to be there is no part of what backups cost. */
  async backUpDaily(): Promise<void> {
    await this.under.rds.modifyDBInstance({ DBInstanceIdentifier: 'source', BackupRetentionPeriod: 35, ApplyImmediately: true });
  }

  async databaseBytes(): Promise<number> {
    const [size] = await this.under.query<{ bytes: string }>('source', 'select pg_database_size(current_database()) as bytes');
    return Number(size?.bytes);
  }

  /** Bytes of the disk that backups take, each file counted once. */
  async takenByBackups(): Promise<number> {
    const blocks = new Map<number, number>();
    for (const path of await everyPath(this.directory)) {
      if (!/\/rds\/(backup|archive)-/.test(path)) continue;
      const found = await lstat(path).catch(() => undefined);
      if (found?.isFile()) blocks.set(found.ino, found.blocks * 512);
    }
    return [...blocks.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  async close(): Promise<void> {
    await this.under.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
