/** Whom functions run as: nobody in particular where this process is root's, as the databases' servers do. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { serverUser, type ServerUser } from '../postgres/server-user';

const users = new Map<string, Promise<ServerUser | undefined>>();

/**
 * The user to drop to, or undefined where functions run as the user of this process: when that is no root, and when Node.js, its
 * packages or the world's folder lie where nobody else may go, as below /root. What runs is code that this world's own caller gave it.
 */
export function processUser(paths: readonly string[]): Promise<ServerUser | undefined> {
  const key = paths.join('\0');
  const found = users.get(key) ?? whoCanReach(paths);
  users.set(key, found);
  return found;
}

async function whoCanReach(paths: readonly string[]): Promise<ServerUser | undefined> {
  const user = serverUser();
  if (!user) return undefined;
  try {
    await promisify(execFile)('/bin/sh', ['-c', 'for path; do test -x "$path" || exit 1; done', 'sh', ...paths], { cwd: '/', env: {}, ...user });
    return user;
  } catch {
    return undefined;
  }
}
