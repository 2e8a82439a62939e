/** Makes calls: as one effect on the drill's clock, tried again by our own rule, and put on record. */
import { isDate } from 'node:util/types';
import type { CallEntry, Json } from '../../evidence/entry';
import type { Clock } from '../../time/clock';
import { Duration } from '../../time/duration';
import { cliCommand } from './cli-command';
import { AwsRefusal, asRefusal } from './refusal';

/** Takes note of a call. The ledger is behind it in a drill. */
export type CallRecorder = (entry: CallEntry) => void;

export interface Request<Output> {
  service: string;
  operation: string;
  region: string;
  input: object;
  send: () => Promise<Output>;
  /**
   * False for calls that have a record of their own: witness writes and the reading of data,
   * which would drown the rest.
   */
  recorded?: boolean;
}

const attempts = 5;
const firstPause = Duration.seconds(1);

/**
 * Makes one call. Throws AwsRefusal; passing refusals are tried again with doubling pauses, `attempts` times in all.
 * A pause ends with `signal.reason` when the signal fires in it; a call that begins later belongs to the clean-up, which nobody cuts short.
 */
export async function makeCall<Output>(clock: Clock, record: CallRecorder, request: Request<Output>, signal?: AbortSignal): Promise<Output> {
  const heeded = signal?.aborted ? undefined : signal;
  for (let attempt = 1, pause = firstPause; ; attempt++, pause = pause.times(2)) {
    try {
      return await once(clock, record, request);
    } catch (error) {
      if (!(error instanceof AwsRefusal) || !error.isPassing || attempt === attempts) throw error;
      await clock.sleep(pause, heeded);
    }
  }
}

async function once<Output>(clock: Clock, record: CallRecorder, request: Request<Output>): Promise<Output> {
  const { service, operation } = request;
  const asked = clock.now();
  const note = (error: CallEntry['error']): void => {
    if (request.recorded === false) return;
    const input = plain(request.input);
    const command = cliCommand(service, operation, request.region, input);
    const outcome = error ? 'refused' : 'answered';
    record({ kind: 'call', service, operation, region: request.region, input, outcome, error, command, asked: asked.toString(), answered: clock.now().toString() });
  };
  try {
    const output = await clock.effect('api', request.send);
    note(null);
    return output;
  } catch (error) {
    const refusal = asRefusal(service, operation, error);
    note({ code: refusal.code, message: refusal.message });
    throw refusal;
  }
}

/** An SDK input as plain data: dates as text, bodies as their size, absent members left out. */
function plain(input: object): Record<string, Json> {
  const members = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (isDate(value)) return value.toISOString();
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'object') return plain(value);
  return `(${typeof value})`;
}
