/** The policies that AWS manages itself, as far as the services of the stand-in need them. */
import { backupPolicy, restoresPolicy } from './backup-role-policies';
import { Instant } from '../../../time/instant';

export interface AwsManagedPolicy {
  arn: string;
  id: string;
  name: string;
  path: string;
  description: string;
  text: string;
  created: Instant;
}

type Statements = readonly object[];

const created = Instant.parse('2015-02-06T18:39:46Z');

/** Reading in the services of the stand-in; AWS lists every one that there is, action by action. */
const readOnly: Statements = [
  {
    Effect: 'Allow',
    Action: ['backup', 'cloudwatch', 'ec2', 'events', 'fis', 'iam', 'kms', 'lambda', 'rds', 's3', 'sns', 'tag'].flatMap((service) => [
      `${service}:Describe*`,
      `${service}:Get*`,
      `${service}:List*`,
    ]),
    Resource: '*',
  },
];

const policies = new Map<string, AwsManagedPolicy>(
  [
    managed('AdministratorAccess', '/', 'Provides full access to AWS services and resources.', [{ Effect: 'Allow', Action: '*', Resource: '*' }]),
    managed('ReadOnlyAccess', '/', 'Provides read-only access to AWS services and resources.', readOnly),
    managed('AmazonS3FullAccess', '/', 'Provides full access to all buckets via the AWS Management Console.', [
      { Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: '*' },
    ]),
    managed('AmazonS3ReadOnlyAccess', '/', 'Provides read only access to all buckets via the AWS Management Console.', [
      { Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'], Resource: '*' },
    ]),
    managed('AWSBackupServiceRolePolicyForBackup', '/service-role/', 'Provides AWS Backup permission to create backups on your behalf across AWS services', backupPolicy),
    managed('AWSBackupServiceRolePolicyForRestores', '/service-role/', 'Provides AWS Backup permission to perform restores on your behalf across AWS services.', restoresPolicy),
  ].map((policy) => [policy.arn, policy]),
);

export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  return policies.get(arn);
}

/** By name. */
export function awsManagedPolicies(): AwsManagedPolicy[] {
  return [...policies.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function managed(name: string, path: string, description: string, statements: Statements): AwsManagedPolicy {
  const id = `ANPA${Buffer.from(name).toString('hex').toUpperCase().replaceAll('0', 'Z').slice(-17)}`;
  return { arn: `arn:aws:iam::aws:policy${path}${name}`, id, name, path, description, created, text: JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2) };
}
