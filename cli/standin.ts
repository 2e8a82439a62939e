/** `muster standin`: the embedded AWS as a server on this machine, until it is told to stop. */
import { Refused } from '../measure/endings';
import { startStandin, UnusableState } from '../standin/index';
import type { Instant } from '../time/instant';
import { WallClock } from '../time/wall-clock';
import { exitCodes } from './exit-codes';

export interface StandinServerOptions {
  port: number;
  clock: 'virtual' | 'wall';
  speed: number;
  /** When a new world begins. */
  start?: Instant;
  state?: string;
  seed?: number;
}

/** Prints the endpoint as JSON on the first line, and answers when a signal has ended it and everything of it is gone. */
export async function serveStandin(options: StandinServerOptions): Promise<number> {
  const { port, clock, speed, state } = options;
  // A clock that runs by itself is expected to show the time; files of today would otherwise look newer than what was just uploaded.
  const start = options.start ?? (clock === 'wall' ? new WallClock().now() : undefined);
  const standin = await startStandin({ start, seed: options.seed === undefined ? undefined : String(options.seed), directory: state, onFault: say }).catch((error: unknown) => {
    throw refusal(error, `its files cannot be kept in ${state ?? 'the directory for temporary files'}`, 'Give another folder with --state.');
  });
  try {
    const { endpoint } = await standin.listen({ port, clock, speed }).catch((error: unknown) => {
      throw refusal(error, `port ${port} cannot be listened on`, 'Give another with --port, or none for any that is free.');
    });
    console.log(JSON.stringify({ endpoint }));
    await interrupted();
  } finally {
    await standin.close();
  }
  return exitCodes.met;
}

function say(error: unknown, operation: string): void {
  console.error(`muster standin: ${operation} failed by a fault of the stand-in's own:`, error);
}

/** What the system refused, in words; anything else is a fault and stays one. */
function refusal(error: unknown, what: string, next: string): unknown {
  if (error instanceof UnusableState) return new Refused(`The stand-in did not start: ${error.message}.`, { cause: error });
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new Refused(`The stand-in did not start: ${what} (${error.message}). ${next}`, { cause: error });
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
