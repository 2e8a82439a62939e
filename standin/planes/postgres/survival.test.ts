/** A killed parent leaves no server running, whoever it ran as. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type ServerUser, serverUser } from './server-user';

/** A program with a server that has a statement running, which says who is who. */
const parent = `
const { mkdtempSync } = require('node:fs');
const { startKeeper } = require(${JSON.stringify(join(__dirname, '../keeper'))});
const { PostgresCluster } = require(${JSON.stringify(join(__dirname, 'cluster'))});
const { openUp, postgresGround } = require(${JSON.stringify(join(__dirname, 'ground'))});
(async () => {
  const directory = mkdtempSync(require('node:os').tmpdir() + '/muster-survival-');
  await openUp(directory);
  const ground = await postgresGround();
  const keeper = await startKeeper(directory);
  const cluster = await PostgresCluster.create(ground, keeper, directory + '/data');
  await cluster.start();
  const [{ pid }] = await cluster.query('select pg_backend_pid() as pid');
  const [{ postmaster }] = await cluster.query("select (string_to_array(pg_read_file('postmaster.pid'), E'\\\\n'))[1]::int as postmaster");
  void cluster.query('select pg_sleep(600)');
  console.log(JSON.stringify({ pids: [pid, postmaster], directories: [directory, ground.template] }));
  setInterval(() => {}, 1000);
})();
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

async function killedParentLeavesNothing(user?: ServerUser): Promise<void> {
  const child = spawn(process.execPath, ['--require', require.resolve('ts-node/register'), '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(__dirname, '../../..'),
    ...user,
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { pids, directories } = JSON.parse(line) as { pids: number[]; directories: string[] };
  assert.deepEqual(pids.map(isAlive), [true, true]);
  child.kill('SIGKILL');
  const left = (): unknown[] => [...pids.filter(isAlive), ...directories.filter((directory) => existsSync(directory))];
  for (let waited = 0; left().length > 0 && waited < 10_000; waited += 20) await delay(20);
  assert.deepEqual(left(), []);
}

test('a server goes with the program that is killed, its busy backend too', () => killedParentLeavesNothing());

test('root and an ordinary user run servers alike', async (t) => {
  const user = serverUser();
  if (!user) return t.skip('not run as root, so this user is the ordinary one');
  if (!canLoad(user)) return t.skip('the ordinary user cannot enter this directory');
  await killedParentLeavesNothing(user);
});

function canLoad(user: ServerUser): boolean {
  try {
    execFileSync(process.execPath, ['-e', `fs.accessSync(${JSON.stringify(__filename)})`], { cwd: '/', stdio: 'ignore', ...user });
    return true;
  } catch {
    return false;
  }
}
