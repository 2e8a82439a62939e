/** GetTopicAttributes and SetTopicAttributes, and which attributes a topic may be given. */
import type { GetTopicAttributesInput, GetTopicAttributesResponse, SetTopicAttributesInput } from '@aws-sdk/client-sns';
import { parsePolicy } from '../../access/documents/parse-policy';
import { PolicyProblem } from '../../access/documents/policy-problem';
import { operation, type Handler } from '../../service';
import { invalidParameter, notServed } from '../refusals';
import type { Topics } from '../topics';
import { defaultPolicy, type Topic } from '../topics/topic';
import { askedTopic } from './asked-topic';

/** The topic with one attribute changed. Throws AwsError for an attribute that there is not, or that is not served. */
export function withAttribute(topic: Topic, name: string, value: string): Topic {
  if (name === 'DisplayName') {
    if (value.length > 100) throw invalidParameter('DisplayName Reason: it must be at most 100 characters long');
    return { ...topic, displayName: value };
  }
  if (name === 'Policy') return { ...topic, policy: value === '' ? defaultPolicy(topic.arn, topic.accountId) : checkedPolicy(value) };
  // What says that a topic is the ordinary kind changes nothing.
  if (name === 'FifoTopic' && value === 'false') return topic;
  if (unserved.has(name)) throw notServed(`topic attribute ${name}`);
  throw invalidParameter('AttributeName');
}

const unserved = new Set(['DeliveryPolicy', 'KmsMasterKeyId', 'FifoTopic', 'ContentBasedDeduplication', 'SignatureVersion', 'TracingConfig', 'ArchivePolicy', 'FifoThroughputScope', 'DataProtectionPolicy']);

function checkedPolicy(text: string): string {
  try {
    parsePolicy(text, { kind: 'resource' });
  } catch (error) {
    throw error instanceof PolicyProblem ? invalidParameter(`Policy Error: ${error.message}`) : error;
  }
  return text;
}

export function setTopicAttributes(topics: Topics): Handler {
  return operation<SetTopicAttributesInput, object>(async (input) => {
    const topic = askedTopic(topics, input.TopicArn);
    topics.keep(withAttribute(topic, input.AttributeName ?? '', input.AttributeValue ?? ''));
    return {};
  });
}

export function getTopicAttributes(topics: Topics): Handler {
  return operation<GetTopicAttributesInput, GetTopicAttributesResponse>(async (input) => {
    const topic = askedTopic(topics, input.TopicArn);
    const subscriptions = topics.subscriptionsTo(topic.arn);
    const confirmed = subscriptions.filter((subscription) => subscription.confirmed).length;
    return {
      Attributes: {
        TopicArn: topic.arn,
        Owner: topic.accountId,
        Policy: topic.policy,
        DisplayName: topic.displayName,
        SubscriptionsConfirmed: String(confirmed),
        SubscriptionsPending: String(subscriptions.length - confirmed),
        SubscriptionsDeleted: String(topic.ended),
        EffectiveDeliveryPolicy: effectiveDelivery,
      },
    };
  });
}

/** How delivery is tried again, which is as AWS does it unless told otherwise. */
const effectiveDelivery = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: { minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3, numMaxDelayRetries: 0, numNoDelayRetries: 0, numMinDelayRetries: 0, backoffFunction: 'linear' },
    disableSubscriptionOverrides: false,
  },
});
