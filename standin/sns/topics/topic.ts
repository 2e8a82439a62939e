/** A topic and a subscription, as they are kept: plain data. */

export interface Topic {
  arn: string;
  name: string;
  accountId: string;
  region: string;
  /** JSON, as it was sent or made. */
  policy: string;
  displayName: string;
  tags: Readonly<Record<string, string>>;
  /** How many subscriptions to it are no more. */
  ended: number;
}

export type SubscriptionProtocol = 'http' | 'https' | 'email' | 'email-json';

export interface Subscription {
  arn: string;
  topicArn: string;
  /** The account that subscribed. */
  owner: string;
  protocol: SubscriptionProtocol;
  endpoint: string;
  /** Nothing is sent to those who have not confirmed, but for what they confirm with. */
  confirmed: boolean;
  /** What they confirm with. */
  token: string;
  raw: boolean;
  /** JSON. */
  filterPolicy?: string;
  filterScope: 'MessageAttributes' | 'MessageBody';
}

export function topicArn(accountId: string, region: string, name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

/** Lets the owner's account do everything, and nobody else anything: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
export function defaultPolicy(arn: string, accountId: string): string {
  const actions = ['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic', 'Subscribe', 'ListSubscriptionsByTopic', 'Publish'];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: actions.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  });
}
