/** Ends every child process and removes every temporary directory, however the parent dies. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { watchdogScript } from './watchdog';

export interface SpawnOptions {
  /** The file that gets what the process says; nothing is said to the terminal. */
  log: string;
  workingDirectory: string;
  environment?: Record<string, string>;
  user?: { uid: number; gid: number };
}

/** How a process is asked to end: SIGINT, SIGQUIT or SIGKILL, which PostgreSQL knows as fast, immediate and a crash. */
export type Ending = 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

export interface Keeper {
  /** Starts a process in a session of its own, so that Ctrl-C in the terminal does not reach it. Throws when it cannot be started. */
  spawn(command: string, words: readonly string[], options: SpawnOptions): Promise<ChildProcess>;
  /** Ends a process and answers once it is gone. */
  end(child: ChildProcess, how: Ending): Promise<void>;
  /** Ends every process, and removes the directory unless it is to be kept. */
  close(): Promise<void>;
}

/**
 * Watches over `directory` and over the processes started through it.
 * `keep` spares the directory; the processes are ended all the same.
 */
export async function startKeeper(directory: string, options: { keep?: boolean } = {}): Promise<Keeper> {
  const keep = options.keep ?? false;
  const watchdog = startWatchdog(directory);
  if (keep) watchdog.tell('keep');
  const children = new Set<ChildProcess>();

  const end = async (child: ChildProcess, how: Ending): Promise<void> => {
    if (!children.has(child)) return;
    const gone = ended(child);
    child.ref();
    child.kill(how);
    await gone;
  };

  return {
    spawn: async (command, words, spawnOptions) => {
      const child = startProcess(command, words, spawnOptions);
      if (child.pid === undefined) throw await failureOf(child);
      children.add(child);
      watchdog.tell(`+${child.pid}`);
      // A finished program is not kept running by what it left behind: the watchdog ends that.
      child.unref();
      // Taken off as soon as it is known to be gone: the number may be given to a stranger.
      child.once('exit', () => {
        children.delete(child);
        watchdog.tell(`-${child.pid}`);
      });
      return child;
    },
    end,
    close: async () => {
      await Promise.all([...children].map((child) => end(child, 'SIGQUIT')));
      if (!keep) await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      await watchdog.dismiss();
    },
  };
}

function startProcess(command: string, words: readonly string[], options: SpawnOptions): ChildProcess {
  const log = openSync(options.log, 'a');
  try {
    return spawn(command, words, {
      cwd: options.workingDirectory,
      env: options.environment ?? {},
      detached: true,
      stdio: ['ignore', log, log],
      ...options.user,
    });
  } finally {
    closeSync(log);
  }
}

interface Watchdog {
  tell(line: string): void;
  dismiss(): Promise<void>;
}

function startWatchdog(directory: string): Watchdog {
  const child = spawn('/bin/sh', ['-c', watchdogScript, 'muster-watchdog', directory], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Neither the watchdog nor the pipe to it may keep a finished program running.
  child.unref();
  const input = child.stdin as Writable & { unref?: () => void };
  input.unref?.();
  // A watchdog that somebody killed cannot be told anything; what it watched is still ended by `close`.
  input.on('error', () => undefined);
  return {
    tell: (line) => void input.write(`${line}\n`),
    dismiss: async () => {
      const gone = ended(child);
      child.ref();
      input.end();
      await gone;
    },
  };
}

function failureOf(child: ChildProcess): Promise<Error> {
  return new Promise((resolve) => {
    child.once('error', resolve);
  });
}

/** Resolves once the process is gone, at once when it already is. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
}
