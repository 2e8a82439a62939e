/** What buckets tell topics and EventBridge, through the SDK's clients. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ConfirmSubscriptionCommand, CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { Duration } from '../../../time/duration';
import { refusal } from '../s3-under-test';
import { standinUnderTest, type StandinUnderTest } from '../../standin-under-test';

interface Watched extends AsyncDisposable {
  standin: StandinUnderTest;
  s3: S3Client;
  TopicArn: string;
  configure(configuration: NotificationConfiguration): Promise<unknown>;
  /** What the topic was told since it was last asked, as JSON. */
  told: () => Promise<Record<string, unknown>[]>;
}

/** A versioned bucket, and a topic that S3 and EventBridge may publish to. */
async function watched(): Promise<Watched> {
  const standin = await standinUnderTest();
  const [s3, sns, endpoint] = [standin.client(S3Client), standin.client(SNSClient), await standin.listen()];
  await s3.send(new CreateBucketCommand({ Bucket: 'orders' }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'orders', VersioningConfiguration: { Status: 'Enabled' } }));
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'told' }));
  const principal = { Service: ['s3.amazonaws.com', 'events.amazonaws.com'] };
  const Condition = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sns:Publish', Resource: TopicArn, Condition }] };
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(allow) }));
  let read = 0;
  const mails = async (): Promise<{ message: string; token?: string }[]> => {
    await standin.pass(Duration.seconds(10));
    const all = ((await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { message: string; token?: string }[] }).mails;
    return all.slice(read, (read = all.length));
  };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' }));
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: (await mails())[0]?.token }));
  return {
    standin,
    s3,
    TopicArn,
    configure: (NotificationConfiguration) => s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: 'orders', NotificationConfiguration })),
    told: async () => (await mails()).map(({ message }) => JSON.parse(message) as Record<string, unknown>),
    [Symbol.asyncDispose]: () => standin[Symbol.asyncDispose](),
  };
}

interface S3Record {
  eventName: string;
  s3: { configurationId: string; object: { key: string; size?: number; versionId?: string; sequencer: string } };
}

const recordsOf = (told: Record<string, unknown>[]): S3Record[] => told.flatMap(({ Records }) => (Records as S3Record[] | undefined) ?? []);

test('a topic is told of the events it asked for, of the keys it asked for', async () => {
  await using at = await watched();
  const Filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'in/' }, { Name: 'suffix' as const, Value: '.json' }] } };
  await at.configure({ TopicConfigurations: [{ Id: 'in', TopicArn: at.TopicArn, Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:DeleteMarkerCreated'], Filter }] });
  const [hello] = await at.told();
  assert.deepEqual([hello?.Event, hello?.Bucket], ['s3:TestEvent', 'orders']);
  const Key = 'in/a b+c.json';
  const { VersionId } = await at.s3.send(new PutObjectCommand({ Bucket: 'orders', Key, Body: 'order' }));
  for (const key of ['out/a.json', 'in/a.txt']) await at.s3.send(new PutObjectCommand({ Bucket: 'orders', Key: key, Body: 'x' }));
  await at.s3.send(new DeleteObjectCommand({ Bucket: 'orders', Key }));
  await at.s3.send(new DeleteObjectCommand({ Bucket: 'orders', Key, VersionId }));
  const records = recordsOf(await at.told()).sort((a, b) => (a.s3.object.sequencer < b.s3.object.sequencer ? -1 : 1));
  assert.deepEqual(records.map(({ eventName, s3 }) => [eventName, s3.configurationId, s3.object.key, s3.object.size]), [
    ['ObjectCreated:Put', 'in', 'in/a+b%2Bc.json', 5],
    ['ObjectRemoved:DeleteMarkerCreated', 'in', 'in/a+b%2Bc.json', undefined],
  ]);
  assert.equal(records[0]?.s3.object.versionId, VersionId);
});

test('EventBridge is told of everything, and its rules say who hears of it', async () => {
  await using at = await watched();
  const events = at.standin.client(EventBridgeClient);
  await events.send(new PutRuleCommand({ Name: 'orders', EventPattern: '{"source":["aws.s3"],"detail":{"bucket":{"name":["orders"]}}}' }));
  await events.send(new PutTargetsCommand({ Rule: 'orders', Targets: [{ Id: 'ops', Arn: at.TopicArn }] }));
  await at.configure({ EventBridgeConfiguration: {} });
  assert.deepEqual((await at.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'orders' }))).EventBridgeConfiguration, {});
  const put = { Bucket: 'orders', Key: 'a', Body: 'order' };
  const { VersionId, ETag } = await at.s3.send(new PutObjectCommand(put));
  const [created] = await at.told();
  const { 'request-id': requestId, object, ...detail } = (created?.detail ?? {}) as Record<string, unknown>;
  assert.ok(requestId);
  const { sequencer, ...said } = object as Record<string, unknown>;
  assert.match(String(sequencer), /^[0-9A-F]+$/);
  assert.deepEqual(said, { key: 'a', size: 5, etag: ETag?.replaceAll('"', ''), 'version-id': VersionId });
  assert.deepEqual(detail, { version: '0', bucket: { name: 'orders' }, requester: '123456789012', 'source-ip-address': '127.0.0.1', reason: 'PutObject' });
  await at.s3.send(new PutObjectTaggingCommand({ Bucket: 'orders', Key: 'a', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }));
  await at.s3.send(new DeleteObjectCommand({ Bucket: 'orders', Key: 'a', VersionId }));
  await at.s3.send(new DeleteObjectCommand({ Bucket: 'orders', Key: 'a' }));
  const later = (await at.told()).map((event) => [event['detail-type'], (event.detail as Record<string, unknown>)['deletion-type']]);
  assert.deepEqual(later.sort(), [
    ['Object Deleted', 'Delete Marker Created'],
    ['Object Deleted', 'Permanently Deleted'],
    ['Object Tags Added', undefined],
  ]);
});

test('a restore is told of when it begins, when it is there and when it is over', async () => {
  await using at = await watched();
  await at.configure({ TopicConfigurations: [{ Id: 'r', TopicArn: at.TopicArn, Events: ['s3:ObjectRestore:*'] }] });
  await at.s3.send(new PutObjectCommand({ Bucket: 'orders', Key: 'a', Body: 'order', StorageClass: 'GLACIER' }));
  await at.s3.send(new RestoreObjectCommand({ Bucket: 'orders', Key: 'a', RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: 'Expedited' } } }));
  await at.standin.pass(Duration.days(3));
  const records = recordsOf(await at.told());
  assert.deepEqual(records.map(({ eventName }) => eventName), ['ObjectRestore:Post', 'ObjectRestore:Completed', 'ObjectRestore:Delete']);
  assert.ok('glacierEventData' in (records[1] ?? {}));
});

describe('refused is', () => {
  const events = ['s3:ObjectCreated:*' as const];
  const rows: [string, (topic: string) => NotificationConfiguration, string][] = [
    ['a topic that is not there', () => ({ TopicConfigurations: [{ TopicArn: 'arn:aws:sns:us-east-1:123456789012:none', Events: events }] }), 'Unable to validate the following destination configurations'],
    ['a queue', () => ({ QueueConfigurations: [{ QueueArn: 'arn:aws:sqs:us-east-1:123456789012:q', Events: events }] }), 'Unable to validate the following destination configurations'],
    ['a function', () => ({ LambdaFunctionConfigurations: [{ LambdaFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f', Events: events }] }), 'Unable to validate the following destination configurations'],
    ['a topic elsewhere', () => ({ TopicConfigurations: [{ TopicArn: 'arn:aws:sns:eu-west-1:123456789012:t', Events: events }] }), 'The notification destination service region is not valid for the bucket location constraint'],
    ['what is no ARN', () => ({ TopicConfigurations: [{ TopicArn: 'told', Events: events }] }), 'The ARN is not well formed'],
    ['an event that there is not', (TopicArn) => ({ TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectLost' as never] }] }), 'The event is not supported for notifications'],
    ['one event asked for twice', (TopicArn) => ({ TopicConfigurations: [{ TopicArn, Events: events }, { TopicArn, Events: ['s3:ObjectCreated:Put'] }] }), 'Configurations overlap. Configurations on the same bucket cannot share a common event type.'],
    ['keys that two ask for', (TopicArn) => ({ TopicConfigurations: ['a', 'ab'].map((Value) => ({ TopicArn, Events: events, Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value }] } } })) }), 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.'],
    ['one id for two', (TopicArn) => ({ TopicConfigurations: [{ Id: 'a', TopicArn, Events: events }, { Id: 'a', TopicArn, Events: ['s3:ObjectRemoved:*'] }] }), 'Same ID used for multiple configurations. IDs must be unique'],
    ['two prefixes', (TopicArn) => ({ TopicConfigurations: [{ TopicArn, Events: events, Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'a' }, { Name: 'prefix', Value: 'b' }] } } }] }), 'Cannot specify more than one prefix rule in a filter.'],
  ];
  for (const [name, configuration, message] of rows) {
    test(name, async () => {
      await using at = await watched();
      const refused = await refusal(at.configure(configuration(at.TopicArn)));
      assert.deepEqual([refused.code, refused.message], ['InvalidArgument', message]);
      const { $metadata: _metadata, ...kept } = await at.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'orders' }));
      assert.deepEqual(kept, {});
    });
  }
});

test('prefixes that have nothing in common may ask for the same event', async () => {
  await using at = await watched();
  const of = (Value: string): NonNullable<NotificationConfiguration['TopicConfigurations']>[0] => ({ Id: Value, TopicArn: at.TopicArn, Events: ['s3:ObjectCreated:*'], Filter: { Key: { FilterRules: [{ Name: 'prefix', Value }] } } });
  await at.configure({ TopicConfigurations: [of('a/'), of('b/')] });
  const { TopicConfigurations: kept } = await at.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'orders' }));
  assert.deepEqual(kept, [of('a/'), of('b/')]);
  await at.configure({});
  assert.equal((await at.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'orders' }))).TopicConfigurations, undefined);
});
