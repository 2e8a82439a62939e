/** Real servers: backed up, restored to positions of their log, killed, and restored again from what was restored. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Keeper, startKeeper } from '../keeper';
import { takeBaseBackup } from './base-backup';
import { PostgresCluster } from './cluster';
import { type Ground, openUp, postgresGround } from './ground';
import { restoreBackup, restoreToLsn } from './recovery';
import { WalArchive } from './wal-archive';

let ground: Ground;
let directory: string;
let keeper: Keeper;

before(async () => {
  ground = await postgresGround();
  directory = await mkdtemp(join(tmpdir(), "muster it's 100% "));
  await openUp(directory);
  keeper = await startKeeper(directory);
});

after(async () => {
  await keeper.close();
  await assert.rejects(rm(directory, { recursive: true }), { code: 'ENOENT' });
});

async function numbers(cluster: PostgresCluster): Promise<number[]> {
  return (await cluster.query<{ n: number }>('select n from written order by n')).map(({ n }) => n);
}

/** Writes rows `from` to `to` and answers where the log stood after each. */
async function write(cluster: PostgresCluster, from: number, to: number): Promise<Map<number, number>> {
  const positions = new Map<number, number>();
  for (let n = from; n <= to; n++) {
    await cluster.query('insert into written values ($1)', [n]);
    positions.set(n, await cluster.logEnd());
  }
  return positions;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

test('a restore to a position of the log brings back exactly what was committed before it, and can itself be restored', async () => {
  const source = await PostgresCluster.create(ground, keeper, join(directory, 'source'));
  await source.start();
  await source.query('create table written (n int)');
  const archive = await WalArchive.begin(ground, source, join(directory, 'archive'));
  const backup = await takeBaseBackup(ground, source, join(directory, 'base'));
  const positions = await write(source, 1, 40);
  await archive.ship(source);
  const later = await write(source, 41, 60);
  await archive.ship(source);

  for (const n of [1, 17, 40, 60]) {
    const lsn = positions.get(n) ?? later.get(n) ?? Number.NaN;
    const restored = await restoreToLsn(ground, keeper, { backup: backup.directory, archive: archive.directory, lsn }, join(directory, `to-${n}`));
    assert.deepEqual(await numbers(restored), upTo(n));
    if (n !== 17) {
      await restored.stop('SIGQUIT');
      continue;
    }
    const again = await WalArchive.begin(ground, restored, join(directory, 'archive-again'));
    const base = await takeBaseBackup(ground, restored, join(directory, 'base-again'));
    const third = (await write(restored, 18, 30)).get(25) ?? Number.NaN;
    await again.ship(restored);
    const twice = await restoreToLsn(ground, keeper, { backup: base.directory, archive: again.directory, lsn: third }, join(directory, 'twice'));
    assert.deepEqual(await numbers(twice), upTo(25));
  }
  await source.stop();
});

test('a restore reaches the end of the archive even where nothing was written since the shipment before', async () => {
  const source = await PostgresCluster.create(ground, keeper, join(directory, 'quiet'));
  await source.start();
  await source.query('create table written (n int)');
  const archive = await WalArchive.begin(ground, source, join(directory, 'quiet-archive'));
  const { directory: backup } = await takeBaseBackup(ground, source, join(directory, 'quiet-base'));
  await write(source, 1, 2);
  await archive.ship(source);
  const lsn = await source.logEnd();
  await archive.ship(source);
  const restored = await restoreToLsn(ground, keeper, { backup, archive: archive.directory, lsn }, join(directory, 'quiet-restored'));
  assert.deepEqual(await numbers(restored), upTo(2));
});

test('a base backup alone brings back what was committed when it was taken', async () => {
  const source = await PostgresCluster.create(ground, keeper, join(directory, 'other'));
  await source.start();
  await source.query('create table written (n int)');
  await write(source, 1, 5);
  const backup = await takeBaseBackup(ground, source, join(directory, 'other-base'));
  await write(source, 6, 9);
  const restored = await restoreBackup(ground, keeper, backup.directory, join(directory, 'other-restored'));
  assert.deepEqual(await numbers(restored), upTo(5));
  assert.deepEqual(await numbers(source), upTo(9));
});

test('a server that is killed is noticed, and comes back with everything that was committed', async () => {
  const cluster = await PostgresCluster.create(ground, keeper, join(directory, 'killed'));
  await cluster.start();
  await cluster.query('create table written (n int)');
  await write(cluster, 1, 3);
  const crashed = new Promise<void>((resolve) => (cluster.onCrash = resolve));
  const [row] = await cluster.query<{ pid: number }>(`select (string_to_array(pg_read_file('postmaster.pid'), E'\\n'))[1]::int as pid`);
  process.kill(row?.pid ?? 0, 'SIGKILL');
  await crashed;
  assert.equal(cluster.address, undefined);
  await cluster.start();
  assert.deepEqual(await numbers(cluster), upTo(3));
});
