/** What experiments need to be tried: a role, a replicated bucket, an alarm, and templates that go through. */
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { type CreateExperimentTemplateCommandInput, FisClient } from '@aws-sdk/client-fis';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketReplicationCommand, PutBucketTaggingCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import type { StandinUnderTest } from '../standin-under-test';

const roleArn = 'arn:aws:iam::123456789012:role/chaos';
export const alarm = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:behind';

export const waiting: CreateExperimentTemplateCommandInput = {
  clientToken: 'one',
  description: 'waits',
  roleArn,
  stopConditions: [{ source: 'none' }],
  actions: { wait: { actionId: 'aws:fis:wait', parameters: { duration: 'PT5M' } } },
};

export const pausing: CreateExperimentTemplateCommandInput = {
  ...waiting,
  description: 'pauses replication',
  stopConditions: [{ source: 'aws:cloudwatch:alarm', value: alarm }],
  targets: { orders: { resourceType: 'aws:s3:bucket', resourceTags: { drill: 'yes' }, selectionMode: 'ALL' } },
  actions: { pause: { actionId: 'aws:s3:bucket-pause-replication', parameters: { duration: 'PT1H', region: 'us-west-2' }, targets: { Buckets: 'orders' } } },
};

/** A role that FIS and S3 may take on, which may do everything. */
export async function withRole(standin: StandinUnderTest): Promise<FisClient> {
  const iam = standin.client(IAMClient);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: ['fis.amazonaws.com', 's3.amazonaws.com'] }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'chaos', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  await iam.send(new PutRolePolicyCommand({ RoleName: 'chaos', PolicyName: 'all', PolicyDocument: JSON.stringify(everything) }));
  return standin.client(FisClient);
}

/** A bucket that is replicated, and an alarm that is quiet. */
export async function replicated(standin: StandinUnderTest): Promise<S3Client> {
  const [east, west] = [standin.client(S3Client), standin.client(S3Client, 'us-west-2')];
  await east.send(new CreateBucketCommand({ Bucket: 'orders' }));
  await west.send(new CreateBucketCommand({ Bucket: 'orders-copy', CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } }));
  for (const [client, Bucket] of [[east, 'orders'], [west, 'orders-copy']] as const) {
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  await east.send(new PutBucketTaggingCommand({ Bucket: 'orders', Tagging: { TagSet: [{ Key: 'drill', Value: 'yes' }] } }));
  const rule = { ID: 'all', Status: 'Enabled' as const, Priority: 1, Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: 'Disabled' as const }, Destination: { Bucket: 'arn:aws:s3:::orders-copy' } };
  await east.send(new PutBucketReplicationCommand({ Bucket: 'orders', ReplicationConfiguration: { Role: roleArn, Rules: [rule] } }));
  const watch = { Namespace: 'Shop', MetricName: 'Lag', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold' } as const;
  await standin.client(CloudWatchClient).send(new PutMetricAlarmCommand({ AlarmName: 'behind', TreatMissingData: 'ignore', ...watch }));
  return east;
}
