/** What the mutated requests are about: buckets, objects, a key, a topic and a role, and one object that none of them may touch. */
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';

const untouched = { Bucket: 'untouched-by-anybody', Key: '../../canary' };
const words = 'what was written before';
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }] });

const configOf = (endpoint: string) => ({ region: 'us-east-1', endpoint, maxAttempts: 1, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } });

export async function prepare(endpoint: string): Promise<void> {
  const config = configOf(endpoint);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  for (const Bucket of ['fuzzed', 'versioned', untouched.Bucket]) await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'versioned', VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutObjectCommand({ ...untouched, Body: words }));
  await s3.send(new PutObjectCommand({ Bucket: 'fuzzed', Key: 'folder/a key', Body: 'some bytes to read' }));
  await s3.send(new PutObjectCommand({ Bucket: 'fuzzed', Key: 'frozen', Body: 'cold', StorageClass: 'GLACIER' }));
  await s3.send(new PutObjectCommand({ Bucket: 'locked', Key: 'deed', Body: 'signed' }));
  s3.destroy();
  const kms = new KMSClient(config);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/fuzzed', TargetKeyId: KeyMetadata?.KeyId }));
  kms.destroy();
  const sns = new SNSClient(config);
  await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
  sns.destroy();
  const iam = new IAMClient(config);
  await iam.send(new CreateRoleCommand({ RoleName: 'replication', AssumeRolePolicyDocument: trust }));
  iam.destroy();
}

/** What is wrong with the server after all; undefined where it is well and has kept what it had. */
export async function ailment(endpoint: string): Promise<string | undefined> {
  const health = await fetch(`${endpoint}/_standin/health`);
  const { status } = (await health.json()) as { status?: string };
  if (status !== 'ok') return `its health is ${status}`;
  const s3 = new S3Client({ ...configOf(endpoint), forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand(untouched));
  const text = await Body?.transformToString();
  s3.destroy();
  return text === words ? undefined : `an object that nobody touched is ${JSON.stringify(text)}`;
}
