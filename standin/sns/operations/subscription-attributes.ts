/** GetSubscriptionAttributes and SetSubscriptionAttributes, and the lists of subscriptions. */
import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  SetSubscriptionAttributesInput,
  Subscription as SubscriptionAnswer,
} from '@aws-sdk/client-sns';
import { type Page, pageOf } from '../../next-token';
import { Pattern } from '../../patterns/pattern';
import { PatternProblem } from '../../patterns/pattern-problem';
import { operation, type Handler } from '../../service';
import { invalidParameter, notServed } from '../refusals';
import type { Topics } from '../topics';
import type { Subscription } from '../topics/topic';
import { askedSubscription, askedTopic } from './asked-topic';

/** The subscription with one attribute changed. Throws AwsError for an attribute that there is not, or that is not served. */
export function withSubscriptionAttribute(subscription: Subscription, name: string, value: string): Subscription {
  if (name === 'RawMessageDelivery') {
    if (value !== 'true' && value !== 'false') throw invalidParameter('RawMessageDelivery Reason: must be true or false');
    if (value === 'true' && subscription.protocol.startsWith('email')) throw invalidParameter(`Delivery protocol [${subscription.protocol}] does not support raw message delivery.`);
    return { ...subscription, raw: value === 'true' };
  }
  if (name === 'FilterPolicyScope') {
    if (value !== 'MessageAttributes' && value !== 'MessageBody') throw invalidParameter(`FilterPolicyScope: Invalid value [${value}].`);
    return { ...subscription, filterScope: value };
  }
  if (name === 'FilterPolicy') {
    if (value === '' || value === '{}') return { ...subscription, filterPolicy: undefined };
    checkPattern(value);
    return { ...subscription, filterPolicy: value };
  }
  if (['DeliveryPolicy', 'RedrivePolicy', 'SubscriptionRoleArn', 'ReplayPolicy'].includes(name)) throw notServed(`subscription attribute ${name}`);
  throw invalidParameter('AttributeName');
}

function checkPattern(text: string): void {
  try {
    Pattern.parse(text);
  } catch (error) {
    throw error instanceof PatternProblem ? invalidParameter(`FilterPolicy: ${error.message}`) : error;
  }
}

export function setSubscriptionAttributes(topics: Topics): Handler {
  return operation<SetSubscriptionAttributesInput, object>(async (input) => {
    const subscription = askedSubscription(topics, input.SubscriptionArn);
    topics.keepSubscription(withSubscriptionAttribute(subscription, input.AttributeName ?? '', input.AttributeValue ?? ''));
    return {};
  });
}

export function getSubscriptionAttributes(topics: Topics): Handler {
  return operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse>(async (input) => {
    const { arn, topicArn, owner, protocol, endpoint, confirmed, raw, filterPolicy, filterScope } = askedSubscription(topics, input.SubscriptionArn);
    return {
      Attributes: {
        SubscriptionArn: arn,
        TopicArn: topicArn,
        Owner: owner,
        Protocol: protocol,
        Endpoint: endpoint,
        PendingConfirmation: String(!confirmed),
        ConfirmationWasAuthenticated: 'false',
        RawMessageDelivery: String(raw),
        ...(filterPolicy !== undefined && { FilterPolicy: filterPolicy, FilterPolicyScope: filterScope }),
      },
    };
  });
}

export function listSubscriptions(topics: Topics): Handler {
  return operation<ListSubscriptionsInput, ListSubscriptionsResponse>(async (input, call) => answer(topics.subscriptionsIn(call.caller.accountId, call.region), input.NextToken));
}

export function listSubscriptionsByTopic(topics: Topics): Handler {
  return operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse>(async (input) => {
    const topic = askedTopic(topics, input.TopicArn);
    return answer(topics.subscriptionsTo(topic.arn), input.NextToken);
  });
}

function answer(all: readonly Subscription[], token: string | undefined): { Subscriptions: SubscriptionAnswer[]; NextToken?: string } {
  const page: Page<Subscription> = pageOf(all, { most: 100, token, refusal: () => invalidParameter('NextToken') });
  const listed = page.items.map(({ arn, topicArn, owner, protocol, endpoint, confirmed }) => ({
    SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
  return { Subscriptions: listed, ...(page.token && { NextToken: page.token }) };
}
