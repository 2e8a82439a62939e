/** For tests: which process serves what, so that it can be killed. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Process {
  pid: number;
  parent: number;
  words: string;
}

/** The server that a session's process belongs to. */
export function serverOf(session: number): number {
  return processes().find(({ pid }) => pid === session)?.parent ?? 0;
}

/** The servers of this program that another one streams its log to. */
export function streamingStandbys(): number[] {
  const all = processes();
  const receivers = all.filter(({ words }) => words.includes('walreceiver'));
  return receivers.map(({ parent }) => parent).filter((server) => all.some(({ pid, parent }) => pid === server && parent === process.pid));
}

function processes(): Process[] {
  if (existsSync('/proc/self/stat')) return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => readProcess(name));
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, words = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), words }];
  });
}

function readProcess(name: string): Process[] {
  try {
    const [parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(1) ?? [];
    return [{ pid: Number(name), parent: Number(parent), words: readFileSync(`/proc/${name}/cmdline`, 'latin1') }];
  } catch {
    // It ended meanwhile.
    return [];
  }
}
