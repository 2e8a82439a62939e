/** A process of one version of a function: started once, kept warm, asked one thing at a time. */
import type { ChildProcess } from 'node:child_process';
import { Duration } from '../../../time/duration';
import { WallClock } from '../../../time/wall-clock';
import type { Keeper } from '../keeper';
import type { HandlerError, Line, Told } from './switchboard';

export interface Invocation {
  requestId: string;
  /** JSON. */
  event: string;
  /** The function's ARN as it was called. */
  arn: string;
  /** As its log lines are dated: the world's time. */
  time: string;
  timeout: Duration;
  clientContext?: object;
}

/** How an invocation ended, as far as it can be seen from outside. */
export type Ending =
  | { how: 'answered'; result: string; logs: readonly string[] }
  | { how: 'failed'; error: HandlerError; logs: readonly string[] }
  | { how: 'timed-out'; logs: readonly string[] }
  | { how: 'exited'; status: string; logs: readonly string[] };

const wall = new WallClock();
const [leastPatience, mostPatience] = [2, 10];

/**
 * How long a process may really take. A handler is judged by the world's time, which stands still meanwhile: one that has not answered
 * in as many real seconds as its timeout says, but at least 2 and at most 10, is one that would never answer, and has timed out.
 */
export function patienceFor(timeout: Duration): Duration {
  return Duration.seconds(Math.min(mostPatience, Math.max(leastPatience, timeout.seconds)));
}

export class FunctionProcess {
  busy = false;
  #exit: string | undefined;
  readonly #gone: Promise<void>;

  constructor(
    private readonly keeper: Keeper,
    private readonly child: ChildProcess,
    private readonly line: Line,
  ) {
    this.#gone = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#exit = signal === null ? `exit status ${code ?? 0}` : `signal: ${words[signal] ?? signal}`;
        resolve();
      });
    });
  }

  get alive(): boolean {
    return this.#exit === undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends the process where it did not answer in time, so that the next invocation finds another one. */
  async run(invocation: Invocation): Promise<Ending> {
    const logs: string[] = [];
    const { first, socket } = this.line;
    if (first.broken) return this.#after({ how: 'failed', error: first.broken, logs });
    const done = new AbortController();
    const { timeout, ...asked } = invocation;
    const endings = [this.#answered(logs), this.#exited(logs), this.#outOfPatience(timeout, logs, done.signal)];
    socket.write(`${JSON.stringify({ ...asked, milliseconds: timeout.milliseconds })}\n`);
    const ending = await Promise.race(endings);
    done.abort();
    return ending.how === 'timed-out' ? this.#after(ending) : ending;
  }

  async end(): Promise<void> {
    await this.keeper.end(this.child, 'SIGKILL');
  }

  async #after(ending: Ending): Promise<Ending> {
    await this.end();
    return ending;
  }

  #answered(logs: string[]): Promise<Ending> {
    return new Promise((resolve) => {
      this.line.onTold(({ log, result, error }: Told) => {
        if (log !== undefined) logs.push(log);
        else if (error) resolve({ how: 'failed', error, logs });
        else if (result !== undefined) resolve({ how: 'answered', result, logs });
      });
    });
  }

  async #exited(logs: string[]): Promise<Ending> {
    await this.#gone;
    return { how: 'exited', status: this.#exit ?? '', logs };
  }

  async #outOfPatience(timeout: Duration, logs: string[], signal: AbortSignal): Promise<Ending> {
    try {
      await wall.sleep(patienceFor(timeout), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return { how: 'timed-out', logs };
  }
}

/** As AWS says them. */
const words: Readonly<Record<string, string>> = { SIGKILL: 'killed', SIGTERM: 'terminated', SIGSEGV: 'segmentation fault', SIGABRT: 'aborted', SIGINT: 'interrupt' };
