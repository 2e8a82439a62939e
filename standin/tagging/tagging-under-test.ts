/** For tests: a stand-in with something tagged in every service that AWS's tagging API tells of. */
import { Backup } from '@aws-sdk/client-backup';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { EC2 } from '@aws-sdk/client-ec2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { Fis } from '@aws-sdk/client-fis';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { RDS } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53 } from '@aws-sdk/client-route-53';
import { S3 } from '@aws-sdk/client-s3';
import { SNS } from '@aws-sdk/client-sns';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';

const Tags = [{ Key: 'plan', Value: 'shop' }];

export interface TaggingUnderTest extends AsyncDisposable {
  standin: StandinUnderTest;
  tagging: ResourceGroupsTaggingAPI;
  /** By what they are, the ARN of one of each in us-east-1, all with the tag `plan`: `shop`. */
  arns: Readonly<Record<string, string>>;
}

export async function taggingUnderTest(): Promise<TaggingUnderTest> {
  const standin = await standinUnderTest();
  const arns = await oneOfEach(standin);
  return { standin, tagging: standin.client(ResourceGroupsTaggingAPI), arns, [Symbol.asyncDispose]: () => standin[Symbol.asyncDispose]() };
}

async function oneOfEach(standin: StandinUnderTest): Promise<Record<string, string>> {
  const s3 = standin.client(S3);
  await s3.createBucket({ Bucket: 'shop-papers' });
  await s3.putBucketTagging({ Bucket: 'shop-papers', Tagging: { TagSet: Tags } });
  const backup = standin.client(Backup);
  const vault = await backup.createBackupVault({ BackupVaultName: 'shop', BackupVaultTags: { plan: 'shop' } });
  const plan = await backup.createBackupPlan({ BackupPlan: { BackupPlanName: 'daily', Rules: [{ RuleName: 'daily', TargetBackupVaultName: 'shop' }] }, BackupPlanTags: { plan: 'shop' } });
  const topic = await standin.client(SNS).createTopic({ Name: 'orders', Tags });
  const rule = await standin.client(EventBridge).putRule({ Name: 'nightly', ScheduleExpression: 'rate(1 day)', State: 'DISABLED', Tags });
  const key = await standin.client(KMS).createKey({ Tags: [{ TagKey: 'plan', TagValue: 'shop' }] });
  const zone = await standin.client(Route53).createHostedZone({ Name: 'shop.example', CallerReference: 'once' });
  const zoneId = zone.HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
  await standin.client(Route53).changeTagsForResource({ ResourceType: 'hostedzone', ResourceId: zoneId, AddTags: Tags });
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }] });
  const policy = await standin.client(IAM).createPolicy({ PolicyName: 'readers', PolicyDocument: document, Tags });
  return {
    bucket: 'arn:aws:s3:::shop-papers',
    vault: vault.BackupVaultArn ?? '',
    plan: plan.BackupPlanArn ?? '',
    topic: topic.TopicArn ?? '',
    rule: rule.RuleArn ?? '',
    key: key.KeyMetadata?.Arn ?? '',
    zone: `arn:aws:route53:::hostedzone/${zoneId}`,
    policy: policy.Policy?.Arn ?? '',
    alarm: await alarmOf(standin),
    ...(await networkOf(standin)),
    ...(await databaseOf(standin)),
    template: await templateOf(standin),
  };
}

async function alarmOf(standin: StandinUnderTest): Promise<string> {
  const settings = { Namespace: 'Shop', MetricName: 'Orders', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'LessThanThreshold' } as const;
  await standin.client(CloudWatch).putMetricAlarm({ AlarmName: 'no-orders', ...settings, Tags });
  return 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:no-orders';
}

async function networkOf(standin: StandinUnderTest): Promise<Record<'vpc' | 'subnet' | 'group', string>> {
  const ec2 = standin.client(EC2);
  const tagged = (ResourceType: 'vpc' | 'subnet' | 'security-group') => [{ ResourceType, Tags }];
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.0.0.0/16', TagSpecifications: tagged('vpc') });
  const { Subnet } = await ec2.createSubnet({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.1.0/24', TagSpecifications: tagged('subnet') });
  const { GroupId } = await ec2.createSecurityGroup({ VpcId: Vpc?.VpcId, GroupName: 'shop', Description: 'shop', TagSpecifications: tagged('security-group') });
  const arn = (kind: string, id = ''): string => `arn:aws:ec2:us-east-1:123456789012:${kind}/${id}`;
  return { vpc: arn('vpc', Vpc?.VpcId), subnet: arn('subnet', Subnet?.SubnetId), group: arn('security-group', GroupId) };
}

async function databaseOf(standin: StandinUnderTest): Promise<Record<'database' | 'parameters', string>> {
  const rds = standin.client(RDS);
  const size = { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: 20, MasterUsername: 'keeper', MasterUserPassword: 'correct-horse' };
  const { DBInstance } = await rds.createDBInstance({ DBInstanceIdentifier: 'orders', ...size, Tags });
  const { DBParameterGroup } = await rds.createDBParameterGroup({ DBParameterGroupName: 'slow', DBParameterGroupFamily: 'postgres18', Description: 'slow', Tags });
  return { database: DBInstance?.DBInstanceArn ?? '', parameters: DBParameterGroup?.DBParameterGroupArn ?? '' };
}

async function templateOf(standin: StandinUnderTest): Promise<string> {
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'fis.amazonaws.com' }, Action: 'sts:AssumeRole' }] });
  const { Role } = await standin.client(IAM).createRole({ RoleName: 'breaks', AssumeRolePolicyDocument: trust, Tags });
  const { experimentTemplate } = await standin.client(Fis).createExperimentTemplate({
    clientToken: 'once',
    description: 'nothing',
    stopConditions: [{ source: 'none' }],
    actions: { wait: { actionId: 'aws:fis:wait', parameters: { duration: 'PT1M' } } },
    roleArn: Role?.Arn,
    tags: { plan: 'shop' },
  });
  return `arn:aws:fis:us-east-1:123456789012:experiment-template/${experimentTemplate?.id}`;
}
