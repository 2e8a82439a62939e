/** The EventBridge buses of the world, for the services that put events on them. */
import type { Instant } from '../../time/instant';
import { Errands } from '../durable/errands';
import { Table } from '../durable/table';
import type { Topics } from '../sns/topics';
import { draw } from '../timings';
import type { World } from '../world';
import type { Event } from './event';
import { type Bus, busArn, type Rule } from './rules/rule';
import { Rules } from './rules/rules';
import { ScheduledRules } from './rules/scheduled-rules';
import { transformed } from './targets/transform';

/** An event of an AWS service, which goes to the default bus of its account and region. */
export interface ServiceEvent {
  accountId: string;
  region: string;
  /** `aws.s3` */
  source: string;
  /** `Object Created` */
  detailType: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
  time: Instant;
}

/** What a rule sends to a function. */
export interface FunctionCall {
  /** With its qualifier, where the target has one. */
  functionArn: string;
  rule: Pick<Rule, 'arn' | 'name' | 'accountId'>;
  message: string;
}

interface Delivery {
  /** Of an SNS topic or a Lambda function. */
  targetArn: string;
  rule: Pick<Rule, 'arn' | 'name' | 'accountId'>;
  message: string;
}

const table = 'events.buses';

export class EventBuses {
  readonly rules: Rules;
  readonly #buses: Table<Bus>;
  readonly #deliveries: Errands<Delivery>;
  #callFunction: (call: FunctionCall) => void = () => undefined;
  #seen = 0;

  constructor(
    private readonly world: World,
    private readonly topics: Topics,
  ) {
    this.#buses = new Table(world.journal, table);
    this.rules = new Rules(world);
    this.#deliveries = new Errands(world, 'events.deliveries', (delivery) => this.#deliver(delivery));
    new ScheduledRules(world, this.rules, (rule) => this.#comeRound(rule));
  }

  /** `listener` hears of what rules send to functions. */
  onFunctionCall(listener: (call: FunctionCall) => void): void {
    this.#callFunction = listener;
  }

  /** Whether any rule of the default bus could want an event; what costs effort to describe need not be described when not. */
  hears({ accountId, region }: { accountId: string; region: string }): boolean {
    const bus = busArn(accountId, region, 'default');
    for (const rule of this.rules.all()) if (rule.busArn === bus && rule.pattern !== undefined) return true;
    return false;
  }

  /** Matches the event against the rules of its bus and hands it to their targets. */
  put({ accountId, ...event }: ServiceEvent): void {
    // A region that is down tells nobody anything.
    if (this.world.outages.isDown(event.region)) return;
    this.putOn(busArn(accountId, event.region, 'default'), { ...event, account: accountId });
  }

  /** Puts an event on a bus, and answers with the event's id. */
  putOn(bus: string, event: Omit<Event, 'id'>): string {
    const identified = { ...event, id: this.#newId(event.source) };
    for (const rule of this.rules.matching(bus, identified)) this.#handOver(identified, rule);
    return identified.id;
  }

  /** The bus of that name; every account has a default one in every region. */
  bus(accountId: string, region: string, name: string): Bus | undefined {
    const arn = busArn(accountId, region, name);
    const bus = this.#buses.get(arn);
    return bus ?? (name === 'default' ? { arn, name, accountId, region, created: this.world.clock.now(), tags: {} } : undefined);
  }

  /** The default one first, then by name. */
  busesIn(accountId: string, region: string): Bus[] {
    const others = [...this.#buses.values()].filter((bus) => bus.accountId === accountId && bus.region === region && bus.name !== 'default');
    const standard = this.bus(accountId, region, 'default');
    return [...(standard ? [standard] : []), ...others.sort((a, b) => (a.name < b.name ? -1 : 1))];
  }

  keep(bus: Bus): void {
    this.#buses.put(bus.arn, bus);
  }

  drop({ arn }: Bus): void {
    this.#buses.delete(arn);
  }

  #comeRound(rule: Rule): void {
    const { accountId: account, region, arn } = rule;
    if (this.world.outages.isDown(region)) return;
    const event = { account, region, source: 'aws.events', detailType: 'Scheduled Event', resources: [arn], detail: {}, time: this.world.clock.now(), id: this.#newId(arn) };
    this.#handOver(event, rule);
  }

  #handOver(event: Event, rule: Rule): void {
    const now = this.world.clock.now();
    for (const target of rule.targets) {
      const message = transformed({ event, rule, target, ingested: now });
      if (message === undefined) continue;
      const { arn, name, accountId } = rule;
      this.#deliveries.leave(now.plus(draw(this.world.chance, 'events.delivery', event.id, target.arn)), { targetArn: target.arn, rule: { arn, name, accountId }, message });
    }
  }

  #deliver({ targetArn, rule, message }: Delivery): void {
    if (targetArn.startsWith('arn:aws:lambda:')) return this.#callFunction({ functionArn: targetArn, rule, message });
    this.topics.publish({ topicArn: targetArn, from: { service: 'events.amazonaws.com', sourceArn: rule.arn, sourceAccount: rule.accountId }, message });
  }

  #newId(of: string): string {
    this.#seen += 1;
    return this.world.chance.uuid('events', of, this.world.clock.now().epochMilliseconds, this.#seen);
  }
}
