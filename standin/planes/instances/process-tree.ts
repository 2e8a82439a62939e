/** The processes of an instance: its user data, run as an unprivileged user in a directory of its own, and whatever that starts. */
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port';
import type { Address } from '../gate';
import { type Keeper, signalTree } from '../keeper';
import { assertReachable, openUp } from '../postgres/ground';
import { giveTo, serverUser, type ServerUser } from '../postgres/server-user';

const host = '127.0.0.1';

/** Real milliseconds for user data to open its port, before the instance goes on without it. */
const patience = 15_000;

/** Real milliseconds for processes that are asked to end, before they are killed. */
const grace = 2_000;

/** How a tree ended: by itself and in peace, or not. */
export type Ended = 'done' | 'lost';

interface Running {
  process: ChildProcess;
  port: number;
}

export class ProcessTree {
  #running: Running | undefined;
  /** Called when the last process ends and nobody asked for it. */
  onEnd: (how: Ended) => void = () => undefined;

  /** `directory` is the root directory of the instance; its console is written beside it. */
  constructor(
    private readonly keeper: Keeper,
    private readonly directory: string,
  ) {}

  /** Where it listens; undefined while it does not run. */
  get address(): Address | undefined {
    return this.#running && { host, port: this.#running.port };
  }

  /**
   * Runs a script and answers once its port takes connections, all of its processes are gone, or nothing has happened for a while.
   * `volumes` are the files of its volumes by the names of their devices (`sdf`); the script is told of the first one.
   */
  async start(script: Buffer, volumes: ReadonlyMap<string, string>): Promise<void> {
    if (this.#running) return;
    const user = serverUser();
    await this.#prepare(script, user);
    for (const [device, path] of volumes) await this.plug(device, path);
    const [first = 'sdf'] = volumes.keys();
    const port = await freePort(host);
    const environment = {
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: this.directory,
      MUSTER_PORT: String(port),
      MUSTER_VOLUME: join(this.directory, 'dev', first),
    };
    const options = { log: this.#console, workingDirectory: this.directory, environment, user, tree: true };
    const child = await this.keeper.spawn(join(this.directory, 'user-data'), [], options);
    const running = { process: child, port };
    this.#running = running;
    child.once('close', (code: number | null) => {
      if (this.#running !== running) return;
      this.#running = undefined;
      this.onEnd(code === 0 ? 'done' : 'lost');
    });
    await this.#comesUp(running);
  }

  /** Ends every process, and answers when all are gone; they are asked first, unless `force`. */
  async stop(force: boolean): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    if (force) return this.keeper.end(running.process, 'SIGKILL');
    const gone = this.keeper.end(running.process, 'SIGTERM');
    const isGone = await Promise.race([gone.then(() => true), delay(grace, false, { ref: false })]);
    if (!isGone) await this.keeper.end(running.process, 'SIGKILL');
  }

  /** Does `work` while none of the processes moves. */
  async still<T>(work: () => Promise<T>): Promise<T> {
    const running = this.#running;
    if (!running) return work();
    signalTree(running.process, 'SIGSTOP');
    try {
      return await work();
    } finally {
      signalTree(running.process, 'SIGCONT');
    }
  }

  /** A volume is at hand from now on, as `dev/<device>` in the root directory. */
  async plug(device: string, path: string): Promise<void> {
    await giveTo(serverUser(), path);
    await this.unplug(device);
    await symlink(path, join(this.directory, 'dev', device));
  }

  async unplug(device: string): Promise<void> {
    await mkdir(join(this.directory, 'dev'), { recursive: true });
    await rm(join(this.directory, 'dev', device), { force: true });
  }

  /** What it printed, in every run; where it really is on this machine is not in it. */
  async console(): Promise<string> {
    const said = await readFile(this.#console, 'utf8').catch(() => '');
    const inside = said.replaceAll(`${this.directory}/`, '/');
    return inside.replace(/^(.*\bport )\d+$/gm, '$180');
  }

  /** Adds a line to what it printed. */
  async say(line: string): Promise<void> {
    await mkdir(dirname(this.#console), { recursive: true });
    await writeFile(this.#console, `${line}\n`, { flag: 'a' });
  }

  /** Removes all that it left on the disk. */
  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
    await rm(this.#console, { force: true });
  }

  get #console(): string {
    return join(dirname(this.directory), `${basename(this.directory)}.console`);
  }

  async #prepare(script: Buffer, user: ServerUser | undefined): Promise<void> {
    const all = dirname(this.directory);
    await mkdir(all, { recursive: true });
    await openUp(dirname(all));
    await openUp(all);
    await assertReachable(all, user);
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await giveTo(user, this.directory);
    const path = join(this.directory, 'user-data');
    await writeFile(path, script);
    await chmod(path, 0o755);
  }

  async #comesUp({ process: child, port }: Running): Promise<void> {
    child.ref();
    for (let waited = 0; waited < patience && this.#running?.process === child; waited += 10) {
      if (await answers(port)) break;
      await delay(10);
    }
    child.unref();
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
