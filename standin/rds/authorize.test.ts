/** Permissions on databases: asked for by the ARN of what a call is about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RDS } from '@aws-sdk/client-rds';
import { allow, IamUnderTest } from '../iam/iam-under-test';
import { refusal } from '../s3/s3-under-test';

test('a user may look at and delete the instances that its policy names, and gets past AccessDenied nowhere else', async () => {
  await using world = await IamUnderTest.start();
  const { clock, requestHandler } = world.standin;
  const policy = allow(['rds:DescribeDBInstances', 'rds:DeleteDBInstance'], 'arn:aws:rds:us-east-1:123456789012:db:mine');
  const rds = new RDS({ region: 'us-east-1', requestHandler, credentials: await world.user('ann', policy), maxAttempts: 1 });
  Object.defineProperty(rds.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  // What is let through hears that there is no such instance.
  assert.equal((await refusal(rds.describeDBInstances({ DBInstanceIdentifier: 'mine' }))).code, 'DBInstanceNotFoundFault');
  assert.equal((await refusal(rds.deleteDBInstance({ DBInstanceIdentifier: 'MINE', SkipFinalSnapshot: true }))).code, 'DBInstanceNotFoundFault');
  assert.equal((await refusal(rds.deleteDBInstance({ DBInstanceIdentifier: 'theirs', SkipFinalSnapshot: true }))).code, 'AccessDenied');
  assert.equal(
    (await refusal(rds.describeDBInstances({}))).message,
    'User: arn:aws:iam::123456789012:user/ann is not authorized to perform: rds:DescribeDBInstances on resource: arn:aws:rds:us-east-1:123456789012:db:* ' +
      'because no identity-based policy allows the rds:DescribeDBInstances action',
  );
  const restore = { SourceDBInstanceIdentifier: 'theirs', TargetDBInstanceIdentifier: 'mine', UseLatestRestorableTime: true };
  assert.match((await refusal(rds.restoreDBInstanceToPointInTime(restore))).message, /on resource: arn:aws:rds:us-east-1:123456789012:db:theirs/);
});
