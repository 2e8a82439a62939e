/** Who may do what with a topic: the caller's own policies and the topic's, together. */
import type { Access } from '../access/access';
import { readPolicy } from '../access/read-policy';
import { AwsError } from '../aws-error';
import type { Call, Service } from '../service';
import type { Topics } from './topics';
import { topicArn } from './topics/topic';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export function authorizer(topics: Topics, access: Access): NonNullable<Service['authorize']> {
  return (operation, input, call) => {
    // A batch takes the right to publish, and whoever was sent a token may confirm with it.
    if (operation === 'ConfirmSubscription') return;
    const action = `sns:${operation === 'PublishBatch' ? 'Publish' : operation}`;
    const resource = resourceOf(input, call);
    const topic = topics.topic(resource);
    const resourcePolicy = topic && { accountId: topic.accountId, document: readPolicy(topic.policy) };
    const context = { 'aws:sourceowner': call.caller.accountId, ...subscribing(input) };
    const decision = access.decide({ caller: call.caller, action, resource, context, ...(resourcePolicy && { resourcePolicy }) });
    if (decision.allowed) return;
    const because = 'denied' in decision ? 'with an explicit deny' : `because no policy allows the SNS:${action.slice(4)} action`;
    throw new AwsError('AuthorizationError', `User: ${call.caller.arn} is not authorized to perform: SNS:${action.slice(4)} on resource: ${resource} ${because}`, { status: 403 });
  };
}

function resourceOf(input: object, { caller, region }: Call): string {
  const asked = input as { TopicArn?: string; TargetArn?: string; ResourceArn?: string; SubscriptionArn?: string; Name?: string };
  const named = asked.TopicArn ?? asked.TargetArn ?? asked.ResourceArn;
  if (named !== undefined) return named;
  // A subscription's ARN is its topic's, and one part more.
  if (asked.SubscriptionArn !== undefined) return asked.SubscriptionArn.split(':').slice(0, 6).join(':');
  return asked.Name === undefined ? '*' : topicArn(caller.accountId, region, asked.Name);
}

function subscribing(input: object): Record<string, string> {
  const { Protocol: protocol, Endpoint: endpoint } = input as { Protocol?: string; Endpoint?: string };
  return { ...(protocol !== undefined && { 'sns:protocol': protocol }), ...(endpoint !== undefined && { 'sns:endpoint': endpoint }) };
}
