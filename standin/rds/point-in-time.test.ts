/** Point-in-time restores of one history to many instants: exactly what was acknowledged before each, and nothing else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as fc from 'fast-check';
import type { Client } from 'pg';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { RdsUnderTest } from './rds-under-test';

/** A slow run may ask for more. */
const instants = 20;

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
});

after(() => under.close());

interface Written {
  n: number;
  at: Instant;
}

/** Writes a row every 7 s for 40 minutes: through a daily backup, a reboot and a stop. */
async function history(): Promise<Written[]> {
  await under.create('orders', { PreferredBackupWindow: '00:25-00:55' });
  await under.available('orders');
  await under.query('orders', 'create table written (n int primary key, said text)');
  const written: Written[] = [];
  let client: Client | undefined;
  for (let n = 1; n <= 340; n++) {
    await under.pass(Duration.seconds(7));
    if (n === 120) await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'orders' });
    if (n === 120) await under.available('orders').then(() => (client = undefined));
    client ??= await under.connect('orders');
    await client.query('insert into written values ($1, $2)', [n, `row ${n}`]);
    written.push({ n, at: under.now });
  }
  await client?.end();
  return written;
}

test('a restore to any instant brings back exactly the rows acknowledged until then', async () => {
  const written = await history();
  await under.pass(Duration.minutes(6));
  const first = written[0]?.at ?? under.now;
  const last = written.at(-1)?.at ?? under.now;
  const seconds = Math.floor(last.since(first).seconds);
  let restores = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -5, max: seconds }), async (offset) => {
      const moment = first.plus(Duration.seconds(offset));
      const target = `restored-${(restores += 1)}`;
      await under.rds.restoreDBInstanceToPointInTime({
        SourceDBInstanceIdentifier: 'orders',
        TargetDBInstanceIdentifier: target,
        RestoreTime: moment.toDate(),
        BackupRetentionPeriod: 0,
      });
      await under.available(target);
      const rows = await under.query<{ n: number }>(target, 'select n from written order by n');
      assert.deepEqual(
        rows.map(({ n }) => n),
        written.filter(({ at }) => !at.isAfter(moment)).map(({ n }) => n),
      );
      await under.rds.deleteDBInstance({ DBInstanceIdentifier: target, SkipFinalSnapshot: true });
    }),
    { numRuns: instants, seed: 20, endOnFailure: true },
  );
});
