/** Ends every child process and removes every temporary directory, however the parent dies. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { watchdogScript } from './watchdog';

export interface SpawnOptions {
  /** The file that gets what the process says; nothing is said to the terminal. */
  log: string;
  workingDirectory: string;
  environment?: Record<string, string>;
  user?: { uid: number; gid: number };
  /** Whether what the process starts is kept with it: the tree is ended as a whole, and is there while any process of it is. */
  tree?: boolean;
}

/** How a process is asked to end: SIGINT, SIGQUIT or SIGKILL, which PostgreSQL knows as fast, immediate and a crash. Trees know SIGTERM. */
export type Ending = 'SIGINT' | 'SIGQUIT' | 'SIGKILL' | 'SIGTERM';

export interface Keeper {
  /** Starts a process in a session of its own, so that Ctrl-C in the terminal does not reach it. Throws when it cannot be started. */
  spawn(command: string, words: readonly string[], options: SpawnOptions): Promise<ChildProcess>;
  /** Ends a process, or its whole tree, and answers once it is gone. */
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
  const children = new Map<ChildProcess, boolean>();

  const end = async (child: ChildProcess, how: Ending): Promise<void> => {
    const isTree = children.get(child);
    if (isTree === undefined) return;
    const gone = isTree ? closed(child) : ended(child);
    child.ref();
    if (isTree) signalTree(child, how);
    else child.kill(how);
    await gone;
  };

  return {
    spawn: async (command, words, spawnOptions) => {
      const child = startProcess(command, words, spawnOptions);
      if (child.pid === undefined) throw await failureOf(child);
      const isTree = spawnOptions.tree ?? false;
      children.set(child, isTree);
      // A number below zero is the group of processes that the child leads.
      const watched = isTree ? -child.pid : child.pid;
      watchdog.tell(`+${watched}`);
      // A finished program is not kept running by what it left behind: the watchdog ends that.
      child.unref();
      // Taken off as soon as it is known to be gone: the number may be given to a stranger.
      child.once(isTree ? 'close' : 'exit', () => {
        children.delete(child);
        watchdog.tell(`-${watched}`);
      });
      return child;
    },
    end,
    close: async () => {
      await Promise.all([...children].map(([child, isTree]) => end(child, isTree ? 'SIGKILL' : 'SIGQUIT')));
      if (!keep) await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      await watchdog.dismiss();
    },
  };
}

function startProcess(command: string, words: readonly string[], options: SpawnOptions): ChildProcess {
  const log = openSync(options.log, 'a');
  try {
    const settings = { cwd: options.workingDirectory, env: options.environment ?? {}, detached: true, ...options.user };
    if (!options.tree) return spawn(command, words, { ...settings, stdio: ['ignore', log, log] });
    const child = spawn(command, words, { ...settings, stdio: ['ignore', log, log, 'pipe'] });
    watchLine(child);
    return child;
  } finally {
    closeSync(log);
  }
}

/** Every process of a tree inherits the end of a line on which nothing is said: it is closed once the last of them is gone. */
function watchLine(child: ChildProcess): void {
  // Node.js makes a socket of a pipe to a child.
  const line = child.stdio[3] as Socket;
  line.on('error', () => undefined);
  line.resume();
  line.unref();
}

/** Sends a signal to all processes of a tree that still are in its group. */
export function signalTree({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    // None of them is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** How long, in milliseconds of real time, what left its tree's group can hold up the end of the tree. */
const patience = 3_000;

/** Resolves once the whole tree is gone, or the group is and what left it does not go. */
async function closed(child: ChildProcess): Promise<void> {
  const line = child.stdio[3] as Socket;
  line.ref();
  const giveUp = setTimeout(() => line.destroy(), patience);
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  clearTimeout(giveUp);
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
