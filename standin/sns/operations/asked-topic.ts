/** The topic or subscription that a call names. */
import type { Subscription, Topic } from '../topics/topic';
import { invalidParameter, noSuchSubscription, noSuchTopic } from '../refusals';
import type { Topics } from '../topics';

/** Throws AwsError: `InvalidParameter` for what is no topic's ARN, `NotFound` where there is no such topic. */
export function askedTopic(topics: Topics, arn: string | undefined, name = 'TopicArn'): Topic {
  if (!arn || !/^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+$/.test(arn)) {
    throw invalidParameter(`${name} Reason: An ARN must have at least 6 elements, not ${arn ? arn.split(':').length : 0}`);
  }
  const topic = topics.topic(arn);
  if (!topic) throw noSuchTopic();
  return topic;
}

export function askedSubscription(topics: Topics, arn: string | undefined): Subscription {
  if (!arn || !/^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+:[0-9a-f-]+$/.test(arn)) throw invalidParameter('SubscriptionArn Reason: it is not the ARN of a subscription');
  const subscription = topics.subscription(arn);
  if (!subscription) throw noSuchSubscription();
  return subscription;
}
