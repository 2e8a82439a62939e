/** Users and their keys, through the published client. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Duration } from '../../../time/duration';
import { refusal } from '../../s3/s3-under-test';
import { allow, IamUnderTest, keysOf, rootOf } from '../iam-under-test';

const everything = allow('*', '*');

describe('a user', () => {
  test('is made, described, renamed and removed', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const { User: made } = await iam.createUser({ UserName: 'ann', Path: '/team/', Tags: [{ Key: 'role', Value: 'sre' }] });
    assert.match(made?.UserId ?? '', /^AIDA[A-Z2-7]{17}$/);
    assert.equal(made?.Arn, 'arn:aws:iam::123456789012:user/team/ann');
    assert.deepEqual((await iam.getUser({ UserName: 'ann' })).User, made);
    assert.deepEqual((await world.clientsOf(rootOf('muster'), 'eu-west-1').iam.getUser({ UserName: 'ann' })).User, made, 'IAM is of no region');
    assert.equal((await refusal(iam.createUser({ UserName: 'ANN' }))).message, 'User with name ANN already exists.');
    await iam.updateUser({ UserName: 'ann', NewUserName: 'anne' });
    assert.equal((await iam.getUser({ UserName: 'anne' })).User?.UserId, made?.UserId);
    const gone = await refusal(iam.getUser({ UserName: 'ann' }));
    assert.deepEqual([gone.code, gone.status, gone.message], ['NoSuchEntityException', 404, 'The user with name ann cannot be found.']);
    await iam.deleteUser({ UserName: 'anne' });
    assert.deepEqual((await iam.listUsers({})).Users, []);
    const again = await iam.createUser({ UserName: 'ann' });
    assert.notEqual(again.User?.UserId, made?.UserId, 'somebody else of the same name');
  });

  test('stays while keys, policies or groups hang on it', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const { accessKeyId } = await world.user('ann', everything);
    await iam.attachUserPolicy({ UserName: 'ann', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await iam.createGroup({ GroupName: 'sre' });
    await iam.addUserToGroup({ GroupName: 'sre', UserName: 'ann' });
    const remove = (): Promise<unknown> => iam.deleteUser({ UserName: 'ann' });
    assert.match((await refusal(remove())).message, /must detach all policies first/);
    await iam.detachUserPolicy({ UserName: 'ann', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    assert.match((await refusal(remove())).message, /must delete policies first/);
    await iam.deleteUserPolicy({ UserName: 'ann', PolicyName: 'own' });
    assert.match((await refusal(remove())).message, /must delete access keys first/);
    await iam.deleteAccessKey({ UserName: 'ann', AccessKeyId: accessKeyId });
    assert.equal((await refusal(remove())).code, 'DeleteConflictException');
    await iam.removeUserFromGroup({ GroupName: 'sre', UserName: 'ann' });
    await remove();
  });

  test('is listed in pages that neither skip nor repeat', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const names = Array.from({ length: 7 }, (_, index) => `user-${index}`);
    for (const UserName of names) await iam.createUser({ UserName });
    const seen: (string | undefined)[] = [];
    let marker: string | undefined;
    do {
      const page = await iam.listUsers({ MaxItems: 3, Marker: marker });
      seen.push(...(page.Users ?? []).map(({ UserName }) => UserName));
      marker = page.Marker;
      assert.equal(page.IsTruncated, marker !== undefined);
    } while (marker);
    assert.deepEqual(seen, names);
    assert.equal((await refusal(iam.listUsers({ Marker: 'nonsense' }))).code, 'ValidationError');
  });

  test('has a name that IAM takes', async () => {
    await using world = await IamUnderTest.start();
    for (const UserName of ['a b', 'é', 'a/b', 'x'.repeat(65)]) assert.equal((await refusal(world.root.iam.createUser({ UserName }))).code, 'ValidationError', UserName);
    assert.equal((await refusal(world.root.iam.createUser({ UserName: 'ann', Path: 'team' }))).code, 'ValidationError');
  });
});

describe('an access key', () => {
  test('signs as its user, and only while it is active', async () => {
    await using world = await IamUnderTest.start();
    const keys = await world.user('ann');
    assert.match(keys.accessKeyId, /^AKIA[A-Z2-7]{16}$/);
    const { sts, s3 } = world.clientsOf(keys);
    assert.equal((await sts.getCallerIdentity({})).Arn, 'arn:aws:iam::123456789012:user/ann');
    await world.root.iam.updateAccessKey({ UserName: 'ann', AccessKeyId: keys.accessKeyId, Status: 'Inactive' });
    assert.equal((await refusal(sts.getCallerIdentity({}))).code, 'InvalidClientTokenId');
    assert.equal((await refusal(s3.listBuckets({}))).code, 'InvalidAccessKeyId');
    await world.root.iam.updateAccessKey({ UserName: 'ann', AccessKeyId: keys.accessKeyId, Status: 'Active' });
    await sts.getCallerIdentity({});
    await world.root.iam.deleteAccessKey({ UserName: 'ann', AccessKeyId: keys.accessKeyId });
    assert.equal((await refusal(sts.getCallerIdentity({}))).code, 'InvalidClientTokenId');
    const pretended = world.clientsOf({ accessKeyId: keys.accessKeyId, secretAccessKey: keys.accessKeyId });
    assert.equal((await refusal(pretended.sts.getCallerIdentity({}))).code, 'InvalidClientTokenId', 'a deleted key is none that nobody created');
  });

  test('needs its own secret, and takes no token', async () => {
    await using world = await IamUnderTest.start();
    const keys = await world.user('ann');
    assert.equal((await refusal(world.clientsOf({ ...keys, secretAccessKey: keys.accessKeyId }).sts.getCallerIdentity({}))).code, 'SignatureDoesNotMatch');
    assert.equal((await refusal(world.clientsOf({ ...keys, sessionToken: 'made up' }).sts.getCallerIdentity({}))).code, 'InvalidClientTokenId');
    assert.equal((await refusal(world.clientsOf({ ...keys, sessionToken: 'made up' }).s3.listBuckets({}))).code, 'InvalidToken');
  });

  test('comes twice at most, is listed without its secret, and tells when it was used', async () => {
    await using world = await IamUnderTest.start();
    const { iam } = world.root;
    const keys = await world.user('ann');
    await iam.createAccessKey({ UserName: 'ann' });
    const third = await refusal(iam.createAccessKey({ UserName: 'ann' }));
    assert.deepEqual([third.code, third.message], ['LimitExceededException', 'Cannot exceed quota for AccessKeysPerUser: 2']);
    const { AccessKeyMetadata: listed = [] } = await iam.listAccessKeys({ UserName: 'ann' });
    assert.deepEqual(listed.map(({ Status }) => Status), ['Active', 'Active']);
    assert.equal(JSON.stringify(listed).includes(keys.secretAccessKey), false);
    assert.equal((await iam.getAccessKeyLastUsed({ AccessKeyId: keys.accessKeyId })).AccessKeyLastUsed?.ServiceName, 'N/A');
    await world.clientsOf(keys, 'eu-west-1').sts.getCallerIdentity({});
    const { UserName: name, AccessKeyLastUsed: used } = await iam.getAccessKeyLastUsed({ AccessKeyId: keys.accessKeyId });
    assert.deepEqual([name, used?.ServiceName, used?.Region, used?.LastUsedDate?.toISOString()], ['ann', 'sts', 'eu-west-1', world.standin.clock.now().toString()]);
  });

  test('of a session of a user cannot manage identities', async () => {
    await using world = await IamUnderTest.start();
    const { sts } = world.clientsOf(await world.user('ann', everything));
    const session = world.clientsOf(keysOf((await sts.getSessionToken({ DurationSeconds: 900 })).Credentials));
    assert.equal((await session.sts.getCallerIdentity({})).Arn, 'arn:aws:iam::123456789012:user/ann');
    await session.s3.listBuckets({});
    assert.equal((await refusal(session.iam.listUsers({}))).code, 'InvalidClientTokenId');
    await world.standin.clock.advance(Duration.seconds(899));
    await session.s3.listBuckets({});
    await world.standin.clock.advance(Duration.seconds(1));
    assert.equal((await refusal(session.s3.listBuckets({}))).code, 'ExpiredToken');
    assert.equal((await refusal(session.sts.getCallerIdentity({}))).code, 'ExpiredToken');
  });
});

describe('a key that nobody created', () => {
  test('is the root of the account whose number it is, or of the first one', async () => {
    await using world = await IamUnderTest.start();
    assert.equal((await world.root.sts.getCallerIdentity({})).Arn, 'arn:aws:iam::123456789012:root');
    const other = world.clientsOf({ accessKeyId: '210987654321', secretAccessKey: '210987654321' });
    assert.deepEqual((({ Account, Arn }) => ({ Account, Arn }))(await other.sts.getCallerIdentity({})), { Account: '210987654321', Arn: 'arn:aws:iam::210987654321:root' });
    assert.equal((await world.root.sts.getAccessKeyInfo({ AccessKeyId: '210987654321' })).Account, '210987654321');
    await world.user('ann');
    assert.deepEqual((await other.iam.listUsers({})).Users, [], 'each account has its own');
  });
});
