/** What becomes of locks on the way to a replica. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutBucketReplicationCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import { refusal } from '../s3-under-test';
import { permissions, replicationUnderTest, type ReplicationUnderTest, roleArn, rule } from './replication-under-test';

const lag = Duration.minutes(3);
const metrics = { Metrics: { Status: 'Enabled' as const } };

/** Replicates from `vault`, which has object lock, to `to`. */
async function locked(s3: ReplicationUnderTest, to: string): Promise<void> {
  for (const [name, client] of [['vault', s3.east], ['copy', s3.west]] as const) {
    await client.send(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket: true }));
  }
  const configuration = { Role: roleArn, Rules: [rule({ Destination: { Bucket: `arn:aws:s3:::${to}`, ...metrics } })] };
  await s3.east.send(new PutBucketReplicationCommand({ Bucket: 'vault', ReplicationConfiguration: configuration }));
}

const head = (s3: ReplicationUnderTest) => s3.west.send(new HeadObjectCommand({ Bucket: 'copy', Key: 'a' }));

test('a replica is locked as its source is, and later changes of the lock follow', async () => {
  await using s3 = await replicationUnderTest();
  await locked(s3, 'copy');
  const until = s3.world.clock.now().plus(Duration.days(1)).toDate();
  const { VersionId } = await s3.east.send(
    new PutObjectCommand({ Bucket: 'vault', Key: 'a', Body: 'a', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until }),
  );
  await s3.pass(lag);
  const there = await head(s3);
  assert.deepEqual([there.ObjectLockMode, there.ObjectLockRetainUntilDate], ['GOVERNANCE', until]);
  const refused = await refusal(s3.west.send(new DeleteObjectCommand({ Bucket: 'copy', Key: 'a', VersionId })));
  assert.equal(refused.code, 'AccessDenied');
  const later = s3.world.clock.now().plus(Duration.days(9)).toDate();
  await s3.east.send(new PutObjectRetentionCommand({ Bucket: 'vault', Key: 'a', Retention: { Mode: 'GOVERNANCE', RetainUntilDate: later } }));
  await s3.east.send(new PutObjectLegalHoldCommand({ Bucket: 'vault', Key: 'a', LegalHold: { Status: 'ON' } }));
  await s3.pass(lag);
  const changed = await head(s3);
  assert.deepEqual([changed.ObjectLockRetainUntilDate, changed.ObjectLockLegalHoldStatus], [later, 'ON']);
  assert.deepEqual(s3.faults, []);
});

test('what has no lock of its own gets the default of its destination', async () => {
  await using s3 = await replicationUnderTest();
  await locked(s3, 'copy');
  const rules = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3 } } } as const;
  await s3.west.send(new PutObjectLockConfigurationCommand({ Bucket: 'copy', ObjectLockConfiguration: rules }));
  await s3.east.send(new PutObjectCommand({ Bucket: 'vault', Key: 'a', Body: 'a' }));
  await s3.pass(lag);
  const { ObjectLockMode, ObjectLockRetainUntilDate, LastModified } = await head(s3);
  assert.equal(ObjectLockMode, 'COMPLIANCE');
  assert.equal(Number(ObjectLockRetainUntilDate) - Number(LastModified), Duration.days(3).milliseconds);
});

test('from a bucket with object lock nothing goes to one without', async () => {
  await using s3 = await replicationUnderTest();
  await locked(s3, 'replica');
  await s3.east.send(new PutObjectCommand({ Bucket: 'vault', Key: 'a', Body: 'a' }));
  await s3.pass(lag);
  assert.deepEqual(s3.told.map(({ replication }) => replication?.failureReason), ['DstBucketObjectLockConfigMissing']);
});

test('a locked object takes the permission to read its retention', async () => {
  await using s3 = await replicationUnderTest();
  s3.permit(permissions.filter((name) => name !== 'GetObjectRetention'));
  await locked(s3, 'copy');
  const until = s3.world.clock.now().plus(Duration.days(1)).toDate();
  await s3.east.send(new PutObjectCommand({ Bucket: 'vault', Key: 'a', Body: 'a', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until }));
  await s3.pass(lag);
  assert.deepEqual(s3.told.map(({ replication }) => replication?.failureReason), ['SrcGetRetentionNotPermitted']);
});
