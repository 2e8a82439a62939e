/** Which replication configurations S3 takes, and how it refuses the others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteBucketReplicationCommand,
  type Destination,
  GetBucketReplicationCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  CreateBucketCommand,
  type ReplicationRule,
} from '@aws-sdk/client-s3';
import { type Refusal, refusal } from '../../s3-under-test';
import { replicationUnderTest, type ReplicationUnderTest, roleArn, rule } from '../replication-under-test';

const replica = 'arn:aws:s3:::replica';

/** The first version of the schema: a prefix, and neither filter nor priority. */
function firstVersion(more: Partial<ReplicationRule> = {}): ReplicationRule {
  return { ID: 'old', Status: 'Enabled', Prefix: '', Destination: { Bucket: replica }, ...more };
}

function to(more: Partial<Destination>): ReplicationRule {
  return rule({ Destination: { Bucket: replica, ...more } });
}

function refused(s3: ReplicationUnderTest, rules: ReplicationRule[], Role: string | undefined = roleArn): Promise<Refusal> {
  return refusal(s3.east.send(new PutBucketReplicationCommand({ Bucket: 'source', ReplicationConfiguration: { Role, Rules: rules } })));
}

test('a configuration comes back as it was put, each rule with an id, until it is deleted', async () => {
  await using s3 = await replicationUnderTest();
  const none = await refusal(s3.east.send(new GetBucketReplicationCommand({ Bucket: 'source' })));
  assert.deepEqual(
    [none.code, none.status, none.message],
    ['ReplicationConfigurationNotFoundError', 404, 'The replication configuration was not found'],
  );
  const filter = { And: { Prefix: 'a/', Tags: [{ Key: 'class', Value: 'gold' }] } };
  await s3.replicate(rule({ ID: undefined }), rule({ ID: 'gold', Priority: 2, Filter: filter, DeleteMarkerReplication: { Status: 'Disabled' } }));
  const { ReplicationConfiguration: kept } = await s3.east.send(new GetBucketReplicationCommand({ Bucket: 'source' }));
  assert.equal(kept?.Role, roleArn);
  assert.match(kept.Rules?.[0]?.ID ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual([kept.Rules?.[1]?.ID, kept.Rules?.[1]?.Filter], ['gold', filter]);
  await s3.east.send(new DeleteBucketReplicationCommand({ Bucket: 'source' }));
  assert.equal((await refusal(s3.east.send(new GetBucketReplicationCommand({ Bucket: 'source' })))).status, 404);
});

test('both buckets must have versions', async () => {
  await using s3 = await replicationUnderTest();
  await s3.west.send(new CreateBucketCommand({ Bucket: 'plain' }));
  for (const name of ['plain', 'nowhere']) {
    const { code, message } = await refused(s3, [rule({ Destination: { Bucket: `arn:aws:s3:::${name}` } })]);
    assert.deepEqual([code, message], ['InvalidRequest', 'Destination bucket must have versioning enabled.']);
  }
  const configuration = { Role: roleArn, Rules: [rule()] };
  const { code, message } = await refusal(s3.west.send(new PutBucketReplicationCommand({ Bucket: 'plain', ReplicationConfiguration: configuration })));
  assert.deepEqual([code, message], ['InvalidRequest', "Versioning must be 'Enabled' on the bucket to apply a replication configuration"]);
});

test('versioning cannot be suspended while objects are replicated', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(rule());
  const suspend = (): Promise<unknown> => s3.east.send(new PutBucketVersioningCommand({ Bucket: 'source', VersioningConfiguration: { Status: 'Suspended' } }));
  const { code, status } = await refusal(suspend());
  assert.deepEqual([code, status], ['InvalidBucketState', 409]);
  await s3.east.send(new DeleteBucketReplicationCommand({ Bucket: 'source' }));
  await suspend();
});

test('the role must be a role of IAM', async () => {
  await using s3 = await replicationUnderTest();
  const cases: [string, string][] = [
    ['replication', 'Invalid Role specified in replication configuration'],
    ['arn:aws:s3:::replica', 'Invalid Role specified in replication configuration'],
    ['arn:aws:iam::123456789012:user/replication', 'The relative id should start with role'],
  ];
  for (const [role, message] of cases) {
    const answer = await refused(s3, [rule()], role);
    assert.deepEqual([answer.code, answer.message, answer.fields.ArgumentValue], ['InvalidArgument', message, role]);
  }
});

const wrong: [string, ReplicationRule[], string, RegExp?][] = [
  ['no rules', [], 'MalformedXML'],
  ['more rules than 1000', Array.from({ length: 1001 }, (_, index) => rule({ ID: `${index}`, Priority: index })), 'InvalidRequest', /1000/],
  ['neither filter nor prefix', [rule({ Filter: undefined })], 'MalformedXML'],
  ['filter and prefix', [rule({ Prefix: 'a' })], 'MalformedXML'],
  ['a filter by two things without And', [rule({ Filter: { Prefix: 'a', Tag: { Key: 'k', Value: 'v' } } })], 'MalformedXML'],
  ['And with one thing', [rule({ Filter: { And: { Prefix: 'a' } } })], 'MalformedXML'],
  ['a filter without a priority', [rule({ Priority: undefined })], 'InvalidRequest', /^Priority must be specified/],
  ['a filter without a word on delete markers', [rule({ DeleteMarkerReplication: undefined })], 'InvalidRequest', /^DeleteMarkerReplication must be specified/],
  ['a prefix with a priority', [firstVersion({ Priority: 1 })], 'InvalidRequest', /^Priority cannot be used/],
  ['delete markers by tag', [rule({ Filter: { Tag: { Key: 'k', Value: 'v' } } })], 'InvalidRequest', /^Delete marker replication is not supported/],
  ['one priority twice', [rule(), rule({ ID: 'other' })], 'InvalidRequest', /^Found duplicate priority 1/],
  ['one id twice', [rule(), rule({ Priority: 2 })], 'InvalidArgument', /^Rule Id must be unique/],
  ['an id of 256 characters', [rule({ ID: 'x'.repeat(256) })], 'InvalidArgument', /255/],
  ['prefixes that overlap, in the first version', [firstVersion({ Prefix: 'a' }), firstVersion({ ID: 'b', Prefix: 'ab' })], 'InvalidRequest', /overlapping/],
  ['existing objects', [rule({ ExistingObjectReplication: { Status: 'Enabled' } })], 'MalformedXML'],
  ['a status of another name', [rule({ Status: 'On' as 'Enabled' })], 'MalformedXML'],
  ['a selection of nothing', [rule({ SourceSelectionCriteria: {} })], 'InvalidRequest', /cannot be empty/],
  ['the source as its own destination', [to({ Bucket: 'arn:aws:s3:::source' })], 'InvalidRequest', /cannot be the same/],
  ['a destination that is no ARN', [to({ Bucket: 'replica' })], 'InvalidArgument', /Invalid bucket ARN/],
  ['a storage class of another name', [to({ StorageClass: 'FROZEN' as 'GLACIER' })], 'MalformedXML'],
  ['another owner without an account', [to({ AccessControlTranslation: { Owner: 'Destination' } })], 'InvalidRequest', /^Account must be specified/],
  ['a key for nothing', [to({ EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:123456789012:key/k' } })], 'InvalidRequest', /SseKmsEncryptedObjects/],
  ['KMS without a key', [rule({ SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } })], 'InvalidRequest', /^ReplicaKmsKeyID must/],
  ['time control without metrics', [to({ ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } } })], 'InvalidRequest', /both ReplicationTime and Metrics/],
  [
    'time control of ten minutes',
    [to({ ReplicationTime: { Status: 'Enabled', Time: { Minutes: 10 } }, Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } } })],
    'InvalidArgument',
    /time minute value/,
  ],
  ['a threshold without time control', [to({ Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } } })], 'InvalidArgument', /event threshold/],
];

test('what no rule can say is refused, and nothing of it is kept', async (t) => {
  await using s3 = await replicationUnderTest();
  for (const [what, rules, code, message] of wrong) {
    await t.test(what, async () => {
      const answer = await refused(s3, rules);
      assert.deepEqual([answer.code, answer.status], [code, 400]);
      if (message) assert.match(answer.message, message);
      assert.equal((await refusal(s3.east.send(new GetBucketReplicationCommand({ Bucket: 'source' })))).status, 404);
    });
  }
  assert.deepEqual(s3.faults, []);
});

test('rules of the first version have one destination', async () => {
  await using s3 = await replicationUnderTest();
  await s3.bucket('second', 'eu-west-1');
  const { code } = await refused(s3, [firstVersion({ Prefix: 'a' }), firstVersion({ ID: 'b', Prefix: 'b', Destination: { Bucket: 'arn:aws:s3:::second' } })]);
  assert.equal(code, 'InvalidRequest');
});
