/** A server in a process of its own, timed from its start to its first answer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Server {
  endpoint: string;
  pid: number;
  /** From the start of the process to its first answered request. */
  firstAnswerMilliseconds: number;
  stop(): Promise<void>;
}

/**
 * Starts `node ARGS…`, which is to print `{"endpoint": URL}` as its first line, and asks it for `path`.
 * Throws Error where it ends before it has said so.
 */
export async function startServer(args: readonly string[], path: string): Promise<Server> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line') as Promise<[string]>, ended.then(() => undefined)]);
  if (!first) throw new Error(`node ${args.join(' ')} ended before it listened`);
  const { endpoint } = JSON.parse(first[0]) as { endpoint: string };
  await (await fetch(endpoint + path)).arrayBuffer();
  return {
    endpoint,
    pid: child.pid ?? 0,
    firstAnswerMilliseconds: performance.now() - begun,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
