/** Buses, rules, targets and events, through the SDK's client. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { ConfirmSubscriptionCommand, CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { Duration } from '../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';

interface Listening {
  standin: StandinUnderTest;
  events: EventBridgeClient;
  TopicArn: string;
  /** What the topic was told since it was last asked. */
  told: () => Promise<string[]>;
}

/** A topic that EventBridge may publish to, with somebody who reads what it is told. */
async function listening(standin: StandinUnderTest): Promise<Listening> {
  const sns = standin.client(SNSClient);
  const endpoint = await standin.listen();
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'told' }));
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn }] };
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(allow) }));
  let read = 0;
  const mails = async (): Promise<{ message: string; token?: string }[]> => {
    await standin.pass(Duration.seconds(2));
    const all = ((await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { message: string; token?: string }[] }).mails;
    return all.slice(read, (read = all.length));
  };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' }));
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: (await mails())[0]?.token }));
  return { standin, events: standin.client(EventBridgeClient), TopicArn, told: async () => (await mails()).map(({ message }) => message) };
}

const lost: PutEventsRequestEntry = { Source: 'shop', DetailType: 'Order Lost', Detail: '{"order":7,"from":{"city":"Oslo"}}', Resources: ['arn:aws:s3:::orders'] };

test('an event goes to the targets of the rules that it matches', async () => {
  await using standin = await standinUnderTest();
  const { events, TopicArn, told } = await listening(standin);
  await events.send(new PutRuleCommand({ Name: 'lost', EventPattern: '{"source":["shop"],"detail":{"order":[{"numeric":[">",5]}]}}' }));
  await events.send(new PutTargetsCommand({ Rule: 'lost', Targets: [{ Id: 'ops', Arn: TopicArn }] }));
  const answer = await events.send(new PutEventsCommand({ Entries: [lost, { ...lost, Detail: '{"order":3}' }, { ...lost, Source: 'depot' }] }));
  assert.equal(answer.FailedEntryCount, 0);
  const [message = '', ...more] = await told();
  assert.deepEqual(more, []);
  const { id, time, ...event } = JSON.parse(message) as Record<string, unknown>;
  assert.equal(id, answer.Entries?.[0]?.EventId);
  assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.deepEqual(event, {
    ...{ version: '0', 'detail-type': 'Order Lost', source: 'shop', account: '123456789012', region: 'us-east-1', resources: ['arn:aws:s3:::orders'] },
    detail: { order: 7, from: { city: 'Oslo' } },
  });
  await events.send(new DisableRuleCommand({ Name: 'lost' }));
  await events.send(new PutEventsCommand({ Entries: [lost] }));
  assert.deepEqual(await told(), []);
});

describe('a target is sent', () => {
  const rows: [string, Partial<Target>, string[]][] = [
    ['what it says itself', { Input: '{"go":1}' }, ['{"go":1}']],
    ['a part of the event', { InputPath: '$.detail.from' }, ['{"city":"Oslo"}']],
    ['nothing where the event has no such part', { InputPath: '$.detail.to' }, []],
    ['a sentence made of parts', { InputTransformer: { InputPathsMap: { n: '$.detail.order', c: "$.detail['from'].city", r: '$.resources[0]' }, InputTemplate: '"Order <n> from <c>, <r>"' } }, ['"Order 7 from Oslo, arn:aws:s3:::orders"']],
    ['JSON made of parts', { InputTransformer: { InputPathsMap: { n: '$.detail.order', c: '$.detail.from', x: '$.detail.to' }, InputTemplate: '{"n": <n>, "c": <c>, "by": <aws.events.rule-name>, "to": "<x>"}' } }, ['{"n": 7, "c": {"city":"Oslo"}, "by": "any", "to": ""}']],
  ];
  for (const [name, target, expected] of rows) {
    test(name, async () => {
      await using standin = await standinUnderTest();
      const { events, TopicArn, told } = await listening(standin);
      await events.send(new PutRuleCommand({ Name: 'any', EventPattern: '{"source":["shop"]}' }));
      await events.send(new PutTargetsCommand({ Rule: 'any', Targets: [{ Id: 'ops', Arn: TopicArn, ...target }] }));
      await events.send(new PutEventsCommand({ Entries: [lost] }));
      assert.deepEqual(await told(), expected);
    });
  }
});

test('a rule with a schedule goes off each time, and only while it has a target', async () => {
  await using standin = await standinUnderTest();
  const { events, TopicArn, told } = await listening(standin);
  await events.send(new PutRuleCommand({ Name: 'tick', ScheduleExpression: 'rate(5 minutes)' }));
  assert.equal(standin.clock.nextDue(), undefined);
  await events.send(new PutTargetsCommand({ Rule: 'tick', Targets: [{ Id: 'ops', Arn: TopicArn, InputPath: '$.detail-type' }] }));
  await standin.pass(Duration.minutes(16));
  assert.deepEqual(await told(), ['"Scheduled Event"', '"Scheduled Event"', '"Scheduled Event"']);
  await events.send(new RemoveTargetsCommand({ Rule: 'tick', Ids: ['ops'] }));
  assert.equal(standin.clock.nextDue(), undefined);
});

test('a topic that does not let EventBridge in hears nothing', async () => {
  await using standin = await standinUnderTest();
  const { events, TopicArn, told } = await listening(standin);
  await standin.client(SNSClient).send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: '' }));
  await events.send(new PutRuleCommand({ Name: 'any', EventPattern: '{"source":["shop"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'any', Targets: [{ Id: 'ops', Arn: TopicArn }] }));
  await events.send(new PutEventsCommand({ Entries: [lost] }));
  assert.deepEqual(await told(), []);
});

test('rules are kept as they were put, on their bus, until nothing hangs on them', async () => {
  await using standin = await standinUnderTest();
  const events = standin.client(EventBridgeClient);
  const { EventBusArn } = await events.send(new CreateEventBusCommand({ Name: 'depot' }));
  const put = { Name: 'lost', EventBusName: 'depot', EventPattern: '{"source":["shop"]}', Description: 'lost orders', Tags: [{ Key: 'team', Value: 'shop' }] };
  const { RuleArn } = await events.send(new PutRuleCommand(put));
  assert.equal(RuleArn, 'arn:aws:events:us-east-1:123456789012:rule/depot/lost');
  const { $metadata: _metadata, ...rule } = await events.send(new DescribeRuleCommand({ Name: 'lost', EventBusName: EventBusArn }));
  assert.deepEqual(rule, { Name: 'lost', Arn: RuleArn, EventBusName: 'depot', State: 'ENABLED', EventPattern: put.EventPattern, Description: 'lost orders', CreatedBy: '123456789012' });
  const Arn = 'arn:aws:sns:us-east-1:123456789012:none';
  await events.send(new PutTargetsCommand({ Rule: 'lost', EventBusName: 'depot', Targets: [{ Id: 'a', Arn }, { Id: 'b', Arn, Input: '1' }] }));
  await events.send(new PutRuleCommand({ ...put, Tags: undefined, State: 'DISABLED' }));
  assert.deepEqual((await events.send(new ListTargetsByRuleCommand({ Rule: 'lost', EventBusName: 'depot' }))).Targets, [{ Id: 'a', Arn }, { Id: 'b', Arn, Input: '1' }]);
  assert.deepEqual((await events.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn, EventBusName: 'depot' }))).RuleNames, ['lost']);
  await events.send(new TagResourceCommand({ ResourceARN: RuleArn, Tags: [{ Key: 'tier', Value: '1' }] }));
  assert.equal((await events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }))).Tags?.length, 2);
  assert.deepEqual((await events.send(new ListRulesCommand({}))).Rules, []);
  await assert.rejects(events.send(new DeleteRuleCommand({ Name: 'lost', EventBusName: 'depot' })), { name: 'ValidationException' });
  await assert.rejects(events.send(new DeleteEventBusCommand({ Name: 'depot' })), { name: 'ValidationException' });
  const removed = await events.send(new RemoveTargetsCommand({ Rule: 'lost', EventBusName: 'depot', Ids: ['a', 'b', 'c'] }));
  assert.deepEqual([removed.FailedEntryCount, removed.FailedEntries?.[0]?.TargetId], [1, 'c']);
  await events.send(new DeleteRuleCommand({ Name: 'lost', EventBusName: 'depot' }));
  await events.send(new DeleteEventBusCommand({ Name: 'depot' }));
  assert.deepEqual((await events.send(new ListEventBusesCommand({}))).EventBuses?.map(({ Name }) => Name), ['default']);
});

test('entries that are no events fail alone, each with its reason', async () => {
  await using standin = await standinUnderTest();
  const events = standin.client(EventBridgeClient);
  const Entries: PutEventsRequestEntry[] = [lost, { ...lost, Source: '' }, { ...lost, Detail: '[]' }, { ...lost, Source: 'aws.s3' }, { ...lost, EventBusName: 'none' }];
  const answer = await events.send(new PutEventsCommand({ Entries }));
  assert.equal(answer.FailedEntryCount, 4);
  assert.deepEqual(answer.Entries?.map(({ ErrorCode }) => ErrorCode), [undefined, 'InvalidArgument', 'MalformedDetail', 'NotAuthorizedForSourceException', 'ResourceNotFoundException']);
  await assert.rejects(events.send(new PutEventsCommand({ Entries: [] })), { name: 'ValidationException' });
  await assert.rejects(events.send(new PutEventsCommand({ Entries: [{ ...lost, Detail: JSON.stringify({ a: 'b'.repeat(262_144) }) }] })), { name: 'ValidationException' });
});

test('a pattern can be tried on an event', async () => {
  await using standin = await standinUnderTest();
  const events = standin.client(EventBridgeClient);
  const Event = JSON.stringify({ id: '1', account: '1', source: 'shop', time: '2026-01-05T09:00:00Z', region: 'us-east-1', resources: [], 'detail-type': 'x', detail: { a: 'b' } });
  const tried = async (pattern: string): Promise<unknown> => (await events.send(new TestEventPatternCommand({ EventPattern: pattern, Event }))).Result;
  assert.deepEqual([await tried('{"detail":{"a":[{"prefix":"b"}]}}'), await tried('{"detail":{"a":["c"]}}')], [true, false]);
  await assert.rejects(tried('{"detail":{"a":"b"}}'), { name: 'InvalidEventPatternException', message: 'Event pattern is not valid. Reason: "a" must be an object or an array' });
});

test('what is not served is refused, and so is what makes no sense', async () => {
  await using standin = await standinUnderTest();
  const events = standin.client(EventBridgeClient);
  await assert.rejects(events.send(new PutRuleCommand({ Name: 'a' })), { name: 'ValidationException' });
  await assert.rejects(events.send(new PutRuleCommand({ Name: 'a b', ScheduleExpression: 'rate(1 day)' })), { name: 'ValidationException' });
  await assert.rejects(events.send(new PutRuleCommand({ Name: 'a', ScheduleExpression: 'rate(1 days)' })), { name: 'ValidationException' });
  await assert.rejects(events.send(new PutRuleCommand({ Name: 'a', ScheduleExpression: 'rate(1 day)', RoleArn: 'arn:aws:iam::1:role/a' })), { name: 'NotImplemented' });
  await assert.rejects(events.send(new PutRuleCommand({ Name: 'a', EventBusName: 'none', EventPattern: '{"a":["b"]}' })), { name: 'ResourceNotFoundException' });
  await assert.rejects(events.send(new DescribeRuleCommand({ Name: 'a' })), { name: 'ResourceNotFoundException', message: 'Rule a does not exist on EventBus default.' });
  await events.send(new PutRuleCommand({ Name: 'a', ScheduleExpression: 'rate(1 day)' }));
  const target = (change: Partial<Target>): Promise<unknown> => events.send(new PutTargetsCommand({ Rule: 'a', Targets: [{ Id: 't', Arn: 'arn:aws:sns:us-east-1:123456789012:t', ...change }] }));
  await assert.rejects(target({ Arn: 'arn:aws:sqs:us-east-1:123456789012:q' }), { name: 'ValidationException', message: /SNS topics and Lambda functions as targets/ });
  await assert.rejects(target({ Arn: 'a topic' }), { name: 'ValidationException' });
  await assert.rejects(target({ Input: '{' }), { name: 'ValidationException' });
  await assert.rejects(target({ Input: '1', InputPath: '$' }), { name: 'ValidationException' });
  await assert.rejects(target({ InputTransformer: { InputTemplate: '"<who>"' } }), { name: 'ValidationException' });
  await assert.rejects(target({ DeadLetterConfig: {} }), { name: 'NotImplemented' });
});

test('rules go on after a restart, and what was acknowledged is delivered', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-events-'));
  try {
    {
      await using standin = await standinUnderTest(directory);
      const { events, TopicArn } = await listening(standin);
      await events.send(new PutRuleCommand({ Name: 'any', EventPattern: '{"source":["shop"]}' }));
      await events.send(new PutRuleCommand({ Name: 'tick', ScheduleExpression: 'rate(1 minute)' }));
      await events.send(new PutTargetsCommand({ Rule: 'any', Targets: [{ Id: 'ops', Arn: TopicArn, InputPath: '$.detail.order' }] }));
      await events.send(new PutTargetsCommand({ Rule: 'tick', Targets: [{ Id: 'ops', Arn: TopicArn, InputPath: '$.source' }] }));
      await events.send(new PutEventsCommand({ Entries: [lost] }));
    }
    await using standin = await standinUnderTest(directory);
    const endpoint = await standin.listen();
    await standin.pass(Duration.seconds(65));
    const { mails } = (await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { message: string }[] };
    assert.deepEqual(mails.slice(1).map(({ message }) => message), ['7', '"aws.events"']);
  } finally {
    await rm(directory, { recursive: true });
  }
});
