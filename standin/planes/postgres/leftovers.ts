/** Ends database servers that outlived the process that started them: two on one data directory would be the end of it. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Real seconds in which whoever watches over the servers ends them by itself, and after which they are ended here. */
const grace = 2;

/** Real seconds until all of them must be gone. */
const patience = 20;

/** Answers once no server runs in any directory below `root` any longer. Throws where one cannot be ended. */
export async function endLeftovers(root: string): Promise<void> {
  for (let waited = 0; waited < patience * 1_000; waited += 50) {
    const left = await serversIn(root);
    if (left.length === 0) return;
    if (waited >= grace * 1_000) for (const pid of left) end(pid);
    await delay(50);
  }
  throw new Error(`a database server that was left behind in ${root} does not end`);
}

/** Every process of PostgreSQL's works in the data directory. Linux tells of all; elsewhere each directory tells of its first process. */
async function serversIn(root: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return firstProcessesIn(root);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [directory, program] = await Promise.all([linkOf(`/proc/${pid}/cwd`), linkOf(`/proc/${pid}/exe`)]);
      return directory.startsWith(root + sep) && /^postgres( \(deleted\))?$/.test(basename(program)) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

async function firstProcessesIn(root: string): Promise<number[]> {
  const pids = (await readdir(root).catch(() => [])).map(async (name) => {
    const lines = (await readFile(join(root, name, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    const pid = Number(lines[0]);
    return pid > 0 && isThere(pid) ? [pid] : [];
  });
  return (await Promise.all(pids)).flat();
}

function linkOf(path: string): Promise<string> {
  return readlink(path).catch(() => '');
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
