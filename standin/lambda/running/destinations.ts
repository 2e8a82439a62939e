/** Tells an SNS topic or an event bus what became of an event. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
import { readPolicy } from '../../access/read-policy';
import { whereaboutsOf } from '../../whereabouts';
import { askedOf } from '../names';
import type { Functions } from '../room';
import type { Outcome } from './outcome';
import { configKey, type WaitingEvent } from './waiting-event';

interface End {
  condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  outcome?: Outcome;
}

/** As the function's role: what that may not do is dropped, as AWS drops it. */
export function tellDestination(functions: Functions, task: WaitingEvent, end: End): void {
  const config = functions.eventConfigs.get(configKey(task.arn));
  const destination = end.condition === 'Success' ? config?.onSuccess : config?.onFailure;
  if (destination === undefined) return;
  const { access, topics, buses } = functions.neighbours;
  const version = functions.versionOf(askedOf(task.arn));
  const caller = access.callerOfRole(version.inForce.role, 'lambda.amazonaws.com');
  if (!caller) return;
  const record = recordOf(functions, task, end);
  if (destination.startsWith('arn:aws:sns:')) {
    const topic = topics.topic(destination);
    const resourcePolicy = topic && { accountId: topic.accountId, document: readPolicy(topic.policy) };
    if (resourcePolicy && access.allows({ caller, action: 'sns:Publish', resource: destination, resourcePolicy })) topics.send({ topicArn: destination, text: JSON.stringify(record), attributes: {} });
    return;
  }
  if (!access.allows({ caller, action: 'events:PutEvents', resource: destination })) return;
  const { accountId: account, region } = whereaboutsOf(destination);
  const detailType = `Lambda Function Invocation Result - ${end.condition === 'Success' ? 'Success' : 'Failure'}`;
  buses.putOn(destination, { account, region, source: 'lambda', detailType, resources: [destination, qualified(task.arn)], detail: record, time: functions.world.clock.now() });
}

function recordOf({ world }: Functions, task: WaitingEvent, { condition, outcome }: End): Record<string, unknown> {
  return {
    version: '1.0',
    timestamp: world.clock.now().toString(),
    requestContext: { requestId: task.requestId, functionArn: qualified(task.arn), condition, approximateInvokeCount: task.tries },
    requestPayload: JSON.parse(task.event) as unknown,
    ...(outcome && {
      responseContext: { statusCode: 200, executedVersion: outcome.executedVersion, ...(outcome.failed && { functionError: 'Unhandled' }) },
      responsePayload: JSON.parse(outcome.payload) as unknown,
    }),
  };
}

function qualified(arn: string): string {
  return configKey(arn);
}
