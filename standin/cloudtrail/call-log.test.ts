/** What is on record of a call: who, what, and how it ended. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { EC2 } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { RDS } from '@aws-sdk/client-rds';
import { S3 } from '@aws-sdk/client-s3';
import { STS } from '@aws-sdk/client-sts';
import { allow, type Keys, keysOf, rootOf } from '../iam/iam-under-test';
import { CloudTrailUnderTest } from './cloudtrail-under-test';

describe('the record of calls', () => {
  let cloud: CloudTrailUnderTest;
  let ann: Keys;
  const other = rootOf('210987654321');
  const root = 'arn:aws:iam::123456789012:root';

  before(async () => {
    cloud = await CloudTrailUnderTest.start();
    await cloud.iam.createUser({ UserName: 'ann' });
    await cloud.iam.putUserPolicy({ UserName: 'ann', PolicyName: 'own', PolicyDocument: JSON.stringify(allow('sts:AssumeRole', '*')) });
    const { AccessKey: key } = await cloud.iam.createAccessKey({ UserName: 'ann' });
    ann = { accessKeyId: key?.AccessKeyId ?? '', secretAccessKey: key?.SecretAccessKey ?? '' };
  });

  after(async () => {
    assert.deepEqual(cloud.faults, []);
    await cloud[Symbol.asyncDispose]();
  });

  const role = async (name: string, principal: object, as = cloud.iam): Promise<string> => {
    const { Role } = await as.createRole({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(allow('sts:AssumeRole', undefined, { Principal: principal })) });
    return Role?.Arn ?? '';
  };

  it('says what was called, when, where, by whom, with what and how it was answered', async () => {
    await cloud.client(KMS).createKey({ Description: 'for orders' });
    await cloud.settle();
    const { userAgent, requestID, eventID, eventTime, responseElements, resources, ...event } = await cloud.newest('CreateKey');
    assert.match(String(userAgent), /^aws-sdk-js/);
    for (const id of [requestID, eventID]) assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.match(String(eventTime), /^2026-01-05T\d\d:\d\d:\d\dZ$/);
    const { keyMetadata } = responseElements as { keyMetadata: Record<string, unknown> };
    assert.match(String(keyMetadata.creationDate), /^Jan 5, 2026, \d+:\d\d:\d\d [AP]M$/);
    assert.equal(keyMetadata.description, 'for orders');
    assert.equal(resources, undefined);
    assert.deepEqual(event, {
      eventVersion: '1.11',
      userIdentity: { type: 'Root', principalId: '123456789012', arn: root, accountId: '123456789012', accessKeyId: 'muster' },
      ...{ eventSource: 'kms.amazonaws.com', eventName: 'CreateKey', awsRegion: 'us-east-1', sourceIPAddress: '127.0.0.1' },
      requestParameters: { description: 'for orders' },
      ...{ readOnly: false, eventType: 'AwsApiCall', managementEvent: true, recipientAccountId: '123456789012', eventCategory: 'Management' },
    });
  });

  it('knows users by name, and sessions of roles by who issued them', async () => {
    const arn = await role('auditor', { AWS: root });
    const { Credentials, AssumedRoleUser } = await cloud.client(STS, ann).assumeRole({ RoleArn: arn, RoleSessionName: 'friday' });
    await cloud.client(STS, keysOf(Credentials)).getCallerIdentity({});
    await cloud.settle();
    const assumed = await cloud.newest('AssumeRole');
    const { principalId, ...user } = assumed.userIdentity as Record<string, unknown>;
    assert.match(String(principalId), /^AIDA/);
    assert.deepEqual(user, { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/ann', accountId: '123456789012', accessKeyId: ann.accessKeyId, userName: 'ann' });
    assert.deepEqual(assumed.resources, [{ accountId: '123456789012', type: 'AWS::IAM::Role', ARN: arn }]);
    const { credentials } = assumed.responseElements as { credentials: Record<string, unknown> };
    assert.deepEqual(Object.keys(credentials).sort(), ['accessKeyId', 'expiration', 'sessionToken']);
    const { sessionContext, ...session } = (await cloud.newest('GetCallerIdentity')).userIdentity as Record<string, unknown>;
    const [id] = AssumedRoleUser?.AssumedRoleId?.split(':') ?? [];
    assert.deepEqual(session, {
      ...{ type: 'AssumedRole', principalId: `${id}:friday`, arn: AssumedRoleUser?.Arn, accountId: '123456789012', accessKeyId: Credentials?.AccessKeyId },
    });
    const { sessionIssuer, attributes } = sessionContext as { sessionIssuer: object; attributes: Record<string, string> };
    assert.deepEqual(sessionIssuer, { type: 'Role', principalId: id, arn, accountId: '123456789012', userName: 'auditor' });
    assert.equal(attributes.mfaAuthenticated, 'false');
  });

  it('has the answers of what only reads as null, and its refusals with code and message', async () => {
    await assert.rejects(cloud.client(S3, ann).listBuckets({}));
    await assert.rejects(cloud.iam.getUser({ UserName: 'nobody' }));
    await assert.rejects(cloud.client(EC2, ann).describeVpcs({}));
    await assert.rejects(cloud.client(KMS, ann).listKeys({}));
    await cloud.iam.getUser({ UserName: 'ann' });
    await cloud.settle();
    const listed = await cloud.newest('ListBuckets');
    assert.equal(listed.errorCode, 'AccessDenied');
    assert.match(String(listed.errorMessage), /^User: arn:aws:iam::123456789012:user\/ann is not authorized to perform: s3:ListAllMyBuckets/);
    assert.deepEqual([listed.readOnly, listed.responseElements], [true, null]);
    const users = await cloud.recorded({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'GetUser' }] });
    assert.deepEqual(users.map(({ errorCode, responseElements, requestParameters }) => ({ errorCode, responseElements, requestParameters })), [
      { errorCode: undefined, responseElements: null, requestParameters: { userName: 'ann' } },
      { errorCode: 'NoSuchEntityException', responseElements: null, requestParameters: { userName: 'nobody' } },
    ]);
    assert.equal((await cloud.newest('DescribeVpcs')).errorCode, 'Client.UnauthorizedOperation');
    assert.equal((await cloud.newest('ListKeys')).errorCode, 'AccessDenied');
  });

  it('keeps no secret', async () => {
    await assert.rejects(
      cloud.client(RDS).createDBInstance({ DBInstanceIdentifier: 'Bad--Name', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres', MasterUsername: 'shop', MasterUserPassword: 'not to be seen' }),
    );
    await cloud.settle();
    const asked = (await cloud.newest('CreateDBInstance')).requestParameters as Record<string, unknown>;
    assert.deepEqual([asked.dBInstanceIdentifier, asked.masterUserPassword], ['Bad--Name', '****']);
    const made = (await cloud.newest('CreateAccessKey')).responseElements as { accessKey: Record<string, unknown> };
    assert.deepEqual(Object.keys(made.accessKey).sort(), ['accessKeyId', 'createDate', 'status', 'userName']);
  });

  it('has no call that was not signed by the holder of its key, and none that is not served', async () => {
    await assert.rejects(cloud.client(IAM, { accessKeyId: ann.accessKeyId, secretAccessKey: 'guessed' }).listRoles({}));
    await assert.rejects(cloud.client(RDS).describeDBClusters({}));
    await cloud.settle();
    for (const name of ['ListRoles', 'DescribeDBClusters']) await assert.rejects(cloud.newest(name), /no .* is on record/);
  });

  it('has calls of IAM in us-east-1, and the others where they were made', async () => {
    await cloud.client(KMS, undefined, 'eu-west-1').listAliases({});
    await cloud.settle();
    await assert.rejects(cloud.newest('ListAliases'));
    const west = cloud.client(CloudTrail, undefined, 'eu-west-1');
    assert.equal((await cloud.newest('ListAliases', west)).awsRegion, 'eu-west-1');
    await assert.rejects(cloud.newest('CreateUser', west));
  });

  it('tells the account whose role is assumed, and that whose bucket is used, of callers from others', async () => {
    const theirs = cloud.client(CloudTrail, other);
    const arn = await role('guests', { AWS: root }, cloud.client(IAM, other));
    await cloud.client(STS, ann).assumeRole({ RoleArn: arn, RoleSessionName: 'visit' });
    await cloud.client(S3, other).createBucket({ Bucket: 'theirs' });
    await assert.rejects(cloud.s3.getBucketPolicy({ Bucket: 'theirs' }));
    await cloud.settle();
    for (const name of ['AssumeRole', 'GetBucketPolicy']) {
      const [ours, told] = [await cloud.newest(name), await cloud.newest(name, theirs)];
      assert.deepEqual([ours.recipientAccountId, told.recipientAccountId], ['123456789012', '210987654321']);
      assert.equal(ours.sharedEventID, told.sharedEventID);
      assert.notEqual(ours.eventID, told.eventID);
      const { type, accountId, arn: named } = told.userIdentity as Record<string, unknown>;
      assert.deepEqual([type, accountId, named], ['AWSAccount', '123456789012', undefined]);
    }
  });
});
