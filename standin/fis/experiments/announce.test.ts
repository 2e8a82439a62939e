/** EventBridge hears of each state of an experiment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateExperimentTemplateCommand, StartExperimentCommand } from '@aws-sdk/client-fis';
import { ConfirmSubscriptionCommand, CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { Duration } from '../../../time/duration';
import { standinUnderTest } from '../../standin-under-test';
import { waiting, withRole } from '../fis-under-test';

interface Told {
  source: string;
  'detail-type': string;
  resources: string[];
  detail: { 'experiment-id': string; 'experiment-template-id': string; 'new-state': { status: string; reason: string }; 'old-state'?: { status: string } };
}

test('each new state of an experiment is told to EventBridge beside its old one', async () => {
  await using standin = await standinUnderTest();
  const [fis, sns, events, endpoint] = [await withRole(standin), standin.client(SNSClient), standin.client(EventBridgeClient), await standin.listen()];
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'told' }));
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn }] };
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(allow) }));
  const mails = async () => ((await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { message: string; token?: string }[] }).mails;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' }));
  await standin.pass(Duration.seconds(10));
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: (await mails())[0]?.token }));
  await events.send(new PutRuleCommand({ Name: 'experiments', EventPattern: '{"source":["aws.fis"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'experiments', Targets: [{ Id: 'ops', Arn: TopicArn }] }));

  const { experimentTemplate } = await fis.send(new CreateExperimentTemplateCommand(waiting));
  const { experiment } = await fis.send(new StartExperimentCommand({ clientToken: 'go', experimentTemplateId: experimentTemplate?.id }));
  await standin.pass(Duration.minutes(7));
  const told = (await mails()).slice(1).map(({ message }) => JSON.parse(message) as Told);
  const states = told.map(({ detail }) => [detail['old-state']?.status, detail['new-state'].status]);
  assert.deepEqual(states, [[undefined, 'pending'], ['pending', 'initiating'], ['initiating', 'running'], ['running', 'completed']]);
  const last = told.at(-1);
  assert.deepEqual([last?.['detail-type'], last?.detail['new-state'].reason], ['FIS Experiment State Change', 'Experiment completed.']);
  assert.deepEqual([last?.detail['experiment-id'], last?.detail['experiment-template-id']], [experiment?.id, experimentTemplate?.id]);
  assert.deepEqual(last?.resources, [`arn:aws:fis:us-east-1:123456789012:experiment/${experiment?.id}`]);
});
