/** What every database server of this process stands on: programs, a user to run as, and a fresh cluster to copy. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Keeper, startKeeper } from '../keeper';
import { preparedPrograms } from './binaries';
import { hostAccess, settings } from './configuration';
import { giveTo, serverUser, type ServerUser } from './server-user';
import { superuser, superuserPassword } from './superuser';

export interface Ground {
  /** The directory of PostgreSQL's programs. */
  programs: string;
  /** Undefined when the servers run as the user that this process runs as. */
  user: ServerUser | undefined;
  /** The superuser's, in every server. */
  password: string;
  /** A data directory fresh from `initdb`; to be copied, never started. */
  template: string;
  /** What every server is told when it starts, over all that is written down for it. */
  always?: Readonly<Record<string, string>>;
}

/** By the superuser's password. */
const grounds = new Map<string, Promise<Ground>>();

/** Prepared once a process, on first use; gone with the process. A password is given where there are data directories from an earlier process. */
export function postgresGround(password = superuserPassword): Promise<Ground> {
  const ground = grounds.get(password) ?? prepare(password);
  grounds.set(password, ground);
  return ground;
}

async function prepare(password: string): Promise<Ground> {
  const user = serverUser();
  const directory = await mkdtemp(join(await placeFor(user), 'muster-postgres-'));
  const keeper = await startKeeper(directory);
  await openUp(directory);
  const programs = await preparedPrograms(directory, user);
  const template = join(directory, 'template');
  await initialise(keeper, { programs, user, template, password }, directory);
  return { programs, user, template, password };
}

/** Lets the servers' user pass through a directory of ours on the way to its own. */
export async function openUp(directory: string): Promise<void> {
  if (serverUser()) await chmod(directory, 0o711);
}

/** Throws when the servers' user cannot get to a directory, because of the directories above it. */
export async function assertReachable(directory: string, user: ServerUser | undefined): Promise<void> {
  if (user && !(await canReach(directory, user))) {
    throw new Error(`PostgreSQL cannot run as root, and the user it runs as cannot enter ${directory}: choose a directory that every user may pass through`);
  }
}

/** The directory for temporary files, or /tmp where that is closed to the servers' user. */
async function placeFor(user: ServerUser | undefined): Promise<string> {
  const usual = await realpath(tmpdir());
  return user && !(await canReach(usual, user)) ? '/tmp' : usual;
}

async function canReach(directory: string, user: ServerUser): Promise<boolean> {
  try {
    await promisify(execFile)('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { cwd: '/', env: {}, ...user });
    return true;
  } catch {
    return false;
  }
}

/** As in `settings`, for the servers that initdb itself starts: one that is killed leaves nothing outside of its directory. */
const sharedInFiles = '--set=dynamic_shared_memory_type=mmap';

async function initialise(keeper: Keeper, { programs, user, template, password }: Ground, directory: string): Promise<void> {
  const [passwordFile, log] = [join(directory, 'password'), join(directory, 'initdb.log')];
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(user, passwordFile);
  await prepareEmpty(template, user);
  const words = ['-D', template, '-U', superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--wal-segsize=1'];
  const child = await keeper.spawn(join(programs, 'initdb'), [...words, '--locale=C', '--encoding=UTF8', '--no-sync', '--no-instructions', sharedInFiles], {
    log,
    workingDirectory: '/',
    user,
  });
  child.ref();
  // Both numbers and names of signals arrive in this event; only 0 is success.
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`initdb failed: ${await readFile(log, 'utf8')}`);
  await appendFile(join(template, 'postgresql.conf'), settings);
  await writeFile(join(template, 'pg_hba.conf'), hostAccess);
}

async function prepareEmpty(directory: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(directory, { mode: 0o700 });
  await giveTo(user, directory);
}
