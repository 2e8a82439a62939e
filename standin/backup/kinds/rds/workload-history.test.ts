/** Random work on a database between its backups: what each brings back is the record of it at that point, row for row. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../../../../time/duration';
import { DatabasesUnderTest } from './databases-under-test';

/** A slow run may ask for more. */
const seeds = 2;

type Row = { n: number; said: string };

type Work = { do: 'insert' | 'update' | 'delete'; n: number; said: string } | { do: 'rewrite' } | { do: 'back up' } | { do: 'snapshot' };

const work: fc.Arbitrary<Work> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('insert' as const, 'update' as const, 'delete' as const), n: fc.nat(30), said: fc.string({ maxLength: 200 }).map((text) => text.replaceAll('\0', ' ')) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'rewrite' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'back up' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'snapshot' as const }) },
);

/** Does a piece of work both to the database and to the record. */
async function carryOut(databases: DatabasesUnderTest, record: Map<number, string>, piece: Exclude<Work, { do: 'back up' | 'snapshot' }>): Promise<void> {
  const { under } = databases;
  if (piece.do === 'rewrite') {
    await under.query('source', `update written set said = said || '+'`);
    for (const [n, said] of record) record.set(n, `${said}+`);
  } else if (piece.do === 'delete') {
    await under.query('source', 'delete from written where n = $1', [piece.n]);
    record.delete(piece.n);
  } else {
    await under.query('source', 'insert into written values ($1, $2) on conflict (n) do update set said = excluded.said', [piece.n, piece.said]);
    record.set(piece.n, piece.said);
  }
}

const rowsOf = (record: Map<number, string>): Row[] => [...record].map(([n, said]) => ({ n, said })).sort((a, b) => a.n - b.n);

async function historyHolds(seed: number, pieces: Work[]): Promise<void> {
  const databases = await DatabasesUnderTest.start({ seed: String(seed) });
  const { under } = databases;
  try {
    await under.create('source', { BackupRetentionPeriod: 1 });
    await under.available('source');
    await under.query('source', 'create table written (n int primary key, said text)');
    const record = new Map<number, string>();
    const points: { restore: (name: string) => Promise<unknown>; rows: Row[] }[] = [];
    for (const piece of [...pieces, { do: 'back up' as const }]) {
      await under.available('source');
      if (piece.do === 'back up') {
        const { RecoveryPointArn: arn = '' } = await databases.backUp('source');
        points.push({ restore: (name) => databases.restore(arn, { DBInstanceIdentifier: name }), rows: rowsOf(record) });
      } else if (piece.do === 'snapshot') {
        const name = `snapshot-${points.length}`;
        await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'source', DBSnapshotIdentifier: name });
        points.push({ restore: async (restored) => under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: restored, DBSnapshotIdentifier: name }), rows: rowsOf(record) });
      } else await carryOut(databases, record, piece);
      await under.pass(Duration.minutes(6));
    }
    await under.query('source', 'drop table written');
    await under.available('source');
    await under.rds.deleteDBInstance({ DBInstanceIdentifier: 'source', SkipFinalSnapshot: true });
    await under.pass(Duration.minutes(10));
    for (const [index, { restore, rows }] of points.entries()) {
      const name = `restored-${index}`;
      await restore(name);
      await under.available(name);
      assert.deepEqual(await under.query(name, 'select n, said from written order by n'), rows);
      await under.rds.deleteDBInstance({ DBInstanceIdentifier: name, SkipFinalSnapshot: true });
    }
    assert.deepEqual(under.faults, []);
  } finally {
    await databases.close();
  }
}

test('each backup brings back exactly what there was when it was made', () =>
  fc.assert(fc.asyncProperty(fc.nat(), fc.array(work, { minLength: 8, maxLength: 16 }), historyHolds), { numRuns: seeds }));

test('in a world with stale restores a backup brings back what there was half an hour before it', async () => {
  const databases = await DatabasesUnderTest.start({ mischief: ['stale-restore'] });
  const { under } = databases;
  try {
    await under.create('source');
    await under.available('source');
    await under.query('source', 'create table written (n int primary key)');
    await under.query('source', 'insert into written values (1)');
    await under.pass(Duration.hours(2));
    await under.query('source', 'insert into written values (2)');
    await under.pass(Duration.minutes(6));
    await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'source', DBSnapshotIdentifier: 'stale' });
    await under.available('source');
    await under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'by-rds', DBSnapshotIdentifier: 'stale' });
    await under.available('by-rds');
    assert.deepEqual(await databases.rows('by-rds'), [1]);
    await under.pass(Duration.hours(2));
    await under.query('source', 'insert into written values (3)');
    const ResourceArn = 'arn:aws:rds:us-east-1:123456789012:db:source';
    const { BackupJobId } = await databases.backup.startBackupJob({ BackupVaultName: 'vault', ResourceArn, IamRoleArn: 'arn:aws:iam::123456789012:role/backups' });
    // Whenever within its hour the job begins, the last row is no older than half an hour then.
    let last = 4;
    for (; (await under.status('source')) === 'available' && last < 100; last++) {
      await under.query('source', 'insert into written values ($1)', [last]);
      await under.pass(Duration.minutes(1));
    }
    const { RecoveryPointArn: arn = '' } = await databases.over(() => databases.backup.describeBackupJob({ BackupJobId }), ({ State }) => State);
    await databases.restore(arn, { DBInstanceIdentifier: 'by-backup' });
    const rows = await databases.rows('by-backup');
    assert.ok(rows.includes(2) && !rows.includes(last - 1), String(rows));
  } finally {
    await databases.close();
  }
});
