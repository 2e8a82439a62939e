/** Whatever happens to the parent, nothing it started is left a second later. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { startKeeper } from './keeper';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A process whose starter was a thread that is gone stays in the books, dead, until this one ends too.
  return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Waits for a condition, some real seconds at most. */
async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 10_000; waited += 20) await delay(20);
}

async function freshDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'muster-keeper-test-'));
}

test('closing ends every process and removes the directory', async () => {
  const directory = await freshDirectory();
  const keeper = await startKeeper(directory);
  const child = await keeper.spawn('/bin/sh', ['-c', 'exec sleep 600'], { log: join(directory, 'log'), workingDirectory: '/' });
  await keeper.close();
  assert.equal(isAlive(child.pid ?? 0), false);
  assert.equal(existsSync(directory), false);
});

test('a directory that is to be kept is kept', async () => {
  const directory = await freshDirectory();
  const keeper = await startKeeper(directory, { keep: true });
  await keeper.close();
  assert.equal(existsSync(directory), true);
  await rm(directory, { recursive: true });
});

test('a program that cannot be started is an error, and no child', async () => {
  const directory = await freshDirectory();
  const keeper = await startKeeper(directory);
  await assert.rejects(keeper.spawn('/nowhere/at/all', [], { log: join(directory, 'log'), workingDirectory: '/' }), { code: 'ENOENT' });
  await keeper.close();
});

/** A program that keeps one process which ignores every signal it may ignore, and says which. */
const parent = `
const { startKeeper } = require(${JSON.stringify(join(__dirname, 'keeper'))});
const directory = process.argv[1] ?? require('node:worker_threads').workerData;
(async () => {
  const keeper = await startKeeper(directory);
  const stubborn = "trap '' INT QUIT TERM HUP; echo ready; while :; do sleep 0.1; done";
  const child = await keeper.spawn('/bin/sh', ['-c', stubborn], { log: directory + '/log', workingDirectory: '/' });
  const ended = await keeper.spawn('/bin/sh', ['-c', 'exit 0'], { log: directory + '/log', workingDirectory: '/' });
  console.log(JSON.stringify({ pid: child.pid, ended: ended.pid }));
  setInterval(() => {}, 1000);
})();
`;

async function startParent(directory: string): Promise<{ kill: () => void; pid: number }> {
  const child = spawn(process.execPath, ['--require', require.resolve('ts-node/register'), '-e', parent, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { pid } = JSON.parse(line) as { pid: number };
  return { kill: () => void child.kill('SIGKILL'), pid };
}

test('a parent that is killed leaves neither process nor directory', async () => {
  const directory = await freshDirectory();
  await writeFile(join(directory, 'file'), 'data');
  const { kill, pid } = await startParent(directory);
  assert.equal(isAlive(pid), true);
  kill();
  await until(() => !isAlive(pid) && !existsSync(directory));
  assert.equal(isAlive(pid), false);
  assert.equal(existsSync(directory), false);
});

test('a worker thread that is terminated leaves neither process nor directory', async () => {
  const directory = await freshDirectory();
  const worker = new Worker(`require('ts-node/register');\n${parent.replace('process.argv[1] ?? ', '')}`, {
    eval: true,
    workerData: directory,
    stdout: true,
  });
  const [line] = (await once(createInterface(worker.stdout), 'line')) as [string];
  const { pid } = JSON.parse(line) as { pid: number };
  await worker.terminate();
  await until(() => !isAlive(pid) && !existsSync(directory));
  assert.equal(isAlive(pid), false);
  assert.equal(existsSync(directory), false);
});
