/** Standbys on real servers: one that has whatever is acknowledged, one that has what it was handed, and the log archived across a promotion. */
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createGate, type Gate } from '../../gate';
import { type Keeper, startKeeper } from '../../keeper';
import { takeBaseBackup } from '../base-backup';
import { PostgresCluster } from '../cluster';
import { type Ground, openUp, postgresGround } from '../ground';
import { restoreToLsn } from '../recovery';
import { WalArchive } from '../wal-archive';
import { HeldBackStandby } from './held-back';
import { promote } from './stand-by';
import { makeSynchronous, waitForNobody } from './synchronous';

let ground: Ground;
let directory: string;
let keeper: Keeper;
let gate: Gate;

before(async () => {
  ground = await postgresGround();
  directory = await mkdtemp(join(tmpdir(), 'muster-standby-'));
  await openUp(directory);
  keeper = await startKeeper(directory);
  gate = createGate();
});

after(async () => {
  await gate.close();
  await keeper.close();
});

const at = (name: string): string => join(directory, name);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

async function numbers(cluster: PostgresCluster): Promise<number[]> {
  return (await cluster.query<{ n: number }>('select n from written order by n')).map(({ n }) => n);
}

async function write(cluster: PostgresCluster, from: number, to: number): Promise<number> {
  for (let n = from; n <= to; n++) await cluster.query('insert into written values ($1)', [n]);
  return cluster.logEnd();
}

async function started(name: string): Promise<PostgresCluster> {
  const cluster = await PostgresCluster.create(ground, keeper, at(name));
  await cluster.start();
  await cluster.query('create table written (n int)');
  return cluster;
}

async function withStandby(name: string): Promise<{ primary: PostgresCluster; standby: PostgresCluster }> {
  const primary = await started(name);
  const where = { primary: await gate.open(name, 5432, () => primary.address), scratch: at(`${name}-scratch`), directory: at(`${name}-standby`) };
  return { primary, standby: await makeSynchronous(ground, keeper, primary, where) };
}

test('a standby that is promoted has all that its killed primary acknowledged, and restores are exact before and after', async () => {
  const { primary, standby } = await withStandby('paired');
  const archive = await WalArchive.begin(ground, primary, at('paired-archive'));
  await archive.keepOn(standby);
  const { directory: base } = await takeBaseBackup(ground, primary, at('paired-base'));
  const early = await write(primary, 1, 10);
  await archive.ship(primary);
  await archive.keepOn(standby);
  await write(primary, 11, 15);
  await primary.stop('SIGKILL');
  const fork = await promote(standby);
  assert.equal(await promote(standby), fork, 'who did not hear that it was done asks again');
  archive.forkAt(fork);
  assert.deepEqual(await numbers(standby), upTo(15));
  const late = await write(standby, 16, 20);
  await write(standby, 21, 25);
  await archive.ship(standby);
  for (const [lsn, expected] of [[early, 10], [fork, 15], [late, 20]] as const) {
    const restored = await restoreToLsn(ground, keeper, { backup: base, archive: archive.directory, lsn }, at(`paired-to-${expected}`));
    assert.deepEqual(await numbers(restored), upTo(expected));
    await restored.stop('SIGQUIT');
  }
  const second = await takeBaseBackup(ground, standby, at('paired-second'));
  const last = await write(standby, 26, 30);
  await archive.ship(standby);
  const again = await restoreToLsn(ground, keeper, { backup: second.directory, archive: archive.directory, lsn: last }, at('paired-again'));
  assert.deepEqual(await numbers(again), upTo(30));
  await Promise.all([again, standby].map((one) => one.stop('SIGQUIT')));
});

test('a commit waits for a standby that is gone, until the primary is told to wait for nobody', { timeout: 60_000 }, async () => {
  const { primary, standby } = await withStandby('lonely');
  await write(primary, 1, 3);
  await standby.stop('SIGKILL');
  const waiting = primary.query('insert into written values (4)');
  const waits = `select from pg_stat_activity where wait_event = 'SyncRep'`;
  while ((await primary.query(waits, [], 'template1')).length === 0) await delay(2);
  await waitForNobody(primary);
  await waiting;
  assert.deepEqual(await numbers(primary), upTo(4));
  await primary.stop('SIGQUIT');
});

test('a restarted primary is found again by its standby, and a base backup of it waits for none', async () => {
  const { primary, standby } = await withStandby('restarted');
  const { directory: base } = await takeBaseBackup(ground, primary, at('restarted-base'));
  await primary.stop();
  await primary.start();
  await write(primary, 1, 3);
  assert.deepEqual(await numbers(standby), upTo(3));
  await standby.stop('SIGQUIT');
  await waitForNobody(primary);
  await write(primary, 4, 5);
  const archive = await WalArchive.begin(ground, primary, at('restarted-archive'));
  const held = await HeldBackStandby.make(ground, keeper, { directory: base, start: 0, stop: 0 }, at('restarted-held'));
  await promote(held.cluster);
  await write(held.cluster, 6, 7);
  await archive.end(primary);
  await Promise.all([primary, held.cluster].map((one) => one.stop('SIGQUIT')));
});

test('a standby that is held back has what it was handed and no more, also when it is promoted, and follows its source across a promotion', async () => {
  const { primary, standby } = await withStandby('source');
  const archive = await WalArchive.begin(ground, primary, at('source-archive'));
  await archive.keepOn(standby);
  const base = await takeBaseBackup(ground, primary, at('source-base'));
  const [first, second] = [await HeldBackStandby.make(ground, keeper, base, at('first')), await HeldBackStandby.make(ground, keeper, base, at('second'))];
  const sources = (cluster: PostgresCluster): string[] => [archive.directory, join(cluster.directory, 'pg_wal')];
  const positions = [];
  for (let n = 1; n <= 30; n++) positions.push(await write(primary, n, n));
  await archive.ship(primary);
  for (const n of [1, 2, 7, 30]) {
    await first.advance(positions[n - 1] ?? 0, sources(primary));
    assert.deepEqual(await numbers(first.cluster), upTo(n));
  }
  await assert.rejects(first.cluster.query('insert into written values (0)'), /read-only/);
  await primary.stop('SIGKILL');
  archive.forkAt(await promote(standby));
  await standby.query(`insert into written select generate_series(31, 40)`);
  const forked = await standby.logEnd();
  await write(standby, 41, 42);
  await first.advance(forked, sources(standby));
  assert.deepEqual(await numbers(first.cluster), upTo(40));
  await second.advance(positions[11] ?? 0, sources(primary));
  await promote(second.cluster);
  assert.deepEqual(await numbers(second.cluster), upTo(12));
  await write(second.cluster, 13, 13);
  await Promise.all([standby, first.cluster, second.cluster].map((one) => one.stop('SIGQUIT')));
});
