/** What an invocation comes to, as callers and the log see it. */
import type { Ending } from '../../planes/functions/function-process';
import type { Chance } from '../../chance';
import { draw } from '../../timings';
import type { Version } from '../rows';

export interface Outcome {
  /** JSON. */
  payload: string;
  failed: boolean;
  executedVersion: string;
  log: string;
  /** Milliseconds that it is modelled to have taken. */
  duration: number;
}

export interface Ran {
  requestId: string;
  version: Version;
  ending: Ending;
  /** Whether a process had to be started for it. */
  cold: boolean;
}

/** Answers are at most so many bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostAnswered = 6_291_556;

export function outcomeOf(chance: Chance, { requestId, version, ending, cold }: Ran): Outcome {
  const { timeout, memory } = version.inForce;
  const took = ending.how === 'timed-out' ? timeout * 1_000 : Math.min(timeout * 1_000, draw(chance, 'lambda.duration', requestId).milliseconds);
  const payload = payloadOf(ending, requestId, timeout);
  const init = cold ? `\tInit Duration: ${draw(chance, 'lambda.init', requestId).milliseconds.toFixed(2)} ms` : '';
  const status = ending.how === 'timed-out' ? '\tStatus: timeout' : ending.how === 'exited' ? `\tStatus: error\tError Type: Runtime.ExitError` : '';
  const lines = [
    `START RequestId: ${requestId} Version: ${version.version}\n`,
    ...ending.logs,
    `END RequestId: ${requestId}\n`,
    `REPORT RequestId: ${requestId}\tDuration: ${took.toFixed(2)} ms\tBilled Duration: ${Math.ceil(took)} ms\tMemory Size: ${memory} MB\tMax Memory Used: ${Math.min(memory, 75)} MB${init}${status}\n`,
  ];
  return { ...payload, executedVersion: version.version, log: lines.join(''), duration: took };
}

function payloadOf(ending: Ending, requestId: string, timeout: number): Pick<Outcome, 'payload' | 'failed'> {
  const failed = (error: object): Pick<Outcome, 'payload' | 'failed'> => ({ payload: JSON.stringify(error), failed: true });
  if (ending.how === 'timed-out') return failed({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeout.toFixed(2)} seconds` });
  if (ending.how === 'exited') {
    const why = ending.status === 'exit status 0' ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${ending.status}`;
    return failed({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${why}` });
  }
  if (ending.how === 'failed') return failed(ending.error);
  if (Buffer.byteLength(ending.result) <= mostAnswered) return { payload: ending.result, failed: false };
  return failed({ errorType: 'Function.ResponseSizeTooLarge', errorMessage: `Response payload size exceeded maximum allowed payload size (${mostAnswered} bytes).` });
}
