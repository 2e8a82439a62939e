/** One API over the tags of all services. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { IAM } from '@aws-sdk/client-iam';
import type { GetResourcesInput, ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api';
import { ResourceGroupsTaggingAPI as TaggingClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SNS } from '@aws-sdk/client-sns';
import { Duration } from '../../time/duration';
import { standinUnderTest } from '../standin-under-test';
import { type TaggingUnderTest, taggingUnderTest } from './tagging-under-test';

let under: TaggingUnderTest;
let tagging: ResourceGroupsTaggingAPI;
before(async () => {
  under = await taggingUnderTest();
  tagging = under.tagging;
});
after(async () => {
  assert.deepEqual(under.standin.faults, []);
  await under[Symbol.asyncDispose]();
});

async function arnsOf(input: GetResourcesInput): Promise<string[]> {
  return ((await tagging.getResources(input)).ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN ?? '');
}

async function tagsOf(arn: string): Promise<Record<string, string> | undefined> {
  const [found] = (await tagging.getResources({ ResourceARNList: [arn] })).ResourceTagMappingList ?? [];
  return found && Object.fromEntries((found.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

function refused(call: Promise<unknown>, name: string, message?: RegExp): Promise<void> {
  return assert.rejects(call, (error: Error) => error.name === name && (message?.test(error.message) ?? true));
}

test('everything with a tag is found, whatever service it is of, and nothing without', async () => {
  const found = await arnsOf({ TagFilters: [{ Key: 'plan', Values: ['shop'] }] });
  assert.deepEqual(found, Object.values(under.arns).sort());
  assert.deepEqual(await arnsOf({}), found);
});

test('types are told by their ARNs', async () => {
  const { arns } = under;
  const of = (...types: string[]) => arnsOf({ ResourceTypeFilters: types });
  assert.deepEqual(await of('rds'), [arns.database, arns.parameters]);
  assert.deepEqual(await of('rds:db', 's3'), [arns.database, arns.bucket]);
  assert.deepEqual(await of('s3:bucket'), [arns.bucket]);
  assert.deepEqual(await of('sns:topic', 'cloudwatch:alarm'), [arns.alarm, arns.topic]);
  assert.deepEqual(await of('ec2:subnet', 'fis:experiment-template', 'route53:hostedzone'), [arns.subnet, arns.template, arns.zone]);
  assert.deepEqual(await of('backup:backup-vault', 'kms:key', 'events:rule', 'iam:policy'), [arns.vault, arns.rule, arns.policy, arns.key]);
  assert.deepEqual(await of('rds:cluster'), []);
});

test('filters hold together, and the values of one are alternatives', async () => {
  const { topic = '', rule = '' } = under.arns;
  await tagging.tagResources({ ResourceARNList: [topic, rule], Tags: { stage: 'test', team: '' } });
  await tagging.tagResources({ ResourceARNList: [rule], Tags: { stage: 'production' } });
  const found = (...TagFilters: GetResourcesInput['TagFilters'] & {}) => arnsOf({ TagFilters });
  assert.deepEqual(await found({ Key: 'stage', Values: ['test', 'production'] }), [rule, topic]);
  assert.deepEqual(await found({ Key: 'stage', Values: ['test'] }, { Key: 'team' }), [topic]);
  assert.deepEqual(await found({ Key: 'team', Values: [''] }, { Key: 'plan', Values: ['other'] }), []);
  assert.deepEqual(await found({ Key: 'Stage' }), []);
});

test('what is the same in all regions is listed in one, and everything else where it is', async () => {
  const elsewhere = under.standin.client(TaggingClient, 'eu-west-1');
  assert.deepEqual((await elsewhere.getResources({})).ResourceTagMappingList, []);
  const { topic = '', zone = '' } = under.arns;
  const { FailedResourcesMap } = await elsewhere.tagResources({ ResourceARNList: [topic, zone], Tags: { stage: 'test' } });
  assert.deepEqual(Object.values(FailedResourcesMap ?? {}).map(({ ErrorCode }) => ErrorCode), ['InvalidParameterException', 'InvalidParameterException']);
});

test('tags come and go in every service, and what once had some is still told of', async () => {
  const all = Object.values(under.arns);
  const some = [all.slice(0, 8), all.slice(8)];
  for (const ResourceARNList of some) assert.deepEqual((await tagging.tagResources({ ResourceARNList, Tags: { shift: 'night' } })).FailedResourcesMap, {});
  assert.deepEqual(await arnsOf({ TagFilters: [{ Key: 'shift' }] }), all.sort());
  for (const ResourceARNList of some) assert.deepEqual((await tagging.untagResources({ ResourceARNList, TagKeys: ['shift', 'plan', 'stage', 'team'] })).FailedResourcesMap, {});
  assert.deepEqual(await arnsOf({ TagFilters: [{ Key: 'plan' }] }), []);
  const { ResourceTagMappingList } = await tagging.getResources({});
  assert.deepEqual(ResourceTagMappingList, all.map((ResourceARN) => ({ ResourceARN, Tags: [] })));
  for (const ResourceARNList of some) await tagging.tagResources({ ResourceARNList, Tags: { plan: 'shop' } });
});

test('what the service itself says no to is told for each resource, in its words', async () => {
  const { bucket = '', vpc = '' } = under.arns;
  const [gone, noVpc] = ['arn:aws:rds:us-east-1:123456789012:db:gone', vpc.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))];
  const { FailedResourcesMap: failed = {} } = await tagging.tagResources({ ResourceARNList: [gone, bucket, noVpc, 'arn:aws:s3:::nowhere-at-all'], Tags: { stage: 'test' } });
  assert.deepEqual(Object.entries(failed).map(([arn, { StatusCode, ErrorCode }]) => [arn, StatusCode, ErrorCode]), [
    [gone, 404, 'DBInstanceNotFound'],
    [noVpc, 400, 'InvalidVpcID.NotFound'],
    ['arn:aws:s3:::nowhere-at-all', 404, 'NoSuchBucket'],
  ]);
  assert.deepEqual(await tagsOf(bucket), { plan: 'shop', stage: 'test' });
  await tagging.untagResources({ ResourceARNList: [bucket], TagKeys: ['stage'] });
});

test('who tags needs the right of the service, too', async () => {
  const { database = '', topic = '' } = under.arns;
  const iam = under.standin.client(IAM);
  await iam.createUser({ UserName: 'tagger' });
  const allow = (action: string[]) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
  await iam.putUserPolicy({ UserName: 'tagger', PolicyName: 'tags', PolicyDocument: allow(['tag:TagResources', 'rds:AddTagsToResource']) });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'tagger' });
  const theirs = under.standin.client(TaggingClient);
  theirs.config.credentials = () => Promise.resolve({ accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' });
  const { FailedResourcesMap: failed = {} } = await theirs.tagResources({ ResourceARNList: [database, topic], Tags: { by: 'tagger' } });
  assert.deepEqual(Object.entries(failed).map(([arn, { StatusCode, ErrorCode }]) => [arn, StatusCode, ErrorCode]), [[topic, 403, 'AuthorizationError']]);
  assert.match(failed[topic]?.ErrorMessage ?? '', /SNS:TagResource/);
  assert.deepEqual(await tagsOf(database), { plan: 'shop', by: 'tagger' });
  await tagging.untagResources({ ResourceARNList: [database], TagKeys: ['by'] });
  await refused(theirs.getResources({}), 'AccessDeniedException', /tag:GetResources/);
});

test('pages end between resources, and their tokens are good for a quarter of an hour and one question', async () => {
  const all = await arnsOf({});
  const first = await tagging.getResources({ ResourcesPerPage: 8 });
  const second = await tagging.getResources({ ResourcesPerPage: 100, PaginationToken: first.PaginationToken });
  assert.deepEqual([first, second].map(({ ResourceTagMappingList: list = [] }) => list.map(({ ResourceARN }) => ResourceARN)), [all.slice(0, 8), all.slice(8)]);
  assert.equal(second.PaginationToken, '');
  await refused(tagging.getResources({ PaginationToken: first.PaginationToken, ResourceTypeFilters: ['rds'] }), 'InvalidParameterException', /PaginationToken/);
  await refused(tagging.getResources({ PaginationToken: 'made-up' }), 'InvalidParameterException', /PaginationToken/);
  await under.standin.pass(Duration.minutes(16));
  await refused(tagging.getResources({ PaginationToken: first.PaginationToken }), 'PaginationTokenExpiredException');
});

test('a page of so many tags takes no resource that would be one too many', async () => {
  const { bucket = '', topic = '', key = '' } = under.arns;
  const many = Object.fromEntries(Array.from({ length: 39 }, (_, number) => [`tag-${number}`, 'x']));
  await tagging.tagResources({ ResourceARNList: [bucket, topic, key], Tags: many });
  const pages = [];
  for (let token: string | undefined; token !== ''; ) {
    const { ResourceTagMappingList: list = [], PaginationToken = '' } = await tagging.getResources({ TagsPerPage: 100, TagFilters: [{ Key: 'tag-1' }], PaginationToken: token });
    pages.push(list.map(({ ResourceARN }) => ResourceARN));
    token = PaginationToken;
  }
  assert.deepEqual(pages, [[key, bucket], [topic]]);
  await tagging.untagResources({ ResourceARNList: [bucket, topic, key], TagKeys: Object.keys(many) });
});

test('keys and values in use are listed once each', async () => {
  const { bucket = '', topic = '' } = under.arns;
  await tagging.tagResources({ ResourceARNList: [bucket], Tags: { stage: 'test' } });
  await tagging.tagResources({ ResourceARNList: [topic], Tags: { stage: 'production' } });
  assert.deepEqual((await tagging.getTagKeys({})).TagKeys, ['plan', 'stage']);
  assert.deepEqual((await tagging.getTagValues({ Key: 'stage' })).TagValues, ['production', 'test']);
  assert.deepEqual((await tagging.getTagValues({ Key: 'nobody' })).TagValues, []);
  await tagging.untagResources({ ResourceARNList: [bucket, topic], TagKeys: ['stage'] });
});

test('what AWS takes nowhere is refused whole', async () => {
  const { bucket = '' } = under.arns;
  const invalid = (call: Promise<unknown>, message: RegExp) => refused(call, 'InvalidParameterException', message);
  await invalid(tagging.getResources({ ResourceARNList: [bucket], TagFilters: [{ Key: 'plan' }] }), /ResourceARNList and TagFilters/);
  await invalid(tagging.getResources({ ResourceARNList: [bucket], ResourcesPerPage: 5 }), /ResourcesPerPage/);
  await invalid(tagging.getResources({ ResourceARNList: ['orders'] }), /orders is not a valid AmazonResourceName/);
  await invalid(tagging.getResources({ ResourcesPerPage: 101 }), /resourcesPerPage/);
  await invalid(tagging.getResources({ TagsPerPage: 99 }), /TagsPerPage/);
  await invalid(tagging.getResources({ TagFilters: [{ Values: ['shop'] }] }), /key/);
  await invalid(tagging.getResources({ ResourceTypeFilters: ['mwaa'] }), /Unsupported service=mwaa in ResourceTypeFilter - mwaa/);
  await invalid(tagging.getResources({ ExcludeCompliantResources: true }), /IncludeComplianceDetails/);
  await invalid(tagging.tagResources({ ResourceARNList: [], Tags: { a: 'b' } }), /resourceARNList/);
  await invalid(tagging.tagResources({ ResourceARNList: [bucket], Tags: {} }), /tags/);
  await invalid(tagging.untagResources({ ResourceARNList: [bucket], TagKeys: [] }), /tagKeys/);
  await invalid(tagging.tagResources({ ResourceARNList: [bucket, 'arn:aws:iam::123456789012:role/breaks'], Tags: { a: 'b' } }), /role\/breaks is not a valid/);
  assert.deepEqual(await tagsOf(bucket), { plan: 'shop' });
});

test('what the stand-in does not have it says so of, by name', async () => {
  const { bucket = '' } = under.arns;
  await refused(tagging.getResources({ ResourceTypeFilters: ['dynamodb:table'] }), 'NotImplemented', /dynamodb/);
  await refused(tagging.tagResources({ ResourceARNList: [bucket, 'arn:aws:sqs:us-east-1:123456789012:orders'], Tags: { a: 'b' } }), 'NotImplemented', /sqs/);
  await refused(tagging.getResources({ IncludeComplianceDetails: true }), 'NotImplemented', /compliance/);
  await refused(tagging.getComplianceSummary({}), 'NotImplemented', /GetComplianceSummary/);
  await refused(tagging.startReportCreation({ S3Bucket: 'reports' }), 'NotImplemented', /StartReportCreation/);
});

test('a stand-in that was started again on its state knows what once had tags', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-tagging-'));
  try {
    const arns = [];
    for (const turn of ['before', 'after']) {
      await using standin = await standinUnderTest(directory);
      const client = standin.client(TaggingClient);
      if (turn === 'before') {
        const { TopicArn = '' } = await standin.client(SNS).createTopic({ Name: 'orders', Tags: [{ Key: 'plan', Value: 'shop' }] });
        await standin.client(SNS).untagResource({ ResourceArn: TopicArn, TagKeys: ['plan'] });
      }
      arns.push((await client.getResources({})).ResourceTagMappingList);
    }
    assert.deepEqual(arns[1], [{ ResourceARN: 'arn:aws:sns:us-east-1:123456789012:orders', Tags: [] }]);
    assert.deepEqual(arns[0], arns[1]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
