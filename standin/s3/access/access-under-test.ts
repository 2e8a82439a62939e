/** For tests of who may do what: a bucket whose owner lets it be opened, other accounts, users, and policies in short. */
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeletePublicAccessBlockCommand, PutBucketPolicyCommand, PutBucketOwnershipControlsCommand, type ObjectOwnership, type S3Client } from '@aws-sdk/client-s3';
import { quiet, rootOf, s3UnderTest, type S3UnderTest } from '../s3-under-test';

export const Bucket = 'ledger';
export const [ownAccount, otherAccount] = ['123456789012', '210987654321'];

export interface AccessUnderTest extends S3UnderTest {
  /** The root of another account. */
  other: S3Client;
  nobody: S3Client;
  /** A new user of the owner's account, who may do what this policy says and nothing else. */
  user(name: string, ...statements: object[]): Promise<S3Client>;
  policy(...statements: object[]): Promise<unknown>;
}

/** An S3 with a bucket that blocks nothing that is public. */
export async function withOpenBucket(ownership?: ObjectOwnership): Promise<AccessUnderTest> {
  const s3 = await s3UnderTest();
  const { client } = s3;
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  if (ownership) await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } }));
  const iam = new IAMClient({ region: 'us-east-1', requestHandler: s3.requestHandler, credentials: rootOf(ownAccount), maxAttempts: 1, logger: quiet });
  Object.defineProperty(iam.config, 'systemClockOffset', { get: () => s3.clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  return {
    ...s3,
    other: s3.clientFor('us-east-1', rootOf(otherAccount)),
    nobody: s3.clientFor('us-east-1', 'nobody'),
    user: async (UserName, ...statements) => {
      await iam.send(new CreateUserCommand({ UserName }));
      if (statements.length) await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: documentOf(statements) }));
      const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName }));
      return s3.clientFor('us-east-1', { accessKeyId: key?.AccessKeyId ?? '', secretAccessKey: key?.SecretAccessKey ?? '' });
    },
    policy: (...statements) => client.send(new PutBucketPolicyCommand({ Bucket, Policy: documentOf(statements) })),
  };
}

export function documentOf(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Lets somebody do something to the bucket, or with a pattern of keys to what is in it. */
export function allow(action: string, more: object = {}, keys?: string): object {
  return { Effect: 'Allow', Action: action, Resource: `arn:aws:s3:::${Bucket}${keys === undefined ? '' : `/${keys}`}`, ...more };
}
