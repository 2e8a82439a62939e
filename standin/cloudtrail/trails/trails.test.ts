/** Trails: what they are told to log, where it arrives, and what CloudTrail refuses of them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, test } from 'node:test';
import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { KMS } from '@aws-sdk/client-kms';
import { ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3 } from '@aws-sdk/client-s3';
import { SNS } from '@aws-sdk/client-sns';
import { Duration } from '../../../time/duration';
import { rootOf } from '../../iam/iam-under-test';
import { CloudTrailUnderTest, logPolicy } from '../cloudtrail-under-test';

const names = (events: readonly { eventName: string }[]): string[] => events.map(({ eventName }) => eventName);

describe('a trail', () => {
  let cloud: CloudTrailUnderTest;
  let trail: CloudTrail;

  before(async () => {
    cloud = await CloudTrailUnderTest.start();
    ({ trail } = cloud);
    await cloud.logBucket('logs');
    await trail.createTrail({ Name: 'all', S3BucketName: 'logs', TagsList: [{ Key: 'team', Value: 'ops' }] });
  });

  after(async () => {
    assert.deepEqual(cloud.faults, []);
    await cloud[Symbol.asyncDispose]();
  });

  it('is described as it was made, and says what it was told to log', async () => {
    const { Trail } = await trail.getTrail({ Name: 'all' });
    const arn = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/all';
    assert.deepEqual(Trail, {
      ...{ Name: 'all', TrailARN: arn, S3BucketName: 'logs', HomeRegion: 'us-east-1', IncludeGlobalServiceEvents: true, IsMultiRegionTrail: false },
      ...{ LogFileValidationEnabled: false, IsOrganizationTrail: false, HasCustomEventSelectors: false, HasInsightSelectors: false },
    });
    assert.deepEqual((await trail.describeTrails({})).trailList, [Trail]);
    assert.deepEqual((await trail.describeTrails({ trailNameList: ['nobodys'] })).trailList, []);
    assert.deepEqual((await trail.listTrails({})).Trails, [{ Name: 'all', TrailARN: arn, HomeRegion: 'us-east-1' }]);
    const { EventSelectors } = await trail.getEventSelectors({ TrailName: 'all' });
    assert.deepEqual(EventSelectors, [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] }]);
    await trail.addTags({ ResourceId: arn, TagsList: [{ Key: 'cost', Value: '7' }] });
    await trail.removeTags({ ResourceId: arn, TagsList: [{ Key: 'team' }] });
    assert.deepEqual((await trail.listTags({ ResourceIdList: [arn] })).ResourceTagList, [{ ResourceId: arn, TagsList: [{ Key: 'cost', Value: '7' }] }]);
    const index = cloud.client(ResourceGroupsTaggingAPI);
    await index.tagResources({ ResourceARNList: [arn], Tags: { plan: 'shop' } });
    await index.untagResources({ ResourceARNList: [arn], TagKeys: ['cost'] });
    assert.deepEqual((await index.getResources({ ResourceTypeFilters: ['cloudtrail'] })).ResourceTagMappingList, [{ ResourceARN: arn, Tags: [{ Key: 'plan', Value: 'shop' }] }]);
  });

  it('brings a file of what was called, about five minutes later, once it logs and only while it does', async () => {
    await cloud.client(KMS).listKeys({});
    await trail.startLogging({ Name: 'all' });
    await cloud.client(KMS).createKey({});
    await cloud.standin.clock.advance(Duration.minutes(6));
    const [[key = '', events = []] = [], ...more] = await cloud.files('logs');
    assert.match(key, /^AWSLogs\/123456789012\/CloudTrail\/us-east-1\/2026\/01\/05\/123456789012_CloudTrail_us-east-1_20260105T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$/);
    assert.deepEqual([names(events), more.length], [['StartLogging', 'CreateKey'], 0]);
    const status = await trail.getTrailStatus({ Name: 'all' });
    assert.deepEqual([status.IsLogging, status.LatestDeliveryError, status.LatestDeliveryTime instanceof Date], [true, undefined, true]);
    await trail.stopLogging({ Name: 'all' });
    assert.equal((await trail.getTrailStatus({ Name: 'all' })).IsLogging, false);
    await cloud.client(KMS).createKey({ Description: 'unseen' });
    await cloud.settle();
    assert.deepEqual(names(await cloud.delivered('logs')).filter((name) => name === 'CreateKey'), ['CreateKey']);
  });

  it('has calls on objects only where it is told to, and those that were refused as well', async () => {
    await cloud.logBucket('object-logs');
    await cloud.logs('objects', 'object-logs');
    await cloud.s3.createBucket({ Bucket: 'shop' });
    await cloud.s3.putObject({ Bucket: 'shop', Key: 'a', Body: 'a' });
    const DataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::shop/keep/'] }];
    await trail.putEventSelectors({ TrailName: 'objects', EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: false, DataResources }] });
    for (const Key of ['keep/b', 'other/b']) await cloud.s3.putObject({ Bucket: 'shop', Key, Body: 'b' });
    await cloud.s3.getObject({ Bucket: 'shop', Key: 'keep/b' });
    await assert.rejects(cloud.client(S3, rootOf('210987654321')).deleteObject({ Bucket: 'shop', Key: 'keep/b' }));
    await cloud.settle();
    const [put, refused, ...more] = (await cloud.delivered('object-logs')).filter(({ eventCategory }) => eventCategory === 'Data');
    assert.deepEqual(more, []);
    assert.deepEqual([put?.eventName, put?.managementEvent, put?.readOnly, put?.resources], [
      ...['PutObject', false, false],
      [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::shop/keep/b' }, { accountId: '123456789012', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::shop' }],
    ]);
    assert.deepEqual([refused?.eventName, refused?.errorCode, refused?.userIdentity], ['DeleteObject', 'AccessDenied', { type: 'AWSAccount', principalId: '210987654321', accountId: '210987654321' }]);
    assert.deepEqual(await cloud.recorded({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'PutObject' }] }), [], 'what is done to objects cannot be looked up');
    await trail.deleteTrail({ Name: 'objects' });
  });

  it('can be told by advanced selectors which fields to go by', async () => {
    await cloud.logBucket('fine-logs');
    await cloud.logs('fine', 'fine-logs');
    const field = (Field: string, condition: object): { Field: string } => ({ Field, ...condition });
    const FieldSelectors = [field('eventCategory', { Equals: ['Data'] }), field('resources.type', { Equals: ['AWS::S3::Object'] }), field('eventName', { StartsWith: ['Delete'] })];
    await trail.putEventSelectors({ TrailName: 'fine', AdvancedEventSelectors: [{ Name: 'deletions', FieldSelectors }] });
    assert.deepEqual((await trail.getEventSelectors({ TrailName: 'fine' })).AdvancedEventSelectors, [{ Name: 'deletions', FieldSelectors }]);
    await cloud.s3.putObject({ Bucket: 'shop', Key: 'c', Body: 'c' });
    await cloud.s3.deleteObject({ Bucket: 'shop', Key: 'c' });
    await cloud.settle();
    assert.deepEqual(names(await cloud.delivered('fine-logs')).filter((name) => name.endsWith('Object')), ['DeleteObject']);
    for (const [selectors, why] of [
      [[field('resources.type', { Equals: ['AWS::S3::Object'] })], /eventCategory/],
      [[field('eventCategory', { Equals: ['Data'] })], /resources.type/],
      [[field('eventCategory', { Equals: ['Management'] }), field('weather', { Equals: ['fine'] })], /weather/],
      [[field('eventCategory', { Equals: ['Management'] }), field('readOnly', { StartsWith: ['t'] })], /readOnly/],
    ] as const) {
      await assert.rejects(trail.putEventSelectors({ TrailName: 'fine', AdvancedEventSelectors: [{ FieldSelectors: [...selectors] }] }), { name: 'InvalidEventSelectorsException', message: why });
    }
    await assert.rejects(trail.putEventSelectors({ TrailName: 'fine', EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['shop'] }] }] }), { name: 'InvalidEventSelectorsException' });
    await trail.deleteTrail({ Name: 'fine' });
  });

  it('of all regions is seen in each of them, has what happens there, and is changed at home alone', async () => {
    const west = cloud.client(CloudTrail, undefined, 'eu-west-1');
    await cloud.logBucket('wide-logs');
    await trail.createTrail({ Name: 'wide', S3BucketName: 'wide-logs', IsMultiRegionTrail: true });
    await trail.startLogging({ Name: 'wide' });
    assert.deepEqual((await west.describeTrails({})).trailList?.map(({ Name }) => Name), ['wide']);
    assert.deepEqual((await west.describeTrails({ includeShadowTrails: false })).trailList, []);
    const TrailARN = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/wide';
    await assert.rejects(west.stopLogging({ Name: TrailARN }), { name: 'InvalidHomeRegionException' });
    await cloud.client(KMS, undefined, 'eu-west-1').createKey({});
    await cloud.settle();
    const [key] = [...(await cloud.files('wide-logs'))].find(([, events]) => names(events).includes('CreateKey')) ?? [];
    assert.match(key ?? '', /\/CloudTrail\/eu-west-1\//);
    await assert.rejects(trail.updateTrail({ Name: 'wide', IncludeGlobalServiceEvents: false }), { name: 'InvalidParameterCombinationException' });
    await trail.updateTrail({ Name: 'wide', IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false });
    await cloud.iam.createUser({ UserName: 'eve' });
    await cloud.settle();
    assert.equal(names(await cloud.delivered('wide-logs')).includes('CreateUser'), false);
    await trail.deleteTrail({ Name: 'wide' });
  });

  it('tries again while its bucket does not take its files, and says so', async () => {
    await cloud.logBucket('closed');
    await cloud.logs('held', 'closed');
    const kms = cloud.client(KMS);
    await cloud.s3.deleteBucketPolicy({ Bucket: 'closed' });
    const { KeyMetadata } = await kms.createKey({ Description: 'held up' });
    await cloud.settle();
    assert.equal((await trail.getTrailStatus({ Name: 'held' })).LatestDeliveryError, 'AccessDenied');
    await cloud.s3.putBucketPolicy({ Bucket: 'closed', Policy: JSON.stringify(logPolicy('closed')) });
    await cloud.standin.clock.advance(Duration.hours(1));
    assert.ok((await cloud.delivered('closed')).some(({ responseElements }) => JSON.stringify(responseElements)?.includes(KeyMetadata?.KeyId ?? 'none')));
    assert.equal((await trail.getTrailStatus({ Name: 'held' })).LatestDeliveryError, undefined);
    await trail.deleteTrail({ Name: 'held' });
  });

  it('takes a topic to tell of its files, where the topic lets it', async () => {
    const sns = cloud.client(SNS);
    const { TopicArn = '' } = await sns.createTopic({ Name: 'files' });
    await assert.rejects(trail.createTrail({ Name: 'told', S3BucketName: 'logs', SnsTopicName: 'files' }), { name: 'InsufficientSnsTopicPolicyException' });
    const allow = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'SNS:Publish', Resource: TopicArn };
    await sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement: [allow] }) });
    const made = await trail.createTrail({ Name: 'told', S3BucketName: 'logs', SnsTopicName: 'files' });
    assert.deepEqual([made.SnsTopicName, made.SnsTopicARN], ['files', TopicArn]);
    await trail.deleteTrail({ Name: 'told' });
  });

  it('has EventBridge told of what was changed, while it logs', async () => {
    const [events, sns] = [cloud.client(EventBridge), cloud.client(SNS)];
    const endpoint = (await cloud.standin.listen({ port: 0 })).endpoint;
    const { TopicArn = '' } = await sns.createTopic({ Name: 'changes' });
    const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: TopicArn };
    await sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement: [allow] }) });
    await sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' });
    const mails = async (): Promise<{ message: string; token?: string }[]> => {
      await cloud.standin.clock.advance(Duration.seconds(5));
      return ((await (await fetch(`${endpoint}/_standin/outbox`)).json()) as { mails: { message: string; token?: string }[] }).mails;
    };
    await sns.confirmSubscription({ TopicArn, Token: (await mails())[0]?.token ?? '' });
    await events.putRule({ Name: 'keys', EventPattern: JSON.stringify({ 'detail-type': ['AWS API Call via CloudTrail'], source: ['aws.kms'] }) });
    await events.putTargets({ Rule: 'keys', Targets: [{ Id: 'ops', Arn: TopicArn }] });
    const already = (await mails()).length;
    const kms = cloud.client(KMS);
    await kms.createKey({ Description: 'not told' });
    await trail.startLogging({ Name: 'all' });
    await kms.createKey({ Description: 'told' });
    await kms.listKeys({});
    const told = (await mails()).slice(already).map(({ message }) => (JSON.parse(message) as { detail: { eventName: string; requestParameters: object } }).detail);
    assert.deepEqual(told.map(({ eventName, requestParameters }) => [eventName, requestParameters]), [['CreateKey', { description: 'told' }]]);
    await trail.stopLogging({ Name: 'all' });
  });

  it('is refused as CloudTrail refuses it', async () => {
    await cloud.s3.createBucket({ Bucket: 'plain' });
    for (const [input, name] of [
      [{ Name: 'ab', S3BucketName: 'logs' }, 'InvalidTrailNameException'],
      [{ Name: 'a b c', S3BucketName: 'logs' }, 'InvalidTrailNameException'],
      [{ Name: '-abc', S3BucketName: 'logs' }, 'InvalidTrailNameException'],
      [{ Name: 'a--b', S3BucketName: 'logs' }, 'InvalidTrailNameException'],
      [{ Name: 'all', S3BucketName: 'logs' }, 'TrailAlreadyExistsException'],
      [{ Name: 'fresh', S3BucketName: 'nobodys' }, 'S3BucketDoesNotExistException'],
      [{ Name: 'fresh', S3BucketName: 'plain' }, 'InsufficientS3BucketPolicyException'],
      [{ Name: 'fresh', S3BucketName: 'logs', S3KeyPrefix: 'elsewhere' }, 'InsufficientS3BucketPolicyException'],
      [{ Name: 'fresh', S3BucketName: 'logs', IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false }, 'InvalidParameterCombinationException'],
      [{ Name: 'fresh', S3BucketName: 'logs', IsOrganizationTrail: true }, 'OrganizationsNotInUseException'],
      [{ Name: 'fresh', S3BucketName: 'logs', EnableLogFileValidation: true }, 'NotImplemented'],
      [{ Name: 'fresh', S3BucketName: 'logs', KmsKeyId: 'alias/a' }, 'NotImplemented'],
      [{ Name: 'fresh', S3BucketName: 'logs', CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:a:*' }, 'NotImplemented'],
    ] as const) {
      await assert.rejects(trail.createTrail(input), { name }, JSON.stringify(input));
    }
    await assert.rejects(trail.getTrailStatus({ Name: 'nobodys' }), { name: 'TrailNotFoundException', message: 'Unknown trail: nobodys for the user: 123456789012' });
    await assert.rejects(trail.listTags({ ResourceIdList: ['arn:aws:s3:::logs'] }), { name: 'CloudTrailARNInvalidException' });
    for (const Name of ['two', 'three', 'four', 'five']) await trail.createTrail({ Name, S3BucketName: 'logs' });
    await assert.rejects(trail.createTrail({ Name: 'six', S3BucketName: 'logs' }), { name: 'MaximumNumberOfTrailsExceededException' });
  });
});

test('what was called, trails and what waits for them are there after a restart', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-cloudtrail-'));
  try {
    {
      await using cloud = await CloudTrailUnderTest.start({ directory });
      await cloud.logBucket('logs');
      await cloud.logs('all', 'logs');
      await cloud.client(KMS).createKey({ Description: 'before' });
      assert.deepEqual(cloud.faults, []);
    }
    await using cloud = await CloudTrailUnderTest.start({ directory });
    await cloud.settle();
    assert.deepEqual((await cloud.newest('CreateKey')).requestParameters, { description: 'before' });
    assert.deepEqual(names(await cloud.delivered('logs')), ['StartLogging', 'CreateKey']);
    await cloud.client(KMS).createKey({ Description: 'after' });
    await cloud.settle();
    assert.deepEqual((await cloud.delivered('logs')).filter(({ eventName }) => eventName === 'CreateKey').length, 2);
    assert.deepEqual(cloud.faults, []);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
