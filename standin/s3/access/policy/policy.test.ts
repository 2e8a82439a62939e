/** Bucket policies as they are put: what S3 takes, what it refuses in which words, and what it calls public. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DeleteBucketPolicyCommand, GetBucketPolicyCommand, GetBucketPolicyStatusCommand, PutBucketPolicyCommand, PutPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { refusal } from '../../s3-under-test';
import { allow, Bucket, documentOf, otherAccount, withOpenBucket, type AccessUnderTest } from '../access-under-test';

const putText = (s3: AccessUnderTest, Policy: string) => s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
const good = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };

test('a policy is kept as it was written, until it is deleted', async () => {
  await using s3 = await withOpenBucket();
  const Policy = `{ "Version": "2012-10-17",  "Statement": ${JSON.stringify(good)} }`;
  await putText(s3, Policy);
  assert.equal((await s3.client.send(new GetBucketPolicyCommand({ Bucket }))).Policy, Policy);
  await s3.client.send(new DeleteBucketPolicyCommand({ Bucket }));
  assert.equal((await refusal(s3.client.send(new GetBucketPolicyCommand({ Bucket })))).code, 'NoSuchBucketPolicy');
  assert.equal((await refusal(s3.client.send(new GetBucketPolicyStatusCommand({ Bucket })))).code, 'NoSuchBucketPolicy');
});

test('what is no policy of this bucket is malformed, in S3’s words', async () => {
  await using s3 = await withOpenBucket();
  const words: [string, string][] = [
    ['[]', "Policies must be valid JSON and the first byte must be '{'"],
    ['{"Statement"', 'This policy contains invalid Json'],
    ['{"Version":"2012-10-17"}', 'Missing required field Statement'],
    [documentOf([]), 'Could not parse the policy: Statement is empty!'],
    [documentOf([{ ...good, Effect: undefined }]), 'Missing required field Effect'],
    [documentOf([{ ...good, Principal: undefined }]), 'Missing required field Principal'],
    [documentOf([{ ...good, Action: undefined }]), 'Missing required field Action'],
    [documentOf([{ ...good, Resource: undefined }]), 'Missing required field Resource'],
    [JSON.stringify({ Version: '2020-01-01', Statement: [good] }), 'The policy must contain a valid version string'],
    [documentOf([{ ...good, Principal: { AWS: 'nobody' } }]), 'Invalid principal in policy'],
    [documentOf([{ ...good, Principal: { AWS: 'arn:aws:iam::123456789012:user/nobody' } }]), 'Invalid principal in policy'],
    [documentOf([{ ...good, Principal: { CanonicalUser: '0'.repeat(64) } }]), 'Invalid principal in policy'],
    [documentOf([{ ...good, Action: 's3:Conjure' }]), 'Policy has invalid action'],
    [documentOf([{ ...good, Resource: 'arn:aws:s3:::another/*' }]), 'Policy has invalid resource'],
    [documentOf([{ ...good, Resource: `arn:aws:s3:::${Bucket}` }]), 'Action does not apply to any resource(s) in statement'],
    [documentOf([{ ...good, Action: 's3:ListBucket' }]), 'Action does not apply to any resource(s) in statement'],
    [documentOf([{ ...good, Sid: 'x'.repeat(20 * 1024) }]), 'Policy exceeds the maximum allowed document size.'],
  ];
  for (const [text, message] of words) {
    const refused = await refusal(putText(s3, text));
    assert.deepEqual([refused.code, refused.status, refused.message], ['MalformedPolicy', 400, message]);
  }
});

test('a policy may speak of the bucket and of what is in it in one statement', async () => {
  await using s3 = await withOpenBucket();
  await s3.policy({ ...good, Action: ['s3:ListBucket', 's3:Get*'], Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`] });
  await s3.policy({ ...good, Action: '*', Resource: `arn:aws:s3:::${Bucket}*` });
});

describe('a policy is public', () => {
  const isPublic = async (s3: AccessUnderTest, statement: object): Promise<boolean | undefined> => {
    await s3.policy(statement);
    return (await s3.client.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic;
  };
  const held = (Condition: object) => allow('s3:GetObject', { Principal: '*', Condition }, '*');

  test('unless it names who it is for, or holds everybody to fixed values', async () => {
    await using s3 = await withOpenBucket();
    assert.equal(await isPublic(s3, good), true);
    assert.equal(await isPublic(s3, { ...good, Effect: 'Deny' }), false);
    assert.equal(await isPublic(s3, { ...good, Principal: { AWS: otherAccount } }), false);
    assert.equal(await isPublic(s3, held({ IpAddress: { 'aws:SourceIp': '54.240.143.0/24' } })), false);
    assert.equal(await isPublic(s3, held({ IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } })), true);
    assert.equal(await isPublic(s3, held({ StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } })), false);
    assert.equal(await isPublic(s3, held({ StringLike: { 'aws:SourceVpc': 'vpc-*' } })), true);
    assert.equal(await isPublic(s3, held({ StringEquals: { 's3:prefix': 'x' } })), true);
  });

  test('and is not taken where public ones are blocked', async () => {
    await using s3 = await withOpenBucket();
    await s3.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } }));
    const refused = await refusal(s3.policy(good));
    assert.deepEqual([refused.code, refused.status], ['AccessDenied', 403]);
    assert.match(refused.message, /BlockPublicPolicy/);
    await s3.policy({ ...good, Principal: { AWS: otherAccount } });
  });
});
