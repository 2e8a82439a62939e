/** Whom the database servers run as: PostgreSQL refuses to be root, so root hands them to an unprivileged user. */
import { readFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';

export interface ServerUser {
  uid: number;
  gid: number;
}

/** The user to drop to, or undefined when this process is an ordinary user's and its servers are too. Throws when there is none. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  if (!fields) throw new Error('PostgreSQL refuses to run as root, and /etc/passwd knows no user "nobody" to run it as; run as an ordinary user');
  return { uid: unsigned(fields[2]), gid: unsigned(fields[3]) };
}

/** Gives a path to the user that the servers run as. */
export async function giveTo(user: ServerUser | undefined, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}

/** macOS writes nobody's number as −2, which the kernel reads as an unsigned 32-bit number. */
function unsigned(text: string | undefined): number {
  return Number(text) >>> 0;
}
