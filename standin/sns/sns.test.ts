/** Topics, subscriptions and what they deliver, through the SDK's client. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { Duration } from '../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';

interface Mail {
  to: string;
  subject: string;
  message: string;
  token?: string;
}

const moment = Duration.seconds(1);

async function topicOf(standin: StandinUnderTest, Name = 'alerts'): Promise<{ client: SNSClient; TopicArn: string }> {
  const client = standin.client(SNSClient);
  const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name }));
  return { client, TopicArn };
}

async function outbox(standin: StandinUnderTest, endpoint: string): Promise<Mail[]> {
  await standin.pass(moment);
  const answer = await fetch(`${endpoint}/_standin/outbox`);
  return ((await answer.json()) as { mails: Mail[] }).mails;
}

/** Subscribes an address, and confirms with the token that was mailed to it. */
async function subscribed(standin: StandinUnderTest, TopicArn: string, options: { Protocol?: string; Attributes?: Record<string, string> } = {}): Promise<string> {
  const client = standin.client(SNSClient);
  const endpoint = await standin.listen();
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com', ...options }));
  const Token = (await outbox(standin, endpoint)).at(-1)?.token;
  return (await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))).SubscriptionArn ?? '';
}

test('a message reaches who has confirmed, and nobody else', async () => {
  await using standin = await standinUnderTest();
  const { client, TopicArn } = await topicOf(standin);
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'silent@example.com' }));
  await subscribed(standin, TopicArn);
  await client.send(new PublishCommand({ TopicArn, Subject: 'Late', Message: 'orders lag' }));
  const mails = await outbox(standin, await standin.listen());
  assert.deepEqual(mails.map(({ to, subject }) => `${to}: ${subject}`), [
    'silent@example.com: AWS Notification - Subscription Confirmation',
    'ops@example.com: AWS Notification - Subscription Confirmation',
    'ops@example.com: Late',
  ]);
  assert.equal(mails.at(-1)?.message, 'orders lag');
  const { Subscriptions: listed } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  assert.deepEqual(listed?.map(({ Endpoint, SubscriptionArn }) => [Endpoint, SubscriptionArn === 'PendingConfirmation']), [['silent@example.com', true], ['ops@example.com', false]]);
});

describe('a filter policy', () => {
  test('holds attributes against its patterns', async () => {
    await using standin = await standinUnderTest();
    const { client, TopicArn } = await topicOf(standin);
    await subscribed(standin, TopicArn, { Attributes: { FilterPolicy: '{"tier":["gold"],"count":[{"numeric":[">",3]}]}' } });
    const publish = (tier: string, count: string): Promise<unknown> =>
      client.send(new PublishCommand({ TopicArn, Message: `${tier} ${count}`, MessageAttributes: { tier: { DataType: 'String', StringValue: tier }, count: { DataType: 'Number', StringValue: count } } }));
    for (const [tier, count] of [['gold', '5'], ['gold', '1'], ['tin', '5']] as const) await publish(tier, count);
    assert.deepEqual((await outbox(standin, await standin.listen())).slice(1).map(({ message }) => message), ['gold 5']);
  });

  test('or the body, where its scope says so', async () => {
    await using standin = await standinUnderTest();
    const { client, TopicArn } = await topicOf(standin);
    const SubscriptionArn = await subscribed(standin, TopicArn);
    for (const [AttributeName, AttributeValue] of [['FilterPolicyScope', 'MessageBody'], ['FilterPolicy', '{"order":{"state":["lost"]}}']] as const) {
      await client.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
    }
    for (const Message of ['{"order":{"state":"lost"}}', '{"order":{"state":"found"}}', 'lost']) await client.send(new PublishCommand({ TopicArn, Message }));
    assert.deepEqual((await outbox(standin, await standin.listen())).slice(1).map(({ message }) => message), ['{"order":{"state":"lost"}}']);
    const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    assert.equal(Attributes?.FilterPolicyScope, 'MessageBody');
  });
});

test('a subscriber on this machine is asked, confirms and is told, again until it takes it', async () => {
  await using standin = await standinUnderTest();
  const { client, TopicArn } = await topicOf(standin);
  await standin.listen();
  const got: { headers: IncomingHttpHeaders; body: { Type: string; Token?: string; Message: string; Subject?: string } }[] = [];
  let refusals = 1;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) as (typeof got)[0]['body'] });
      response.writeHead(got.length === 2 && refusals-- > 0 ? 503 : 200).end();
    });
  });
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await client.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint }));
    await standin.pass(moment);
    assert.equal(got[0]?.headers['x-amz-sns-message-type'], 'SubscriptionConfirmation');
    await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token: got[0].body.Token }));
    await client.send(new PublishCommand({ TopicArn, Message: 'late', Subject: 'S' }));
    await standin.pass(moment);
    assert.equal(got.length, 2);
    await standin.pass(Duration.seconds(20));
    assert.deepEqual([got.length, got[2]?.body.Type, got[2]?.body.Message, got[2]?.body.Subject], [3, 'Notification', 'late', 'S']);
    await standin.pass(Duration.minutes(5));
    assert.equal(got.length, 3);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('subscribers that cannot be reached are refused', async () => {
  await using standin = await standinUnderTest();
  const { client, TopicArn } = await topicOf(standin);
  const subscribe = (Protocol: string, Endpoint: string): Promise<unknown> => client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
  for (const protocol of ['sqs', 'lambda', 'sms', 'firehose']) await assert.rejects(subscribe(protocol, 'a'), { name: 'NotImplemented' }, protocol);
  await assert.rejects(subscribe('http', 'http://127.0.0.1:1/'), { name: 'NotImplemented' });
  await standin.listen();
  await assert.rejects(subscribe('https', 'https://example.com/'), { name: 'NotImplemented' });
  await assert.rejects(subscribe('email', 'nobody'), { name: 'InvalidParameterException' });
  await assert.rejects(subscribe('pigeon', 'a'), { name: 'InvalidParameterException' });
});

test('a topic keeps its policy, its tags and its subscriptions until it is deleted', async () => {
  await using standin = await standinUnderTest();
  const { client, TopicArn } = await topicOf(standin);
  assert.equal((await topicOf(standin)).TopicArn, TopicArn);
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn }] });
  await client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: Policy }));
  await client.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'team', Value: 'shop' }] }));
  const SubscriptionArn = await subscribed(standin, TopicArn);
  const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
  assert.deepEqual([Attributes?.Policy, Attributes?.SubscriptionsConfirmed], [Policy, '1']);
  assert.deepEqual((await client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags, [{ Key: 'team', Value: 'shop' }]);
  await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  assert.equal((await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes?.SubscriptionsDeleted, '1');
  await client.send(new DeleteTopicCommand({ TopicArn }));
  assert.deepEqual((await client.send(new ListTopicsCommand({}))).Topics, []);
  await assert.rejects(client.send(new PublishCommand({ TopicArn, Message: 'a' })), { name: 'NotFoundException' });
});

test('what no message is, is refused', async () => {
  await using standin = await standinUnderTest();
  const { client, TopicArn } = await topicOf(standin);
  const publish = (input: object): Promise<unknown> => client.send(new PublishCommand({ TopicArn, Message: 'a', ...input }));
  await assert.rejects(publish({ Message: '' }), { name: 'InvalidParameterException' });
  await assert.rejects(publish({ Message: 'a'.repeat(262_145) }), { name: 'InvalidParameterException' });
  await assert.rejects(publish({ Subject: 'a\nb' }), { name: 'InvalidParameterException' });
  await assert.rejects(publish({ MessageStructure: 'json', Message: '{"email":"a"}' }), { name: 'InvalidParameterException' });
  await assert.rejects(publish({ TopicArn: 'alerts' }), { name: 'InvalidParameterException' });
  await assert.rejects(client.send(new CreateTopicCommand({ Name: 'a.fifo' })), { name: 'NotImplemented' });
  const entry = { Id: 'one', Message: 'a' };
  const batch = await client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry, { Id: 'two', Message: '' }] }));
  assert.deepEqual([batch.Successful?.map(({ Id }) => Id), batch.Failed?.map(({ Id }) => Id)], [['one'], ['two']]);
  await assert.rejects(client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry, entry] })), { name: 'BatchEntryIdsNotDistinctException' });
});

test('topics, subscribers and mail are there after a restart', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-sns-'));
  try {
    {
      await using standin = await standinUnderTest(directory);
      const { client, TopicArn } = await topicOf(standin);
      await subscribed(standin, TopicArn);
      // Acknowledged, and not delivered yet.
      await client.send(new PublishCommand({ TopicArn, Message: 'before' }));
    }
    await using standin = await standinUnderTest(directory);
    const { client, TopicArn } = await topicOf(standin);
    await client.send(new PublishCommand({ TopicArn, Message: 'after' }));
    assert.deepEqual((await outbox(standin, await standin.listen())).slice(1).map(({ message }) => message), ['before', 'after']);
  } finally {
    await rm(directory, { recursive: true });
  }
});
