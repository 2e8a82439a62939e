/** A stand-in with databases is killed at random moments of its work, again and again: whatever was acknowledged is there after the next start. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { Chance } from '../../chance';
import { openUp } from '../../planes/postgres/ground';
import { RdsUnderTest } from '../rds-under-test';

const rounds = 10;
const databases = ['single', 'pair'] as const;

/** What a worker tells of before it does it, and again once it is acknowledged. */
type Told = { what: 'attempted' | 'written'; n: number; at: string } | { what: 'snapshot' | 'gone' | 'restoring'; name: string; at: string };

const chance = new Chance('killed');

/** Works until it is killed, on what it finds. */
async function work(directory: string, round: number): Promise<void> {
  const under = await RdsUnderTest.start({ directory });
  process.once('disconnect', () => process.exit());
  // Nothing is told but whole and in order: the parent reads what there is of it after the end.
  const tell = (told: Told): void => void process.send?.(told);
  for (let step = 1; ; step++) {
    const n = round * 10_000 + step;
    const at = under.now.toString();
    const dice = Math.floor(chance.fraction('dice', n) * 20);
    await under.pass(Duration.seconds(1 + Math.floor(chance.fraction('pause', n) * 90)));
    if (dice < 14) {
      tell({ what: 'attempted', n, at: under.now.toString() });
      // One that reboots or fails over takes no writes meanwhile.
      const written = await Promise.all(databases.map((name) => under.query(name, 'insert into written values ($1)', [n]).then(() => true, () => false)));
      if (written.every(Boolean)) tell({ what: 'written', n, at: under.now.toString() });
    } else await act(under, tell, { n, at, dice }).catch(() => undefined);
  }
}

async function act({ rds, now }: RdsUnderTest, tell: (told: Told) => void, { n, at, dice }: { n: number; at: string; dice: number }): Promise<void> {
  const name = `made-${n}`;
  if (dice === 14) await rds.createDBSnapshot({ DBInstanceIdentifier: 'single', DBSnapshotIdentifier: name }).then(() => tell({ what: 'snapshot', name, at }));
  if (dice === 15) await rds.rebootDBInstance({ DBInstanceIdentifier: 'single' });
  if (dice === 16) await rds.rebootDBInstance({ DBInstanceIdentifier: 'pair', ForceFailover: true });
  if (dice === 17) {
    const { DBSnapshots: [first] = [] } = await rds.describeDBSnapshots({ SnapshotType: 'manual' });
    await rds.deleteDBSnapshot({ DBSnapshotIdentifier: first?.DBSnapshotIdentifier });
    tell({ what: 'gone', name: first?.DBSnapshotIdentifier ?? '', at });
  }
  if (dice === 18) {
    const RestoreTime = now.minus(Duration.minutes(9)).toDate();
    await rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'single', TargetDBInstanceIdentifier: name, RestoreTime, BackupRetentionPeriod: 0 });
    tell({ what: 'restoring', name, at });
  }
  if (dice === 19) {
    const { DBInstances: all = [] } = await rds.describeDBInstances({});
    const made = all.find(({ DBInstanceIdentifier: one = '' }) => one.startsWith('made-'));
    if (made) await rds.deleteDBInstance({ DBInstanceIdentifier: made.DBInstanceIdentifier, SkipFinalSnapshot: true });
  }
}

async function killAgainAndAgain(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-killed-'));
  await openUp(directory);
  try {
    await prepare(directory);
    const told: Told[] = [];
    for (let round = 1; round <= rounds; round++) {
      await killedIn(directory, round, told);
      await check(directory, told, round);
    }
    assert.ok(told.filter(({ what }) => what === 'written').length > rounds, 'the workers wrote next to nothing');
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function prepare(directory: string): Promise<void> {
  const under = await RdsUnderTest.start({ directory });
  await under.create('single', { BackupRetentionPeriod: 2 });
  await under.create('pair', { BackupRetentionPeriod: 0, MultiAZ: true });
  for (const name of databases) await under.available(name);
  for (const name of databases) await under.query(name, 'create table written (n int primary key)');
  await under.rds.createDBInstanceReadReplica({ DBInstanceIdentifier: 'follower', SourceDBInstanceIdentifier: 'single' });
  await under.available('follower');
  await under.close();
  assert.deepEqual(under.faults, []);
}

/** Runs a worker, and kills it at a random moment after it began to write. */
async function killedIn(directory: string, round: number, told: Told[]): Promise<void> {
  const worker: ChildProcess = fork(__filename, [directory, String(round)], { execArgv: process.execArgv });
  const exited = once(worker, 'exit');
  worker.on('message', (message) => told.push(message as Told));
  await Promise.race([once(worker, 'message'), exited]);
  await delay(Math.floor(chance.fraction('kill', round) * 2_500));
  worker.kill('SIGKILL');
  const [, signal] = (await exited) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL', `the worker of round ${round} ended by itself`);
}

async function check(directory: string, told: readonly Told[], round: number): Promise<void> {
  const under = await RdsUnderTest.start({ directory });
  try {
    for (const name of databases) await under.available(name);
    for (const name of databases) assertHolds(await rowsOf(under, name), told, under.now, `${name} after round ${round}`);
    await under.pass(Duration.minutes(30));
    await checkMade(under, told);
    assertHolds(await rowsOf(under, 'follower'), told, under.now, `the replica after round ${round}`);
    await checkMoment(under, told, round);
    assert.deepEqual(under.faults, []);
  } finally {
    await under.close();
  }
}

/** Snapshots and restores that were asked for came to an end, and what was deleted is gone. */
async function checkMade(under: RdsUnderTest, told: readonly Told[]): Promise<void> {
  const { DBSnapshots: snapshots = [] } = await under.rds.describeDBSnapshots({ SnapshotType: 'manual' });
  const { DBInstances: instances = [] } = await under.rds.describeDBInstances({});
  for (const one of told) {
    if (one.what === 'gone') assert.ok(!snapshots.some((snapshot) => snapshot.DBSnapshotIdentifier === one.name), `${one.name} is back`);
    if (one.what === 'snapshot' && !told.some((other) => other.what === 'gone' && other.name === one.name)) {
      const found = snapshots.find((snapshot) => snapshot.DBSnapshotIdentifier === one.name);
      // A deletion may have been done and not been told of yet.
      if (found) assert.ok(['available', 'failed'].includes(found.Status ?? ''), `${one.name} is ${found.Status}`);
    }
  }
  for (const { DBInstanceIdentifier: name, DBInstanceStatus: status } of instances) assert.ok(status === 'available' || status === 'backing-up', `${name} is ${status}`);
}

/** What the single instance held at the instant of some acknowledged write. */
async function checkMoment(under: RdsUnderTest, told: readonly Told[], round: number): Promise<void> {
  const written = told.filter((one) => one.what === 'written');
  const one = written[Math.floor(chance.fraction('moment', round) * written.length)];
  if (!one) return;
  const [moment, target] = [Instant.parse(one.at), `checked-${round}`];
  await under.rds.restoreDBInstanceToPointInTime({ SourceDBInstanceIdentifier: 'single', TargetDBInstanceIdentifier: target, RestoreTime: moment.toDate(), BackupRetentionPeriod: 0 });
  await under.available(target);
  assertHolds(await rowsOf(under, target), told, moment, `restored to ${one.at}`);
  await under.rds.deleteDBInstance({ DBInstanceIdentifier: target, SkipFinalSnapshot: true });
  await under.pass(Duration.minutes(20));
}

async function rowsOf(under: RdsUnderTest, name: string): Promise<Set<number>> {
  return new Set((await under.query<{ n: number }>(name, 'select n from written')).map(({ n }) => n));
}

/** Every write that was acknowledged until then, and none that was not attempted by then. */
function assertHolds(rows: ReadonlySet<number>, told: readonly Told[], until: Instant, what: string): void {
  const attempted = new Set<number>();
  for (const one of told) {
    if (one.what === 'attempted' && !Instant.parse(one.at).isAfter(until)) attempted.add(one.n);
    if (one.what === 'written' && !Instant.parse(one.at).isAfter(until)) assert.ok(rows.has(one.n), `${what}: the write ${one.n}, acknowledged at ${one.at}, is missing`);
  }
  for (const n of rows) assert.ok(attempted.has(n), `${what}: the write ${n} is there, which nobody attempted until then`);
}

if (require.main === module) void work(process.argv[2] ?? '', Number(process.argv[3]));
else void test('what was acknowledged before a kill is there after the next start, and can be restored to', killAgainAndAgain);
