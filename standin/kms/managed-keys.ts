/** The keys that AWS's services make for an account when they first need one: `alias/aws/s3` and its like. */
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import type { Key } from './key';
import type { KeyStore } from './key-store';

/** What each protects, in AWS's words; the name is that of the alias. */
const descriptions: Readonly<Record<string, string>> = {
  s3: 'Default key that protects my S3 objects when no other key is defined',
  rds: 'Default key that protects my RDS database volumes when no other key is defined',
  ebs: 'Default key that protects my EBS volumes when no other key is defined',
  backup: 'Default key that protects my Backup data when no other key is defined',
  sns: 'Default key that protects my SNS data when no other key is defined',
  lambda: 'Default key that protects my Lambda functions when no other key is defined',
  ssm: 'Default key that protects my SSM parameters when no other key is defined',
  secretsmanager: 'Default key that protects my Secrets Manager data when no other key is defined',
};

/** The service of `alias/aws/NAME`; undefined for a name of no service. */
export function managedService(alias: string): string | undefined {
  const name = alias.startsWith('alias/aws/') ? alias.slice('alias/aws/'.length) : '';
  return Object.hasOwn(descriptions, name) ? name : undefined;
}

/** Makes the key of a service, and its alias. */
export function makeManagedKey(store: KeyStore, place: Pick<Key, 'region' | 'accountId'>, service: string, now: Instant): Key {
  const days = 365;
  const key = store.make({
    ...place,
    manager: 'AWS',
    description: descriptions[service] ?? '',
    policy: policyOf(place, service),
    tags: [],
    // AWS rotates its own keys every year, and takes no other period.
    rotation: { days, next: now.plus(Duration.days(days)) },
  });
  store.putAlias({ ...place, name: `alias/aws/${service}`, keyId: key.id, created: now, updated: now });
  return key;
}

/** Everybody in the account, through the service alone; whoever may look at keys may look at this one. */
function policyOf({ region, accountId }: Pick<Key, 'region' | 'accountId'>, service: string): string {
  // EBS is a part of EC2 to KMS.
  const via = `${service === 'ebs' ? 'ec2' : service}.${region}.amazonaws.com`;
  return JSON.stringify({
    Version: '2012-10-17',
    Id: `auto-${service}-2`,
    Statement: [
      {
        Sid: `Allow access through ${service} for all principals in the account that are authorized to use it`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': accountId, 'kms:ViaService': via } },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  });
}
