/** Who hears that a parameter has changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteParameterCommand, LabelParameterVersionCommand } from '@aws-sdk/client-ssm';
import { ConfirmSubscriptionCommand, CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { Duration } from '../../time/duration';
import { standinUnderTest } from '../standin-under-test';
import { clientIn, home, put } from './ssm-under-test';

test('a rule hears of each change of a parameter', async () => {
  await using standin = await standinUnderTest();
  const [client, sns, events] = [clientIn(standin), standin.client(SNSClient, home), standin.client(EventBridgeClient, home)];
  const endpoint = await standin.listen();
  const mails = async (): Promise<{ message: string; token?: string }[]> => {
    await standin.pass(Duration.seconds(5));
    // The stand-in's own form of its outbox.
    return ((await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { message: string; token?: string }[] }).mails;
  };
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'changes' }));
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn }] };
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(allow) }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' }));
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: (await mails())[0]?.token }));
  const pattern = { source: ['aws.ssm'], 'detail-type': ['Parameter Store Change'], resources: [`arn:aws:ssm:${home}:123456789012:parameter/heard`] };
  await events.send(new PutRuleCommand({ Name: 'changes', EventPattern: JSON.stringify(pattern) }));
  await events.send(new PutTargetsCommand({ Rule: 'changes', Targets: [{ Id: 'topic', Arn: TopicArn }] }));
  const before = (await mails()).length;

  await put(client, '/heard', 'x', { Description: 'A sound' });
  await put(client, '/unheard', 'x');
  await mails();
  await put(client, '/heard', 'y', { Overwrite: true });
  await mails();
  await client.send(new LabelParameterVersionCommand({ Name: '/heard', Labels: ['loud'] }));
  await mails();
  await client.send(new DeleteParameterCommand({ Name: '/heard' }));

  // What EventBridge sends of an event.
  const details = (await mails()).slice(before).map(({ message }) => (JSON.parse(message) as { detail: object }).detail);
  const told = { name: '/heard', type: 'String', description: 'A sound' };
  assert.deepEqual(details, ['Create', 'Update', 'LabelParameterVersion', 'Delete'].map((operation) => ({ operation, ...told })));
  assert.deepEqual(standin.faults, []);
});
