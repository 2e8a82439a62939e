/** Subscribe, ConfirmSubscription and Unsubscribe. */
import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse, SubscribeInput, SubscribeResponse, UnsubscribeInput } from '@aws-sdk/client-sns';
import type { World } from '../../world';
import { operation, type Handler } from '../../service';
import { isLoopback } from '../delivery/post';
import { invalidParameter, notServed } from '../refusals';
import type { Topics } from '../topics';
import type { Subscription, SubscriptionProtocol } from '../topics/topic';
import { askedSubscription, askedTopic } from './asked-topic';
import { withSubscriptionAttribute } from './subscription-attributes';

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export function subscribe(topics: Topics, { chance }: World): Handler {
  return operation<SubscribeInput, SubscribeResponse>(async (input, call) => {
    const topic = askedTopic(topics, input.TopicArn);
    const protocol = servedProtocol(input.Protocol ?? '');
    const endpoint = checkedEndpoint(topics, protocol, input.Endpoint ?? '');
    const there = topics.subscriptionsTo(topic.arn).find((one) => one.protocol === protocol && one.endpoint === endpoint);
    const key = [topic.arn, protocol, endpoint, call.now.epochMilliseconds];
    const begun: Subscription = there ?? {
      arn: `${topic.arn}:${chance.uuid('sns', 'subscription', ...key)}`,
      topicArn: topic.arn,
      owner: call.caller.accountId,
      protocol,
      endpoint,
      confirmed: false,
      token: chance.bytes('sns', 'token', ...key).toString('hex'),
      raw: false,
      filterScope: 'MessageAttributes',
    };
    const wanted = Object.entries(input.Attributes ?? {}).reduce((one, [name, value]) => withSubscriptionAttribute(one, name, value), begun);
    if (there && JSON.stringify(wanted) !== JSON.stringify(there)) throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    if (!there) topics.keepSubscription(wanted);
    // Whoever has not confirmed is asked again.
    if (!wanted.confirmed) topics.askToConfirm(wanted);
    return { SubscriptionArn: wanted.confirmed || input.ReturnSubscriptionArn ? wanted.arn : 'pending confirmation' };
  });
}

const protocols: readonly string[] = ['http', 'https', 'email', 'email-json'] satisfies SubscriptionProtocol[];
const unserved = new Set(['sqs', 'lambda', 'sms', 'application', 'firehose']);

function servedProtocol(protocol: string): SubscriptionProtocol {
  if (unserved.has(protocol)) throw notServed(`subscriptions by ${protocol}`);
  if (!protocols.includes(protocol)) throw invalidParameter(`Does not support this protocol string: ${protocol}`);
  // It is one of the list, which is a list of these.
  return protocol as SubscriptionProtocol;
}

function checkedEndpoint(topics: Topics, protocol: SubscriptionProtocol, endpoint: string): string {
  if (protocol === 'email' || protocol === 'email-json') {
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(endpoint)) throw invalidParameter('Email address');
    return endpoint;
  }
  if (!endpoint.startsWith(`${protocol}://`) || !URL.canParse(endpoint)) throw invalidParameter('Endpoint must match the specified protocol');
  if (!topics.served()) throw notServed(`subscriptions by ${protocol} while it is not served over HTTP itself`);
  if (!isLoopback(endpoint)) throw notServed('endpoints on other machines; there are 127.0.0.1, localhost and [::1]');
  return endpoint;
}

export function confirmSubscription(topics: Topics): Handler {
  return operation<ConfirmSubscriptionInput, ConfirmSubscriptionResponse>(async (input) => {
    const topic = askedTopic(topics, input.TopicArn);
    if (input.AuthenticateOnUnsubscribe === 'true') throw notServed('AuthenticateOnUnsubscribe');
    const subscription = topics.subscriptionsTo(topic.arn).find(({ token }) => token === input.Token);
    if (!subscription) throw invalidParameter('Token');
    if (!subscription.confirmed) topics.keepSubscription({ ...subscription, confirmed: true });
    return { SubscriptionArn: subscription.arn };
  });
}

export function unsubscribe(topics: Topics): Handler {
  return operation<UnsubscribeInput, object>(async (input) => {
    topics.unsubscribe(askedSubscription(topics, input.SubscriptionArn));
    return {};
  });
}
