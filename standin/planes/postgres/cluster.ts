/** One PostgreSQL server: a data directory, and the process that serves it while it is started. */
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import { freePort } from '../free-port';
import type { Address } from '../gate';
import type { Ending, Keeper } from '../keeper';
import { Admin, type NamedStatement } from './admin';
import type { Ground } from './ground';
import { parseLsn } from './log/lsn';
import { Stillness } from './log/stillness';
import { copyTree } from './tree';

const host = '127.0.0.1';

/** Real seconds for a server to come up, recovery included, before it is given up. */
const patienceSeconds = 120;

/** How often a start is tried anew: its port was taken in between, a killed predecessor's processes are not all gone, or it was killed itself. */
const tries = 20;

/** Asked at every instant at which somebody talked to the server. */
const logEnd = { name: 'log-end', text: 'select pg_current_wal_insert_lsn()::text as lsn' };

interface Running {
  process: ChildProcess;
  address: Address;
  admin: Admin;
}

export class PostgresCluster {
  #running: Running | undefined;
  #dirty = false;

  /** Whether anything was written since something was made of all that it holds. */
  readonly stillness = new Stillness(() => this.logEnd());

  /** Called when the process ends and nobody asked it to. */
  onCrash: () => void = () => undefined;

  /** `directory` is a data directory, there already; its log lies beside it. */
  constructor(
    private readonly ground: Ground,
    private readonly keeper: Keeper,
    readonly directory: string,
  ) {}

  /** Makes a fresh data directory at `directory`. */
  static async create(ground: Ground, keeper: Keeper, directory: string): Promise<PostgresCluster> {
    await copyTree(ground.template, directory, { user: ground.user });
    return new PostgresCluster(ground, keeper, directory);
  }

  /** Where the server listens; undefined while it does not. */
  get address(): Address | undefined {
    return this.#running?.address;
  }

  /** Notes that something may have been written. */
  touch(): void {
    this.#dirty = true;
    this.stillness.disturb();
  }

  /** Notes that the log went on, with nothing in it that changes what the server holds. */
  noteBookkeeping(): void {
    this.#dirty = true;
  }

  /** Whether anything may have been written since this was last asked. */
  takeDirty(): boolean {
    const dirty = this.#dirty;
    this.#dirty = false;
    return dirty;
  }

  /** Starts the server and answers once it takes connections. `parameters` hold for this start only. Throws with the log's end when it does not come up. */
  async start(parameters: Record<string, string> = {}): Promise<void> {
    if (this.#running) return;
    for (let attempt = 1; ; attempt++) {
      const port = await freePort(host);
      const child = await this.#spawn(port, parameters);
      if (await this.#comesUp(child)) {
        this.#keep(child, port);
        return;
      }
      const said = (await readFile(this.#log, 'utf8').catch(() => '')).slice(-4_000);
      // Whoever kills a server may do so while it starts, too.
      const killed = child.signalCode !== null;
      const passing = killed || /Address already in use|could not create any TCP\/IP sockets|pre-existing shared memory block|lock file .* already exists/.test(said.slice(-1_000));
      if (!passing || attempt === tries) throw new Error(`a database server did not start:\n${said}`);
      await delay(50);
    }
  }

  /** Stops the server: SIGINT lets it write everything out, SIGQUIT does not, SIGKILL is a crash. */
  async stop(how: Ending = 'SIGINT'): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    await running.admin.close();
    await this.keeper.end(running.process, how);
  }

  /** Runs a statement as the stand-in's superuser. Throws when the server is stopped. */
  async query<Row extends QueryResultRow>(statement: string | NamedStatement, values: unknown[] = [], database = 'postgres'): Promise<Row[]> {
    if (!this.#running) throw new Error('the database server is not running');
    return this.#running.admin.query<Row>(statement, values, database);
  }

  /** The position up to which the server's log is written. */
  async logEnd(): Promise<number> {
    const [row] = await this.query<{ lsn: string }>(logEnd);
    return parseLsn(row?.lsn ?? '');
  }

  /**
   * Of a server that takes writes: up to which position it found its log when it started. What it had said of positions behind that was
   * of records that nothing was ever acknowledged for.
   */
  async foundUpTo(): Promise<number> {
    const [row] = await this.query<{ lsn: string }>('select redo_lsn::text as lsn from pg_control_checkpoint()');
    return parseLsn(row?.lsn ?? '');
  }

  /** Has everything that the server has logged until now on the disk. */
  async flushLog(): Promise<void> {
    await this.query("select pg_logical_emit_message(false, 'muster', '', true) where pg_current_wal_flush_lsn() < pg_current_wal_insert_lsn()");
  }

  /** Whether the server still answers. A killed one is noticed by its silence before the system tells of its end. */
  async isAlive(): Promise<boolean> {
    return this.query('select 1').then(
      () => true,
      () => false,
    );
  }

  /** Lets go of a database that was looked into, so that its owner can drop it. */
  async letGoOf(database: string): Promise<void> {
    await this.#running?.admin.close(database);
  }

  get #log(): string {
    return `${this.directory}.log`;
  }

  async #spawn(port: number, parameters: Record<string, string>): Promise<ChildProcess> {
    const words = Object.entries({ ...this.ground.always, ...parameters }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const options = { log: this.#log, workingDirectory: '/', environment: { LC_ALL: 'C', PATH: '/usr/bin:/bin' }, user: this.ground.user };
    return this.keeper.spawn(join(this.ground.programs, 'postgres'), ['-D', this.directory, '-p', String(port), ...words], options);
  }

  /** PostgreSQL says `ready` in the last line of its lock file; false when the process ends before that. */
  async #comesUp(child: ChildProcess): Promise<boolean> {
    child.ref();
    try {
      for (let waited = 0; waited < patienceSeconds * 1_000; waited += 4) {
        if (child.exitCode !== null || child.signalCode !== null) return false;
        const lines = (await readFile(join(this.directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
        if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
        await delay(4);
      }
      await this.keeper.end(child, 'SIGKILL');
      return false;
    } finally {
      child.unref();
    }
  }

  #keep(child: ChildProcess, port: number): void {
    const address = { host, port };
    const running = { process: child, address, admin: new Admin(address, this.ground.password) };
    this.#running = running;
    child.once('exit', () => {
      if (this.#running !== running) return;
      this.#running = undefined;
      void running.admin.close();
      this.onCrash();
    });
  }
}
