/** The JSON in which SNS wraps what it sends: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
import type { Instant } from '../../../time/instant';
import type { Subscription } from '../topics/topic';
import { type Message, textFor } from './message';

/** Messages are not signed: there is no certificate here that a subscriber could fetch. */
export function notification(message: Message, subscription: Subscription): string {
  const { id, topicArn, at, subject, attributes } = message;
  const described = Object.entries(attributes).map(([name, { type, value }]) => [name, { Type: type, Value: value }] as const);
  return JSON.stringify(
    {
      Type: 'Notification',
      MessageId: id,
      TopicArn: topicArn,
      ...(subject !== undefined && { Subject: subject }),
      Message: textFor(message, subscription.protocol),
      Timestamp: at.toString(),
      SignatureVersion: '1',
      UnsubscribeURL: `https://sns.${regionOf(topicArn)}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
      ...(described.length > 0 && { MessageAttributes: Object.fromEntries(described) }),
    },
    undefined,
    2,
  );
}

export function confirmationRequest({ topicArn, token }: Subscription, id: string, at: Instant): string {
  return JSON.stringify(
    {
      Type: 'SubscriptionConfirmation',
      MessageId: id,
      Token: token,
      TopicArn: topicArn,
      Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: `https://sns.${regionOf(topicArn)}.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
      Timestamp: at.toString(),
      SignatureVersion: '1',
    },
    undefined,
    2,
  );
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}
