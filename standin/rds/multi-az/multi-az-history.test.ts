/** Multi-AZ instances: a failover keeps the name and every acknowledged write, restores are exact across it, and a lost standby is replaced. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { serverOf, streamingStandbys } from '../../planes/postgres/processes-under-test';
import { codeOf, RdsUnderTest } from '../rds-under-test';

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
  await under.create('pair', { MultiAZ: true });
  await under.available('pair');
  await under.query('pair', 'create table written (n int primary key)');
});

after(async () => {
  await under.close();
  assert.deepEqual(under.faults, []);
});

const named = (DBInstanceIdentifier: string) => ({ DBInstanceIdentifier });
const write = (n: number, identifier = 'pair') => under.query(identifier, 'insert into written values ($1)', [n]);

async function rows(identifier: string, of = under): Promise<number[]> {
  return (await of.query<{ n: number }>(identifier, 'select n from written order by n')).map(({ n }) => n);
}

async function messages(category: string, identifier = 'pair'): Promise<(string | undefined)[]> {
  const { Events: events = [] } = await under.rds.describeEvents({ SourceType: 'db-instance', SourceIdentifier: identifier, EventCategories: [category] });
  return events.map(({ Message: message }) => message);
}

/** Kills an instance's server, and waits until that is noticed. */
async function kill(of: RdsUnderTest, identifier: string): Promise<void> {
  const client = await of.connect(identifier);
  const { rows: [own] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  assert.ok(own);
  process.kill(serverOf(own.pid), 'SIGKILL');
  await client.query('select 1').catch(() => undefined);
  for (let looks = 0; looks < 500 && (await of.status(identifier)) === 'available'; looks++) await delay(10);
}

test('a Multi-AZ instance has a second zone, and nobody chooses its first', async () => {
  const found = await under.find('pair');
  assert.equal(found.MultiAZ, true);
  assert.match(found.SecondaryAvailabilityZone ?? '', /^us-east-1[abc]$/);
  assert.notEqual(found.SecondaryAvailabilityZone, found.AvailabilityZone);
  assert.equal(await codeOf(under.create('chosen', { MultiAZ: true, AvailabilityZone: 'us-east-1a' })), 'InvalidParameterCombination');
});

test('a forced failover swaps the zones, is an outage of a minute or two, and keeps the name and the data', async () => {
  await write(1);
  const before = await under.find('pair');
  const client = await under.connect('pair');
  await under.rds.rebootDBInstance({ ...named('pair'), ForceFailover: true });
  assert.equal(await under.status('pair'), 'rebooting');
  await assert.rejects(client.query('select 1'));
  const begun = under.now;
  while ((await under.status('pair')) !== 'available') {
    await assert.rejects(under.connect('pair'), { code: 'ECONNRESET' });
    await under.pass(Duration.seconds(1));
  }
  const outage = under.now.since(begun).seconds;
  assert.ok(outage >= 60 && outage <= 120, `${outage} s`);
  const after = await under.find('pair');
  assert.deepEqual([after.AvailabilityZone, after.SecondaryAvailabilityZone], [before.SecondaryAvailabilityZone, before.AvailabilityZone]);
  assert.deepEqual(after.Endpoint, before.Endpoint);
  assert.deepEqual(await rows('pair'), [1]);
  assert.deepEqual(await messages('failover'), ['Multi-AZ instance failover started.', 'Multi-AZ instance failover completed.']);
  assert.equal(await codeOf(under.rds.rebootDBInstance({ ...named('pair'), ForceFailover: true })), 'InvalidDBInstanceState');
  await client.end().catch(() => undefined);
});

test('a new standby is made after a failover, and takes over when the primary is killed', async () => {
  await under.pass(Duration.minutes(11));
  await write(2);
  await kill(under, 'pair');
  await under.available('pair');
  assert.deepEqual(await rows('pair'), [1, 2]);
  assert.equal((await messages('failover')).length, 4);
  assert.deepEqual(await messages('recovery'), []);
});

test('a primary whose standby is killed goes on, and gets another', async () => {
  await under.pass(Duration.minutes(11));
  const standbys = streamingStandbys();
  assert.equal(standbys.length, 1);
  for (const pid of standbys) process.kill(pid, 'SIGKILL');
  await write(3);
  await under.pass(Duration.minutes(11));
  await under.rds.rebootDBInstance({ ...named('pair'), ForceFailover: true });
  await under.available('pair');
  assert.deepEqual(await rows('pair'), [1, 2, 3]);
});

test('a plain reboot, a stop and a start keep the standby', async () => {
  await under.pass(Duration.minutes(11));
  await under.rds.rebootDBInstance(named('pair'));
  await under.available('pair');
  await write(4);
  await under.rds.stopDBInstance(named('pair'));
  await under.pass(Duration.minutes(6));
  await under.rds.startDBInstance(named('pair'));
  await under.available('pair');
  await write(5);
  await under.rds.rebootDBInstance({ ...named('pair'), ForceFailover: true });
  await under.available('pair');
  assert.deepEqual(await rows('pair'), [1, 2, 3, 4, 5]);
});

test('snapshots of a Multi-AZ instance come back as single instances, which wait for no standby', async () => {
  await under.pass(Duration.minutes(11));
  await under.rds.createDBSnapshot({ ...named('pair'), DBSnapshotIdentifier: 'of-pair' });
  await under.available('pair');
  await under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'single', DBSnapshotIdentifier: 'of-pair', BackupRetentionPeriod: 0 });
  const single = await under.available('single');
  assert.deepEqual([single.MultiAZ, single.SecondaryAvailabilityZone], [false, undefined]);
  await write(6, 'single');
  assert.deepEqual(await rows('single'), [1, 2, 3, 4, 5, 6]);
});

test('an instance is turned into a Multi-AZ one and back', async () => {
  await under.rds.modifyDBInstance({ ...named('single'), MultiAZ: true });
  assert.equal((await under.find('single')).PendingModifiedValues?.MultiAZ, true);
  await under.rds.modifyDBInstance({ ...named('single'), MultiAZ: true, ApplyImmediately: true });
  const converted = await under.available('single');
  assert.equal(converted.MultiAZ, true);
  await write(7, 'single');
  await under.rds.rebootDBInstance({ ...named('single'), ForceFailover: true });
  await under.available('single');
  assert.deepEqual(await rows('single'), [1, 2, 3, 4, 5, 6, 7]);
  await under.rds.modifyDBInstance({ ...named('single'), MultiAZ: false, ApplyImmediately: true });
  assert.equal((await under.available('single')).MultiAZ, false);
  await write(8, 'single');
  assert.equal(await codeOf(under.rds.rebootDBInstance({ ...named('single'), ForceFailover: true })), 'InvalidParameterCombination');
  await under.rds.deleteDBInstance({ ...named('single'), SkipFinalSnapshot: true });
});

test('a failover under writes loses none that was acknowledged, and restores to before and after it are exact', { timeout: 300_000 }, async () => {
  const scenario = fc.record({ seed: fc.nat(), before: fc.integer({ min: 1, max: 25 }), gap: fc.integer({ min: 1, max: 90 }), killed: fc.boolean(), after: fc.integer({ min: 1, max: 10 }) });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ seed, before: early, gap, killed, after: late }) => {
      const world = await RdsUnderTest.start({ seed: String(seed) });
      try {
        await world.create('shop', { MultiAZ: true });
        await world.available('shop');
        await world.query('shop', 'create table written (n int primary key)');
        await world.pass(Duration.seconds(1));
        const acknowledged: { n: number; at: Instant }[] = [];
        const writeOne = async (n: number): Promise<void> => {
          await world.query('shop', 'insert into written values ($1)', [n]);
          acknowledged.push({ n, at: world.now });
        };
        for (let n = 1; n <= early; n++) {
          await writeOne(n);
          if (n < early) await world.pass(Duration.seconds(gap));
        }
        if (killed) await kill(world, 'shop');
        else await world.rds.rebootDBInstance({ ...named('shop'), ForceFailover: true });
        await world.available('shop');
        assert.deepEqual(await rows('shop', world), acknowledged.map(({ n }) => n));
        for (let n = early + 1; n <= early + late; n++) {
          await writeOne(n);
          await world.pass(Duration.seconds(gap));
        }
        await world.pass(Duration.minutes(6));
        const moments = [acknowledged[early - 1], acknowledged[early]].flatMap((one) => one?.at ?? []);
        for (const [index, moment] of [...moments, (moments[0] ?? world.now).plus(Duration.seconds(50))].entries()) {
          const target = `restored-${index}`;
          await world.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'shop', TargetDBInstanceIdentifier: target, RestoreTime: moment.toDate(), BackupRetentionPeriod: 0 });
          await world.available(target);
          assert.deepEqual(await rows(target, world), acknowledged.filter(({ at }) => !at.isAfter(moment)).map(({ n }) => n), moment.toString());
          await world.rds.deleteDBInstance({ ...named(target), SkipFinalSnapshot: true });
        }
        assert.deepEqual(world.faults, []);
      } finally {
        await world.close();
      }
    }),
    { numRuns: 3, seed: 7, endOnFailure: true },
  );
});

test('mischief: a standby that lags loses the last half minute', async () => {
  const world = await RdsUnderTest.start({ mischief: ['lossy-failover'] });
  try {
    await world.create('shop', { MultiAZ: true });
    await world.available('shop');
    await world.query('shop', 'create table written (n int primary key)');
    for (let n = 1; n <= 10; n++) {
      await world.pass(Duration.seconds(10));
      await world.query('shop', 'insert into written values ($1)', [n]);
    }
    const last = world.now;
    await world.rds.rebootDBInstance({ ...named('shop'), ForceFailover: true });
    await world.available('shop');
    assert.deepEqual(await rows('shop', world), [1, 2, 3, 4, 5, 6, 7]);
    // What was lost never was, and what came later is not taken for it.
    await world.query('shop', 'insert into written values (11)');
    await world.pass(Duration.minutes(11));
    await world.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'shop', TargetDBInstanceIdentifier: 'back', RestoreTime: last.minus(Duration.seconds(5)).toDate(), BackupRetentionPeriod: 0 });
    await world.available('back');
    assert.deepEqual(await rows('back', world), [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(world.faults, []);
  } finally {
    await world.close();
  }
});
