/** Which resources a call names, by the members of its input and output that name them. */
import type { Call } from '../../service';
import { whereaboutsOf } from '../../whereabouts';
import type { EventResource } from './call-event';

/** CloudFormation's names of types, as LookupEvents has them, by the member and the service where several have one of that name. */
const types: Readonly<Record<string, string>> = {
  'iam.UserName': 'AWS::IAM::User',
  'iam.RoleName': 'AWS::IAM::Role',
  'iam.GroupName': 'AWS::IAM::Group',
  'iam.PolicyArn': 'AWS::IAM::Policy',
  'iam.AccessKeyId': 'AWS::IAM::AccessKey',
  'sts.RoleArn': 'AWS::IAM::Role',
  'kms.KeyId': 'AWS::KMS::Key',
  'backup.BackupVaultName': 'AWS::Backup::BackupVault',
  'backup.BackupPlanId': 'AWS::Backup::BackupPlan',
  'backup.RecoveryPointArn': 'AWS::Backup::RecoveryPoint',
  'rds.DBInstanceIdentifier': 'AWS::RDS::DBInstance',
  'rds.TargetDBInstanceIdentifier': 'AWS::RDS::DBInstance',
  'rds.SourceDBInstanceIdentifier': 'AWS::RDS::DBInstance',
  'rds.DBSnapshotIdentifier': 'AWS::RDS::DBSnapshot',
  'rds.TargetDBSnapshotIdentifier': 'AWS::RDS::DBSnapshot',
  'rds.DBSubnetGroupName': 'AWS::RDS::DBSubnetGroup',
  'rds.DBParameterGroupName': 'AWS::RDS::DBParameterGroup',
  'ec2.VpcId': 'AWS::EC2::VPC',
  'ec2.SubnetId': 'AWS::EC2::Subnet',
  'ec2.GroupId': 'AWS::EC2::SecurityGroup',
  'ec2.VolumeId': 'AWS::EC2::Volume',
  'ec2.SnapshotId': 'AWS::EC2::Snapshot',
  'sns.TopicArn': 'AWS::SNS::Topic',
  'lambda.FunctionName': 'AWS::Lambda::Function',
  'secretsmanager.SecretId': 'AWS::SecretsManager::Secret',
  'route53.HostedZoneId': 'AWS::Route53::HostedZone',
  'events.Rule': 'AWS::Events::Rule',
  'cloudtrail.Name': 'AWS::CloudTrail::Trail',
  'cloudtrail.TrailName': 'AWS::CloudTrail::Trail',
  'cloudtrail.S3BucketName': 'AWS::S3::Bucket',
};

/** `bucketOwner` is the account of the bucket that a call of S3 names, where there is such a bucket. */
export function resourcesOf(call: Call, input: object, output: object | undefined, bucketOwner: string | undefined): EventResource[] {
  const { service } = call;
  if (service === 's3') return ofS3(input, bucketOwner);
  const found = new Map<string, EventResource>();
  for (const members of [input, output ?? {}]) {
    for (const [name, value] of Object.entries(members)) {
      const type = types[`${service}.${name}`];
      if (type !== undefined && typeof value === 'string' && value !== '') found.set(value, resourceOf(type, value));
    }
  }
  return [...found.values()];
}

/** The event itself lists what it is told the ARN of. */
function resourceOf(type: string, name: string): EventResource {
  return name.startsWith('arn:') ? { type, name, arn: name, accountId: whereaboutsOf(name).accountId } : { type, name };
}

function ofS3(input: object, accountId: string | undefined): EventResource[] {
  const { Bucket, Key } = input as { Bucket?: string; Key?: string };
  if (Bucket === undefined) return [];
  const arn = `arn:aws:s3:::${Bucket}`;
  const bucket = { type: 'AWS::S3::Bucket', name: Bucket, arn, ...(accountId !== undefined && { accountId }) };
  return Key === undefined ? [bucket] : [{ type: 'AWS::S3::Object', name: `${arn}/${Key}`, arn: `${arn}/${Key}` }, bucket];
}
