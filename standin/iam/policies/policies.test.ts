/** Policies of all kinds: taken in, handed out, attached, and at work. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refusal } from '../../s3/s3-under-test';
import { allow, IamUnderTest } from '../iam-under-test';

const listing = allow('s3:ListAllMyBuckets', '*');
const nothing = allow('sns:Publish', '*');

describe('a managed policy', () => {
  test('is at work for whoever it is attached to, in the version that is in force', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const ann = world.clientsOf(await world.user('ann'));
    const { Policy: { Arn: PolicyArn = '' } = {} } = await iam.createPolicy({ PolicyName: 'list', PolicyDocument: JSON.stringify(listing) });
    assert.equal((await refusal(ann.s3.listBuckets({}))).code, 'AccessDenied');
    await iam.attachUserPolicy({ UserName: 'ann', PolicyArn });
    await ann.s3.listBuckets({});
    const { PolicyVersion: second } = await iam.createPolicyVersion({ PolicyArn, PolicyDocument: JSON.stringify(nothing) });
    assert.deepEqual([second?.VersionId, second?.IsDefaultVersion], ['v2', false]);
    await ann.s3.listBuckets({});
    await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v2' });
    assert.equal((await refusal(ann.s3.listBuckets({}))).code, 'AccessDenied');
    const { PolicyVersion: first } = await iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' });
    assert.deepEqual(JSON.parse(decodeURIComponent(first?.Document ?? '')), listing);
    assert.deepEqual((await iam.listPolicyVersions({ PolicyArn })).Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion]), [['v2', true], ['v1', false]]);
  });

  test('has five versions at most, and goes only when nobody has it', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    await world.user('ann');
    const { Policy: { Arn: PolicyArn = '' } = {} } = await iam.createPolicy({ PolicyName: 'list', PolicyDocument: JSON.stringify(listing) });
    const PolicyDocument = JSON.stringify(nothing);
    for (let number = 2; number <= 5; number++) await iam.createPolicyVersion({ PolicyArn, PolicyDocument });
    assert.equal((await refusal(iam.createPolicyVersion({ PolicyArn, PolicyDocument }))).code, 'LimitExceededException');
    assert.match((await refusal(iam.deletePolicyVersion({ PolicyArn, VersionId: 'v1' }))).message, /Cannot delete the default version/);
    await iam.attachUserPolicy({ UserName: 'ann', PolicyArn });
    assert.deepEqual((await iam.listEntitiesForPolicy({ PolicyArn })).PolicyUsers?.map(({ UserName }) => UserName), ['ann']);
    assert.equal((await iam.getPolicy({ PolicyArn })).Policy?.AttachmentCount, 1);
    assert.equal((await refusal(iam.deletePolicy({ PolicyArn }))).code, 'DeleteConflictException');
    await iam.detachUserPolicy({ UserName: 'ann', PolicyArn });
    for (const VersionId of ['v2', 'v3', 'v4', 'v5']) await iam.deletePolicyVersion({ PolicyArn, VersionId });
    assert.equal((await iam.createPolicyVersion({ PolicyArn, PolicyDocument })).PolicyVersion?.VersionId, 'v6', 'no number comes twice');
    await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v6' });
    await iam.deletePolicy({ PolicyArn });
    assert.equal((await refusal(iam.getPolicy({ PolicyArn }))).code, 'NoSuchEntityException');
  });

  test('of another account cannot be attached', async () => {
    await using world = await IamUnderTest.start();
    const other = world.clientsOf({ accessKeyId: '210987654321', secretAccessKey: '210987654321' });
    const { Policy: policy } = await other.iam.createPolicy({ PolicyName: 'list', PolicyDocument: JSON.stringify(listing) });
    await world.user('ann');
    assert.equal((await refusal(world.root.iam.attachUserPolicy({ UserName: 'ann', PolicyArn: policy?.Arn ?? '' }))).code, 'NoSuchEntityException');
    assert.equal((await refusal(world.root.iam.getPolicy({ PolicyArn: policy?.Arn ?? '' }))).code, 'NoSuchEntityException');
  });

  test('of AWS can be read and attached, and not changed', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const ann = world.clientsOf(await world.user('ann'));
    await iam.attachUserPolicy({ UserName: 'ann', PolicyArn });
    await ann.s3.listBuckets({});
    assert.match((await refusal(ann.s3.createBucket({ Bucket: 'mine' }))).message, /no identity-based policy allows the s3:CreateBucket action/);
    assert.equal((await refusal(iam.createPolicyVersion({ PolicyArn, PolicyDocument: JSON.stringify(listing) }))).code, 'NoSuchEntityException');
    const { Policies: listed = [] } = await iam.listPolicies({ Scope: 'AWS', OnlyAttached: true });
    assert.deepEqual(listed.map(({ PolicyName }) => PolicyName), ['AmazonS3ReadOnlyAccess']);
  });
});

describe('an inline policy', () => {
  test('is handed out as it was put, and listed by name', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    await world.user('ann', listing);
    const { PolicyDocument: text = '' } = await iam.getUserPolicy({ UserName: 'ann', PolicyName: 'own' });
    assert.match(text, /^%7B/);
    assert.equal(decodeURIComponent(text), JSON.stringify(listing));
    assert.deepEqual((await iam.listUserPolicies({ UserName: 'ann' })).PolicyNames, ['own']);
    assert.equal((await refusal(iam.getUserPolicy({ UserName: 'ann', PolicyName: 'other' }))).message, 'The user policy with name other cannot be found.');
  });

  test('that is malformed is refused, one that is too long as well', async () => {
    await using world = await IamUnderTest.start();
    await world.user('ann');
    const put = (document: string): Promise<unknown> => world.root.iam.putUserPolicy({ UserName: 'ann', PolicyName: 'own', PolicyDocument: document });
    const refused = await refusal(put(JSON.stringify(allow('s3:GetObject', 'plans/*'))));
    assert.deepEqual([refused.code, refused.status, refused.message], ['MalformedPolicyDocumentException', 400, 'Resource plans/* must be in ARN format or "*".']);
    assert.equal((await refusal(put(JSON.stringify(allow('s3:GetObject', Array.from({ length: 80 }, (_, index) => `arn:aws:s3:::bucket-${index}/with-a-name/*`)))))).code, 'LimitExceededException');
  });

  test('of a group is at work for those who are in it', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const ann = world.clientsOf(await world.user('ann'));
    await iam.createGroup({ GroupName: 'sre' });
    await iam.putGroupPolicy({ GroupName: 'sre', PolicyName: 'list', PolicyDocument: JSON.stringify(listing) });
    await iam.addUserToGroup({ GroupName: 'sre', UserName: 'ann' });
    await ann.s3.listBuckets({});
    assert.deepEqual((await iam.getGroup({ GroupName: 'sre' })).Users?.map(({ UserName }) => UserName), ['ann']);
    await iam.removeUserFromGroup({ GroupName: 'sre', UserName: 'ann' });
    assert.equal((await refusal(ann.s3.listBuckets({}))).code, 'AccessDenied');
  });
});

describe('a permissions boundary', () => {
  test('holds a user who may everything to what it allows', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const ann = world.clientsOf(await world.user('ann', allow('*', '*')));
    await iam.listUsers({});
    await ann.iam.listUsers({});
    await iam.putUserPermissionsBoundary({ UserName: 'ann', PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' });
    await ann.s3.listBuckets({});
    assert.match((await refusal(ann.iam.listUsers({}))).message, /no permissions boundary allows the iam:ListUsers action/);
    assert.equal((await iam.getUser({ UserName: 'ann' })).User?.PermissionsBoundary?.PermissionsBoundaryArn, 'arn:aws:iam::aws:policy/AmazonS3FullAccess');
    await iam.deleteUserPermissionsBoundary({ UserName: 'ann' });
    await ann.iam.listUsers({});
  });
});

describe('a simulation', () => {
  test('says what a user could do', async () => {
    await using world = await IamUnderTest.start();
    await world.user('ann', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }, { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' }] });
    const asked = { PolicySourceArn: 'arn:aws:iam::123456789012:user/ann', ActionNames: ['s3:GetObject', 's3:DeleteObject', 'iam:ListUsers'] };
    const { EvaluationResults: results = [] } = await world.root.iam.simulatePrincipalPolicy(asked);
    assert.deepEqual(results.map(({ EvalDecision }) => EvalDecision), ['allowed', 'explicitDeny', 'implicitDeny']);
  });
});

describe('a role', () => {
  test('trusts principals that there are, and is handed out with whom it trusts', async () => {
    await using world = await IamUnderTest.start();
    const refused = await refusal(world.role('restore', { AWS: 'arn:aws:iam::123456789012:user/ann' }));
    assert.equal(refused.message, 'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/ann"');
    const arn = await world.role('restore', { Service: 's3.amazonaws.com' });
    const { Role: role } = await world.root.iam.getRole({ RoleName: 'restore' });
    assert.deepEqual([role?.Arn, role?.MaxSessionDuration], [arn, 3_600]);
    assert.match(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''), /s3\.amazonaws\.com/);
    await world.root.iam.tagRole({ RoleName: 'restore', Tags: [{ Key: 'drill', Value: 'yes' }] });
    assert.deepEqual((await world.root.iam.listRoleTags({ RoleName: 'restore' })).Tags, [{ Key: 'drill', Value: 'yes' }]);
    await world.root.iam.untagRole({ RoleName: 'restore', TagKeys: ['drill'] });
    assert.deepEqual((await world.root.iam.listRoleTags({ RoleName: 'restore' })).Tags, []);
  });
});
