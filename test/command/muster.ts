/** Runs the command as its users do: a process of its own, with its exit code and what it printed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  /** What was printed on standard output so far. */
  printed(): string;
  ended: Promise<Ended>;
}

const repository = resolve(__dirname, '..', '..');
const start = join(repository, 'cli', 'start.js');

export interface Surroundings {
  cwd?: string;
  environment?: Readonly<Record<string, string>>;
}

/** Starts `muster` with these arguments. */
export function startMuster(args: readonly string[], { cwd = repository, environment = {} }: Surroundings = {}): Running {
  const child = spawn(process.execPath, [start, ...args], { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolveEnd, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolveEnd({ code, stdout, stderr }));
  });
  return { child, printed: () => stdout, ended };
}

/** Runs `muster` to its end. */
export function muster(args: readonly string[], surroundings?: Surroundings): Promise<Ended> {
  return startMuster(args, surroundings).ended;
}

/** A folder of this test's own, gone when it ends. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'));
  // As root, PostgreSQL runs as another user, who has to get through.
  chmodSync(folder, 0o755);
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Resolves when `there` says so; fails when it has not within the seconds given. */
export async function eventually(what: string, there: () => boolean, seconds = 60): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!there()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((again) => setTimeout(again, 20));
  }
}
