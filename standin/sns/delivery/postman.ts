/** Carries messages to subscribers: e-mail to the outbox, the rest over HTTP on this machine, again where it is not taken. */
import { Duration } from '../../../time/duration';
import { Errands } from '../../durable/errands';
import type { World } from '../../world';
import type { Subscription } from '../topics/topic';
import { confirmationRequest, notification } from './envelope';
import { type Message, textFor } from './message';
import type { Outbox } from './outbox';
import { post } from './post';

interface Delivery {
  subscription: Subscription;
  /** A request for confirmation where there is none. */
  message?: Message;
  id: string;
  attempt: number;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
const retries = 3;
const betweenRetries = Duration.seconds(20);

export class Postman {
  readonly #deliveries: Errands<Delivery>;

  constructor(
    private readonly world: World,
    private readonly outbox: Outbox,
  ) {
    this.#deliveries = new Errands(world, 'sns.deliveries', (delivery) => this.#deliver(delivery));
  }

  send(message: Message, subscription: Subscription): void {
    this.#deliveries.leave(this.world.clock.now(), { subscription, message, id: message.id, attempt: 0 });
  }

  askToConfirm(subscription: Subscription): void {
    const id = this.world.chance.uuid('sns', 'confirmation', subscription.arn, subscription.token);
    this.#deliveries.leave(this.world.clock.now(), { subscription, id, attempt: 0 });
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { protocol } = delivery.subscription;
    if (protocol === 'email' || protocol === 'email-json') return this.#mail(delivery);
    const taken = await post({ endpoint: delivery.subscription.endpoint, headers: headersOf(delivery), body: this.#bodyOf(delivery) });
    if (taken || delivery.attempt >= retries) return;
    this.#deliveries.leave(this.world.clock.now().plus(betweenRetries), { ...delivery, attempt: delivery.attempt + 1 });
  }

  #mail(delivery: Delivery): void {
    const { subscription, message } = delivery;
    const { topicArn, endpoint: to, protocol, token } = subscription;
    if (!message) {
      this.outbox.send({ to, topicArn, subject: 'AWS Notification - Subscription Confirmation', message: this.#bodyOf(delivery), token });
      return;
    }
    const subject = message.subject ?? 'AWS Notification Message';
    this.outbox.send({ to, topicArn, subject, message: protocol === 'email' ? textFor(message, protocol) : this.#bodyOf(delivery) });
  }

  #bodyOf({ subscription, message, id }: Delivery): string {
    if (!message) return confirmationRequest(subscription, id, this.world.clock.now());
    return subscription.raw ? textFor(message, subscription.protocol) : notification(message, subscription);
  }
}

function headersOf({ subscription, message, id }: Delivery): Record<string, string> {
  return {
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': message ? 'Notification' : 'SubscriptionConfirmation',
    'x-amz-sns-message-id': id,
    'x-amz-sns-topic-arn': subscription.topicArn,
    ...(message && { 'x-amz-sns-subscription-arn': subscription.arn }),
    ...(message && subscription.raw && { 'x-amz-sns-rawdelivery': 'true' }),
  };
}
