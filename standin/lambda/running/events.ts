/** Invocations that nobody waits for: queued, tried again where they fail, and told of in the end. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
import { Duration } from '../../../time/duration';
import { serviceCaller } from '../../access/service-caller';
import { AwsError } from '../../aws-error';
import { Errands } from '../../durable/errands';
import { Table } from '../../durable/table';
import type { FunctionCall } from '../../events/event-buses';
import { isJson } from '../../is-json';
import { serviceMayInvoke } from '../authorize';
import { askedOf } from '../names';
import { routed } from '../operations/invoke';
import type { Functions } from '../room';
import { tellDestination } from './destinations';
import type { Outcome } from './outcome';
import { configKey, type LeftEvent, type WaitingEvent } from './waiting-event';

const [retries, oldest] = [2, Duration.hours(6)];

export class Events {
  readonly #waiting: Errands<WaitingEvent>;
  /** Those that wait for a region that is down, by the id of their request. */
  readonly #held: Table<WaitingEvent>;

  #heard = 0;

  constructor(private readonly functions: Functions) {
    this.#waiting = new Errands(functions.world, 'lambda.events', (task) => this.#try(task));
    this.#held = new Table(functions.world.journal, 'lambda.held-events');
    functions.neighbours.buses.onFunctionCall((call) => this.#hear(call));
    functions.world.outages.onReturn((region) => {
      for (const task of [...this.#held.values()].filter(({ arn }) => askedOf(arn).region === region)) {
        this.#waiting.leave(functions.world.clock.now(), task);
        this.#held.delete(task.requestId);
      }
    });
  }

  leave(event: LeftEvent): void {
    const now = this.functions.world.clock.now();
    this.#waiting.leave(now, { ...event, since: now, tries: 0, throttled: 0 });
  }

  /** Takes what a rule of EventBridge sends, where the function's policy lets it. What it does not let in is dropped. */
  #hear({ functionArn: arn, rule, message }: FunctionCall): void {
    const caller = serviceCaller('events.amazonaws.com');
    const { rows, world } = this.functions;
    if (!rows.get(functionOf(arn)) || !serviceMayInvoke(this.functions, arn, { caller, sourceArn: rule.arn, sourceAccount: rule.accountId })) return;
    this.#heard += 1;
    const requestId = world.chance.uuid('lambda', 'event', arn, rule.arn, world.clock.now().epochMilliseconds, this.#heard);
    this.leave({ arn, event: isJson(message) ? message : JSON.stringify(message), requestId });
  }

  async #try(task: WaitingEvent): Promise<void> {
    const { world, rows, eventConfigs } = this.functions;
    const asked = askedOf(task.arn);
    if (world.outages.isDown(asked.region)) return void this.#held.put(task.requestId, task);
    if (!rows.get(functionOf(task.arn))) return;
    const config = eventConfigs.get(configKey(task.arn));
    if (world.clock.now().minus(Duration.seconds(config?.age ?? oldest.seconds)).isAfter(task.since)) return tellDestination(this.functions, task, { condition: 'EventAgeExceeded' });
    const outcome = await this.#run(task);
    if (outcome === undefined) return;
    const tries = task.tries + 1;
    if (outcome.failed && tries <= (config?.retries ?? retries)) {
      // A minute before the second try, two before the third.
      return this.#waiting.leave(world.clock.now().plus(Duration.minutes(tries)), { ...task, tries });
    }
    tellDestination(this.functions, { ...task, tries }, { condition: outcome.failed ? 'RetriesExhausted' : 'Success', outcome });
  }

  /** Undefined where it was put off. */
  async #run(task: WaitingEvent): Promise<Outcome | undefined> {
    try {
      const { row, version } = routed(this.functions, askedOf(task.arn), task.requestId);
      return await this.functions.runs.run({ row, version, ...task });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const throttled = task.throttled + 1;
      // AWS doubles the time between such tries from a second up to five minutes.
      const wait = Math.min(300, 2 ** Math.min(throttled - 1, 9));
      this.#waiting.leave(this.functions.world.clock.now().plus(Duration.seconds(wait)), { ...task, throttled });
      return undefined;
    }
  }
}

function functionOf(arn: string): string {
  return arn.split(':').slice(0, 7).join(':');
}
