/** Whom an alarm tells of its new state. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloudWatchClient, DescribeAlarmHistoryCommand, DisableAlarmActionsCommand, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { ConfirmSubscriptionCommand, CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { Duration } from '../../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';

interface Heard {
  TopicArn: string;
  sns: SNSClient;
  told: () => Promise<{ subject: string; message: string }[]>;
}

/** A topic as it is when it is made, with somebody who reads what it is told. */
async function heard(standin: StandinUnderTest): Promise<Heard> {
  const [sns, endpoint] = [standin.client(SNSClient), await standin.listen()];
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'ops' }));
  let read = 0;
  const mails = async (): Promise<{ subject: string; message: string; token?: string }[]> => {
    await standin.pass(Duration.seconds(2));
    const all = ((await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { subject: string; message: string }[] }).mails;
    return all.slice(read, (read = all.length));
  };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' }));
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: (await mails())[0]?.token }));
  return { TopicArn, sns, told: mails };
}

const lag = { Namespace: 'Shop', MetricName: 'Lag', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold' } as const;

test('a topic of the same account hears of the states that it was named for', async () => {
  await using standin = await standinUnderTest();
  const [{ TopicArn, told }, client] = [await heard(standin), standin.client(CloudWatchClient)];
  await client.send(new PutMetricAlarmCommand({ AlarmName: 'late', ...lag, AlarmActions: [TopicArn] }));
  const set = (StateValue: 'OK' | 'ALARM'): Promise<unknown> => client.send(new SetAlarmStateCommand({ AlarmName: 'late', StateValue, StateReason: 'a drill' }));
  await set('ALARM');
  await set('OK');
  const [mail, ...more] = await told();
  assert.deepEqual(more, []);
  assert.equal(mail?.subject, 'ALARM: "late" in US East (N. Virginia)');
  const message = JSON.parse(mail.message) as Record<string, unknown>;
  assert.deepEqual([message.AlarmName, message.NewStateValue, message.OldStateValue, message.NewStateReason], ['late', 'ALARM', 'INSUFFICIENT_DATA', 'a drill']);
  await client.send(new DisableAlarmActionsCommand({ AlarmNames: ['late'] }));
  await set('ALARM');
  assert.deepEqual(await told(), []);
});

test('a topic that lets nobody in hears nothing, and the history says so', async () => {
  await using standin = await standinUnderTest();
  const [{ TopicArn, sns, told }, client] = [await heard(standin), standin.client(CloudWatchClient)];
  const nobody = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: TopicArn }] };
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(nobody) }));
  await client.send(new PutMetricAlarmCommand({ AlarmName: 'late', ...lag, AlarmActions: [TopicArn] }));
  await client.send(new SetAlarmStateCommand({ AlarmName: 'late', StateValue: 'ALARM', StateReason: 'a drill' }));
  assert.deepEqual(await told(), []);
  const { AlarmHistoryItems: items } = await client.send(new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action' }));
  assert.match(items?.[0]?.HistorySummary ?? '', /^Failed to execute action/);
});

test('EventBridge hears of every change', async () => {
  await using standin = await standinUnderTest();
  const [{ TopicArn, sns, told }, client, events] = [await heard(standin), standin.client(CloudWatchClient), standin.client(EventBridgeClient)];
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn }] };
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(allow) }));
  await events.send(new PutRuleCommand({ Name: 'alarms', EventPattern: '{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"],"detail":{"state":{"value":["ALARM"]}}}' }));
  await events.send(new PutTargetsCommand({ Rule: 'alarms', Targets: [{ Id: 'ops', Arn: TopicArn, InputPath: '$.detail.previousState.value' }] }));
  await client.send(new PutMetricAlarmCommand({ AlarmName: 'late', ...lag }));
  await client.send(new SetAlarmStateCommand({ AlarmName: 'late', StateValue: 'ALARM', StateReason: 'a drill' }));
  assert.deepEqual((await told()).map(({ message }) => message), ['"INSUFFICIENT_DATA"']);
});
