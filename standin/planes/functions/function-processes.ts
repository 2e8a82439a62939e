/** The processes of all functions of a world: each version's zip in a folder of its own, its processes warm until it changes. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Keeper } from '../keeper';
import { FunctionProcess, type Ending, type Invocation } from './function-process';
import { processUser } from './process-user';
import { runtimeProgram } from './runtime';
import { Switchboard } from './switchboard';
import { readZip } from './zip';

/** What runs: a version of a function, as it was at one time. */
export interface Runnable {
  /** Another one whenever code or configuration are others, or the credentials were renewed. */
  key: string;
  zip: () => Uint8Array;
  environment: () => Promise<Record<string, string>>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 250 MB unzipped. */
export const mostUnpacked = 262_144_000;

/** So many processes at most work for a version at a time; who comes then waits. */
const mostProcesses = 10;

interface Pool {
  directory: string;
  processes: FunctionProcess[];
  waiting: (() => void)[];
  starting: number;
}

export class FunctionProcesses {
  readonly #switchboard = new Switchboard();
  readonly #pools = new Map<string, Pool>();
  #started = 0;
  #prepared = false;

  /** `directory` is made when there is need of it, and belongs to this alone. */
  constructor(
    private readonly keeper: Keeper,
    private readonly directory: string,
  ) {}

  /** Whether there is a process of it already, so that an invocation would find it warm. */
  isWarm(key: string): boolean {
    return this.#pools.get(key)?.processes.some((process) => process.alive && !process.busy) ?? false;
  }

  /** Runs an invocation in a process that is free, or in a new one. */
  async run(runnable: Runnable, invocation: Invocation): Promise<Ending> {
    const pool = this.#poolOf(runnable);
    const process = await this.#take(pool, runnable);
    if (!(process instanceof FunctionProcess)) return process;
    try {
      return await process.run(invocation);
    } finally {
      process.busy = false;
      pool.processes = pool.processes.filter(({ alive }) => alive);
      pool.waiting.shift()?.();
    }
  }

  /** Ends what runs of a version, once it has changed or is gone. What is under way is cut off. */
  async drop(key: string): Promise<void> {
    const pool = this.#pools.get(key);
    this.#pools.delete(key);
    if (!pool) return;
    await Promise.all(pool.processes.map((process) => process.end()));
    rmSync(pool.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async close(): Promise<void> {
    for (const key of [...this.#pools.keys()]) await this.drop(key);
    await this.#switchboard.close();
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async #take(pool: Pool, runnable: Runnable): Promise<FunctionProcess | Ending> {
    for (;;) {
      const free = pool.processes.find((process) => process.alive && !process.busy);
      if (free) {
        free.busy = true;
        return free;
      }
      if (pool.processes.length + pool.starting < mostProcesses) return this.#start(pool, runnable);
      await new Promise<void>((resolve) => pool.waiting.push(resolve));
    }
  }

  #poolOf({ key, zip }: Runnable): Pool {
    let pool = this.#pools.get(key);
    if (!pool) {
      this.#prepare();
      pool = { directory: join(this.directory, String((this.#started += 1))), processes: [], waiting: [], starting: 0 };
      unpack(zip(), join(pool.directory, 'task'));
      this.#pools.set(key, pool);
    }
    return pool;
  }

  async #start(pool: Pool, runnable: Runnable): Promise<FunctionProcess | Ending> {
    pool.starting += 1;
    try {
      const word = randomBytes(16).toString('hex');
      const { reported, forget } = this.#switchboard.expect(word);
      const [port, user] = [await this.#switchboard.port(), await processUser([process.execPath, packages(), this.directory])];
      const child = await this.keeper.spawn(process.execPath, [join(this.directory, 'runtime.mjs'), String(port), word], {
        log: join(pool.directory, 'output.log'),
        workingDirectory: join(pool.directory, 'task'),
        environment: { ...(await runnable.environment()), PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin` },
        ...(user && { user }),
      });
      const exited = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? `exit status ${code ?? 0}`)));
      const line = await Promise.race([reported, exited]);
      if (typeof line === 'string') {
        forget();
        return { how: 'exited', status: line, logs: [] };
      }
      const started = new FunctionProcess(this.keeper, child, line);
      started.busy = true;
      pool.processes.push(started);
      return started;
    } finally {
      pool.starting -= 1;
    }
  }

  /** Lambda's runtimes bring the SDK along: what a handler does not bring itself is found one folder further up, and there is nothing else of ours. */
  #prepare(): void {
    if (this.#prepared) return;
    this.#prepared = true;
    // A sudden end may have left what another process had unpacked.
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
    mkdirSync(join(this.directory, 'node_modules'), { recursive: true, mode: 0o755 });
    for (const scope of ['@aws-sdk', '@smithy']) symlinkSync(join(packages(), scope), join(this.directory, 'node_modules', scope));
    writeFileSync(join(this.directory, 'runtime.mjs'), runtimeProgram, { mode: 0o644 });
  }
}

/** The folder of packages that our own SDK clients are in. */
function packages(): string {
  return dirname(dirname(dirname(require.resolve('@aws-sdk/client-sts/package.json'))));
}

/** Whoever runs it may read it, whatever the archive says of its files. */
function unpack(zip: Uint8Array, directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  for (const { path, bytes } of readZip(zip, mostUnpacked)) {
    const target = join(directory, path);
    mkdirSync(path.endsWith('/') ? target : dirname(target), { recursive: true, mode: 0o755 });
    if (path.endsWith('/')) continue;
    writeFileSync(target, bytes);
    chmodSync(target, 0o755);
  }
}
