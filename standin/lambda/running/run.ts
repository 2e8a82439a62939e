/** Runs a version of a function: finds a process for it, and makes of how that ended what AWS would say. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { FunctionRow, Version } from '../rows';
import { credentialsLast, environmentOf } from './environment';
import { type Outcome, outcomeOf } from './outcome';

export interface Wanted {
  row: FunctionRow;
  version: Version;
  /** As it was called: with the qualifier, where there was one. */
  arn: string;
  requestId: string;
  /** JSON. */
  event: string;
  clientContext?: object;
}

/** Invocations of an account in a region that may run at a time: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const concurrency = 1_000;

/** A process is not handed credentials that end while it works with them; no function runs for longer. */
const renewedBefore = Duration.minutes(15);

export class Runs {
  readonly #running = new Map<string, number>();
  readonly #begun = new Map<string, { key: string; until: Instant }>();

  constructor(private readonly functions: Functions) {}

  /** Throws TooManyRequestsException, and what Invoke throws where a key cannot be used. */
  async run(wanted: Wanted): Promise<Outcome> {
    const { row, version } = wanted;
    const running = this.#running.get(row.arn) ?? 0;
    if (running >= (row.reserved ?? concurrency)) {
      this.#measure(row, [['Throttles', 1, 'Count']]);
      throw refusals.throttled(row.reserved === undefined ? 'ConcurrentInvocationLimitExceeded' : 'ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    this.#running.set(row.arn, running + 1);
    try {
      const outcome = await this.#run(wanted, await this.#keyOf(version));
      this.#measure(row, [['Invocations', 1, 'Count'], ['Errors', outcome.failed ? 1 : 0, 'Count'], ['Duration', outcome.duration, 'Milliseconds']]);
      return outcome;
    } finally {
      const left = (this.#running.get(row.arn) ?? 1) - 1;
      if (left > 0) this.#running.set(row.arn, left);
      else this.#running.delete(row.arn);
    }
  }

  async #run({ row, version, arn, requestId, event, clientContext }: Wanted, key: string): Promise<Outcome> {
    const { processes, code, world } = this.functions;
    const cold = !processes.isWarm(key);
    const runnable = { key, zip: () => code.read(version.inForce.code), environment: () => environmentOf(this.functions, row, version) };
    const invocation = { requestId, event, arn, time: world.clock.now().toString(), timeout: Duration.seconds(version.inForce.timeout), ...(clientContext && { clientContext }) };
    const ending = await processes.run(runnable, invocation);
    return outcomeOf(world.chance, { requestId, version, ending, cold });
  }

  /** Processes of the version as it was before, or with credentials that are about to expire, make room for others. */
  async #keyOf(version: Version): Promise<string> {
    const { clock } = this.functions.world;
    const named = `${version.functionArn}:${version.version}`;
    const begun = this.#begun.get(named);
    const isGood = begun !== undefined && begun.key.startsWith(`${named} ${JSON.stringify(version.inForce)} `) && clock.now().plus(renewedBefore).isBefore(begun.until);
    if (isGood) return begun.key;
    const until = clock.now().plus(credentialsLast);
    const key = `${named} ${JSON.stringify(version.inForce)} ${until.toString()}`;
    this.#begun.set(named, { key, until });
    if (begun) await this.functions.processes.drop(begun.key);
    return key;
  }

  /** Ends the processes of a version that is gone or has changed. */
  async forget(named: string): Promise<void> {
    const begun = this.#begun.get(named);
    this.#begun.delete(named);
    if (begun) await this.functions.processes.drop(begun.key);
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
  #measure({ accountId, region, name }: FunctionRow, values: readonly (readonly [metric: string, value: number, unit: string])[]): void {
    const at = this.functions.world.clock.now();
    for (const [metric, value, unit] of values) {
      this.functions.neighbours.metrics.put({ accountId, region, namespace: 'AWS/Lambda', name: metric, dimensions: { FunctionName: name }, value, unit, at });
    }
  }
}
