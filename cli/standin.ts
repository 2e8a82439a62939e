/** `muster standin`: the embedded AWS as a server on this machine, until it is told to stop. */
import { startStandin } from '../standin/index';
import { exitCodes } from './exit-codes';

export interface StandinServerOptions {
  port: number;
  clock: 'virtual' | 'wall';
  speed: number;
  state?: string;
  seed: number;
}

/** Prints the endpoint as JSON on the first line, and answers when a signal has ended it and everything of it is gone. */
export async function serveStandin(options: StandinServerOptions): Promise<number> {
  const standin = await startStandin({ seed: String(options.seed), directory: options.state, onFault: say });
  try {
    const { endpoint } = await standin.listen({ port: options.port, clock: options.clock, speed: options.speed });
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

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
