/** What stands in the way of replication, and the reason that S3 gives for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { permissions, replicationUnderTest, type ReplicationUnderTest, roleArn, rule } from './replication-under-test';

const lag = Duration.minutes(3);

const measured = rule({ Destination: { Bucket: 'arn:aws:s3:::replica', Metrics: { Status: 'Enabled' } } });

function reasons(s3: ReplicationUnderTest): (string | undefined)[] {
  return s3.told.filter(({ name }) => name === 'Replication:OperationFailedReplication').map(({ replication }) => replication?.failureReason);
}

const lacking: [string, string][] = [
  ['GetReplicationConfiguration', 'SrcBucketReplicationConfigMissing'],
  ['GetObjectVersionForReplication', 'SrcGetObjectNotPermitted'],
  ['GetObjectVersionAcl', 'SrcGetAclNotPermitted'],
  ['GetObjectVersionTagging', 'SrcGetTaggingNotPermitted'],
  ['ReplicateObject', 'DstPutObjectNotPermitted'],
  ['ReplicateTags', 'DstPutTaggingNotPermitted'],
];

test('a role that lacks a permission leaves the object failed, for good, with a reason', async (t) => {
  for (const [permission, reason] of lacking) {
    await t.test(permission, async () => {
      await using s3 = await replicationUnderTest();
      s3.permit(permissions.filter((name) => name !== permission));
      await s3.replicate(measured);
      await s3.put('a', { Tagging: 'k=v' });
      await s3.pass(lag);
      assert.deepEqual([await s3.status('a'), reasons(s3)], ['FAILED', [reason]]);
      s3.permit(permissions);
      await s3.pass(Duration.hours(1));
      assert.equal(await s3.status('a'), 'FAILED');
      await s3.put('a');
      await s3.pass(lag);
      assert.equal(await s3.status('a'), 'COMPLETED');
    });
  }
});

test('permissions count when the object moves, not when it is put', async () => {
  await using s3 = await replicationUnderTest();
  s3.permit([]);
  await s3.replicate(measured);
  await s3.put('a');
  s3.permit(permissions);
  await s3.pass(lag);
  assert.equal(await s3.status('a'), 'COMPLETED');
});

test('a delete marker takes a permission of its own', async () => {
  await using s3 = await replicationUnderTest();
  s3.permit(permissions.filter((name) => name !== 'ReplicateDelete'));
  await s3.replicate(measured);
  await s3.east.send(new DeleteObjectCommand({ Bucket: 'source', Key: 'a' }));
  await s3.pass(lag);
  assert.deepEqual(reasons(s3), ['DstDelObjNotPermitted']);
});

test('a role that is not there, or does not trust S3, cannot be taken on', async () => {
  await using s3 = await replicationUnderTest();
  const configuration = { Role: roleArn.replace('replication', 'nobody'), Rules: [measured] };
  await s3.east.send(new PutBucketReplicationCommand({ Bucket: 'source', ReplicationConfiguration: configuration }));
  await s3.put('a');
  await s3.pass(lag);
  assert.deepEqual([await s3.status('a'), reasons(s3)], ['FAILED', ['AssumeRoleNotPermitted']]);
});

test('the policy of the destination can forbid what the role may', async () => {
  await using s3 = await replicationUnderTest();
  const denial = { Effect: 'Deny', Principal: '*', Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::replica/secret/*' };
  await s3.west.send(new PutBucketPolicyCommand({ Bucket: 'replica', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [denial] }) }));
  await s3.replicate(measured);
  await s3.put('secret/a');
  await s3.put('open/a');
  await s3.pass(lag);
  assert.deepEqual([await s3.status('secret/a'), await s3.status('open/a'), reasons(s3)], ['FAILED', 'COMPLETED', ['DstPutObjectNotPermitted']]);
});

test('another account has to let the role in, and owns what it is given', async () => {
  await using s3 = await replicationUnderTest();
  const theirs = s3.clientFor('eu-west-1', '210987654321');
  await theirs.send(new CreateBucketCommand({ Bucket: 'abroad' }));
  await theirs.send(new PutBucketVersioningCommand({ Bucket: 'abroad', VersioningConfiguration: { Status: 'Enabled' } }));
  const destination = { Bucket: 'arn:aws:s3:::abroad', Account: '210987654321', AccessControlTranslation: { Owner: 'Destination' as const }, Metrics: { Status: 'Enabled' as const } };
  await s3.replicate(rule({ Destination: destination }));
  await s3.put('a');
  await s3.pass(lag);
  assert.deepEqual([await s3.status('a'), reasons(s3)], ['FAILED', ['DstPutObjectNotPermitted']]);
  const actions = ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags', 's3:ObjectOwnerOverrideToBucketOwner'];
  const letIn = { Effect: 'Allow', Principal: { AWS: roleArn }, Action: actions, Resource: 'arn:aws:s3:::abroad/*' };
  await theirs.send(new PutBucketPolicyCommand({ Bucket: 'abroad', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [letIn] }) }));
  await s3.put('b');
  await s3.pass(lag);
  assert.equal(await s3.status('b'), 'COMPLETED');
  assert.equal(await (await theirs.send(new GetObjectCommand({ Bucket: 'abroad', Key: 'b' }))).Body?.transformToString(), 'of b');
});

test('a destination that is gone, or has no versions any more, has each object fail', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(measured);
  await s3.west.send(new PutBucketVersioningCommand({ Bucket: 'replica', VersioningConfiguration: { Status: 'Suspended' } }));
  await s3.put('a');
  await s3.pass(lag);
  await s3.west.send(new DeleteBucketCommand({ Bucket: 'replica' }));
  await s3.put('b');
  await s3.pass(lag);
  assert.deepEqual([await s3.status('a'), await s3.status('b'), reasons(s3)], ['FAILED', 'FAILED', ['DstBucketUnversioned', 'DstBucketNotFound']]);
});

test('a version that is deleted on its way has nothing to arrive', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(measured);
  const id = await s3.put('a');
  await s3.east.send(new DeleteObjectCommand({ Bucket: 'source', Key: 'a', VersionId: id }));
  await s3.pass(lag);
  assert.deepEqual(reasons(s3), ['SrcVersionNotFound']);
  await assert.rejects(s3.west.send(new HeadObjectCommand({ Bucket: 'replica', Key: 'a' })), { name: 'NotFound' });
});

test('tags of a version that is not at the destination any more have nowhere to go', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(measured);
  const id = await s3.put('a');
  await s3.pass(lag);
  await s3.west.send(new DeleteObjectCommand({ Bucket: 'replica', Key: 'a', VersionId: id }));
  await s3.east.send(new PutObjectTaggingCommand({ Bucket: 'source', Key: 'a', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }));
  await s3.pass(lag);
  assert.deepEqual([await s3.status('a'), reasons(s3)], ['FAILED', ['DstVersionNotFound']]);
});

test('what is on its way fails when its rule goes, and is said to be tracked no more', async () => {
  await using s3 = await replicationUnderTest();
  await s3.replicate(measured);
  await s3.put('a');
  await s3.replicate(rule({ ID: 'other', Filter: { Prefix: 'other/' } }));
  assert.deepEqual([await s3.status('a'), s3.told.map(({ name }) => name)], ['FAILED', ['Replication:OperationNotTracked']]);
  await s3.replicate(measured);
  await s3.pass(lag);
  assert.equal(await s3.status('a'), 'FAILED');
});
