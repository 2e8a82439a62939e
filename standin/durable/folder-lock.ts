/** Which process has a folder to itself: a file that names it, and that a process which was killed leaves behind. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableState } from './unusable-state';

/** Takes the folder for this process. Throws UnusableState when another one that runs has it. */
export function takeLock(directory: string): void {
  const path = join(directory, 'lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (isRunning(holder)) throw new UnusableState(`process ${holder} uses ${directory} already. End it first, or give another folder`, { cause: error });
      rmSync(path, { force: true });
    }
  }
  throw new UnusableState(`another process took ${directory} at this very moment. Give another folder`);
}

export function releaseLock(directory: string): void {
  rmSync(join(directory, 'lock'), { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
  return !isDefunct(pid);
}

/** A process that was killed can be signalled until its parent has taken note of its end. Linux tells; elsewhere it counts as running. */
function isDefunct(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
