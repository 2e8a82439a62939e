/** The SNS topics of the world, for the services that publish to them. */
import type { Access } from '../access/access';
import { readPolicy } from '../access/read-policy';
import { serviceCaller } from '../access/service-caller';
import { Table } from '../durable/table';
import type { World } from '../world';
import { wants } from './delivery/filter';
import type { Message } from './delivery/message';
import { Outbox } from './delivery/outbox';
import { Postman } from './delivery/postman';
import type { Subscription, Topic } from './topics/topic';

export interface Publication {
  topicArn: string;
  /** The service that publishes, such as `s3.amazonaws.com`, and the resource on whose behalf; the account where the service speaks for it, as CloudWatch does. */
  from: { service: string; sourceArn: string; sourceAccount: string; sourceOwner?: string };
  subject?: string;
  message: string;
  /** Strings only. */
  attributes?: Readonly<Record<string, string>>;
}

const topicTable = 'sns.topics';
const subscriptionTable = 'sns.subscriptions';

export class Topics {
  readonly outbox: Outbox;
  readonly #postman: Postman;
  readonly #topics: Table<Topic>;
  readonly #subscriptions: Table<Subscription>;
  #published = 0;

  constructor(
    private readonly world: World,
    private readonly access: Access,
    /** Whether the stand-in is served over HTTP, so that subscribers on this machine may be called. */
    readonly served: () => boolean = () => false,
  ) {
    this.outbox = new Outbox(world);
    this.#topics = new Table(world.journal, topicTable);
    this.#subscriptions = new Table(world.journal, subscriptionTable);
    this.#postman = new Postman(world, this.outbox);
  }

  /** Whether there is such a topic and its policy lets that service publish to it. */
  accepts({ topicArn, from }: Pick<Publication, 'topicArn' | 'from'>): boolean {
    const topic = this.#topics.get(topicArn);
    if (!topic || this.world.outages.isDown(topic.region)) return false;
    const context = { 'aws:sourcearn': from.sourceArn, 'aws:sourceaccount': from.sourceAccount, ...(from.sourceOwner !== undefined && { 'aws:sourceowner': from.sourceOwner }) };
    const resourcePolicy = { accountId: topic.accountId, document: readPolicy(topic.policy) };
    return this.access.allows({ caller: serviceCaller(from.service), action: 'sns:Publish', resource: topicArn, context, resourcePolicy });
  }

  /** Publishes to a topic that accepts it; what no topic accepts is dropped, as AWS drops it. */
  publish(publication: Publication): void {
    if (!this.accepts(publication)) return;
    const { topicArn, subject, message: text } = publication;
    const attributes = Object.fromEntries(Object.entries(publication.attributes ?? {}).map(([name, value]) => [name, { type: 'String', value }]));
    this.send({ topicArn, text, attributes, ...(subject !== undefined && { subject }) });
  }

  /** Hands a message to all subscribers who confirmed and want it. Answers with its id. */
  send(content: Omit<Message, 'id' | 'at'>): string {
    const at = this.world.clock.now();
    this.#published += 1;
    const message: Message = { ...content, at, id: this.world.chance.uuid('sns', 'message', content.topicArn, at.epochMilliseconds, this.#published) };
    for (const subscription of this.subscriptionsTo(content.topicArn)) {
      if (subscription.confirmed && wants(subscription, message)) this.#postman.send(message, subscription);
    }
    return message.id;
  }

  topic(arn: string): Topic | undefined {
    return this.#topics.get(arn);
  }

  topicsIn(accountId: string, region: string): Topic[] {
    return [...this.#topics.values()].filter((topic) => topic.accountId === accountId && topic.region === region);
  }

  keep(topic: Topic): void {
    this.#topics.put(topic.arn, topic);
  }

  /** Its subscriptions go with it. */
  drop(arn: string): void {
    for (const subscription of this.subscriptionsTo(arn)) this.#forget(subscription);
    if (!this.#topics.get(arn)) return;
    this.#topics.delete(arn);
  }

  subscription(arn: string): Subscription | undefined {
    return this.#subscriptions.get(arn);
  }

  subscriptionsTo(topicArn: string): Subscription[] {
    return [...this.#subscriptions.values()].filter((subscription) => subscription.topicArn === topicArn);
  }

  subscriptionsIn(accountId: string, region: string): Subscription[] {
    return [...this.#subscriptions.values()].filter(({ owner, arn }) => owner === accountId && arn.split(':')[3] === region);
  }

  keepSubscription(subscription: Subscription): void {
    this.#subscriptions.put(subscription.arn, subscription);
  }

  askToConfirm(subscription: Subscription): void {
    this.#postman.askToConfirm(subscription);
  }

  unsubscribe(subscription: Subscription): void {
    this.#forget(subscription);
    const topic = this.#topics.get(subscription.topicArn);
    if (topic) this.keep({ ...topic, ended: topic.ended + 1 });
  }

  #forget({ arn }: Subscription): void {
    this.#subscriptions.delete(arn);
  }
}
