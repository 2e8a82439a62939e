/** Roles: who may become them, for how long, and what they may do then. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { Duration } from '../../time/duration';
import { allow, IamUnderTest, keysOf } from '../iam/iam-under-test';
import { refusal } from '../s3/s3-under-test';

const account = { AWS: '123456789012' };
const roleArn = 'arn:aws:iam::123456789012:role/restore';
const mayAssume = allow('sts:AssumeRole', roleArn);

describe('a role', () => {
  test('is assumed by a user whom it trusts and who may ask', async () => {
    await using world = await IamUnderTest.start();
    await world.role('restore', account, allow('s3:ListAllMyBuckets', '*'));
    const ann = world.clientsOf(await world.user('ann', mayAssume));
    const { Credentials: credentials, AssumedRoleUser: assumed } = await ann.sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' });
    assert.equal(assumed?.Arn, 'arn:aws:sts::123456789012:assumed-role/restore/drill');
    assert.match(credentials?.AccessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/);
    const session = world.clientsOf(keysOf(credentials));
    const { Arn: arn, UserId: userId } = await session.sts.getCallerIdentity({});
    assert.deepEqual([arn, userId], [assumed?.Arn, assumed?.AssumedRoleId]);
    await session.s3.listBuckets({});
    const refused = await refusal(session.iam.listUsers({}));
    assert.deepEqual([refused.code, refused.status], ['AccessDenied', 403]);
    assert.equal(
      refused.message,
      `User: ${arn ?? ''} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no identity-based policy allows the iam:ListUsers action`,
    );
    assert.equal((await refusal(ann.s3.listBuckets({}))).code, 'AccessDenied', 'the user may no more than before');
  });

  test('that trusts a user by name needs no policy of the user', async () => {
    await using world = await IamUnderTest.start();
    const ann = world.clientsOf(await world.user('ann'));
    const ben = world.clientsOf(await world.user('ben', mayAssume));
    await world.role('restore', { AWS: 'arn:aws:iam::123456789012:user/ann' });
    await ann.sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' });
    const refused = await refusal(ben.sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' }));
    assert.equal(refused.message, `User: arn:aws:iam::123456789012:user/ben is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
  });

  test('is not assumed by those who may not ask, by a root user, or where there is none', async () => {
    await using world = await IamUnderTest.start();
    await world.role('restore', account);
    const ask = { RoleArn: roleArn, RoleSessionName: 'drill' };
    const ann = world.clientsOf(await world.user('ann'));
    assert.equal((await refusal(ann.sts.assumeRole(ask))).code, 'AccessDenied');
    assert.equal((await refusal(world.root.sts.assumeRole(ask))).message, 'Roles may not be assumed by root accounts.');
    const missing = await refusal(ann.sts.assumeRole({ ...ask, RoleArn: `${roleArn}-2` }));
    assert.deepEqual([missing.code, missing.status], ['AccessDenied', 403]);
  });

  test('can ask for an external id', async () => {
    await using world = await IamUnderTest.start();
    const trust = allow('sts:AssumeRole', undefined, { Principal: account, Condition: { StringEquals: { 'sts:ExternalId': 'drill-7' } } });
    await world.root.iam.createRole({ RoleName: 'restore', AssumeRolePolicyDocument: JSON.stringify(trust) });
    const { sts } = world.clientsOf(await world.user('ann', mayAssume));
    assert.equal((await refusal(sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' }))).code, 'AccessDenied');
    await sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill', ExternalId: 'drill-7' });
  });

  test('lasts as long as was asked for, within what it allows', async () => {
    await using world = await IamUnderTest.start();
    await world.role('restore', account, allow(['s3:ListAllMyBuckets', 'sts:AssumeRole'], '*'));
    const { sts } = world.clientsOf(await world.user('ann', mayAssume));
    const ask = (DurationSeconds: number): Promise<AssumeRoleCommandOutput> => sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill', DurationSeconds });
    assert.match((await refusal(ask(899))).message, /greater than or equal to 900/);
    assert.match((await refusal(ask(43_201))).message, /less than or equal to 43200/);
    const usual = await sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' });
    assert.equal(usual.Credentials?.Expiration?.toISOString(), world.standin.clock.now().plus(Duration.hours(1)).toString());
    assert.match((await refusal(ask(7_200))).message, /exceeds the MaxSessionDuration/);
    await world.root.iam.updateRole({ RoleName: 'restore', MaxSessionDuration: 7_200 });
    const { Credentials: credentials } = await ask(7_200);
    const session = world.clientsOf(keysOf(credentials));
    assert.match((await refusal(session.sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'again', DurationSeconds: 7_200 }))).message, /role chaining/);
    assert.equal(credentials?.Expiration?.toISOString(), world.standin.clock.now().plus(Duration.hours(2)).toString());
    await world.standin.clock.advance(Duration.seconds(7_199));
    await session.s3.listBuckets({});
    await world.standin.clock.advance(Duration.seconds(1));
    const expired = await refusal(session.s3.listBuckets({}));
    assert.deepEqual([expired.code, expired.status, expired.message], ['ExpiredToken', 400, 'The provided token has expired.']);
  });

  test('does less under a session policy, and never more', async () => {
    await using world = await IamUnderTest.start();
    await world.role('restore', account, allow('s3:*', '*'));
    const { sts } = world.clientsOf(await world.user('ann', mayAssume));
    const under = async (policy: object): Promise<ReturnType<IamUnderTest['clientsOf']>> => {
      const { Credentials: credentials } = await sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill', Policy: JSON.stringify(policy) });
      return world.clientsOf(keysOf(credentials));
    };
    const listing = await under(allow('s3:ListAllMyBuckets', '*'));
    await listing.s3.listBuckets({});
    assert.match((await refusal(listing.s3.createBucket({ Bucket: 'mine' }))).message, /no session policy allows/);
    const wide = await under(allow('*', '*'));
    assert.match((await refusal(wide.iam.listUsers({}))).message, /no identity-based policy allows/);
    assert.equal((await refusal(under({ Version: '2012-10-17', Statement: [] }))).code, 'MalformedPolicyDocumentException');
  });

  test('carries the tags of its session, where its trust lets them in', async () => {
    await using world = await IamUnderTest.start();
    const tagged = allow('s3:ListAllMyBuckets', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'sre' } } });
    await world.role('restore', account, tagged);
    const { sts } = world.clientsOf(await world.user('ann', allow(['sts:AssumeRole', 'sts:TagSession'], roleArn)));
    const ask = { RoleArn: roleArn, RoleSessionName: 'drill', Tags: [{ Key: 'team', Value: 'sre' }] };
    assert.match((await refusal(sts.assumeRole(ask))).message, /not authorized to perform: sts:TagSession/);
    const trust = allow(['sts:AssumeRole', 'sts:TagSession'], undefined, { Principal: account });
    await world.root.iam.updateAssumeRolePolicy({ RoleName: 'restore', PolicyDocument: JSON.stringify(trust) });
    await world.clientsOf(keysOf((await sts.assumeRole(ask)).Credentials)).s3.listBuckets({});
    const plain = await sts.assumeRole({ ...ask, Tags: undefined });
    assert.equal((await refusal(world.clientsOf(keysOf(plain.Credentials)).s3.listBuckets({}))).code, 'AccessDenied');
  });

  test('that is deleted leaves credentials that nobody takes', async () => {
    await using world = await IamUnderTest.start();
    await world.role('restore', account);
    const { sts } = world.clientsOf(await world.user('ann', mayAssume));
    const session = world.clientsOf(keysOf((await sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' })).Credentials));
    await session.sts.getCallerIdentity({});
    await world.root.iam.deleteRole({ RoleName: 'restore' });
    await world.role('restore', account, allow('*', '*'));
    assert.equal((await refusal(session.sts.getCallerIdentity({}))).code, 'InvalidClientTokenId');
  });

  test('credentials are good with their own token only', async () => {
    await using world = await IamUnderTest.start();
    await world.role('restore', account, allow('s3:*', '*'));
    const { sts } = world.clientsOf(await world.user('ann', mayAssume));
    const keys = keysOf((await sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' })).Credentials);
    const others = keysOf((await sts.assumeRole({ RoleArn: roleArn, RoleSessionName: 'drill' })).Credentials);
    assert.notEqual(keys.accessKeyId, others.accessKeyId);
    assert.equal((await refusal(world.clientsOf({ ...keys, sessionToken: others.sessionToken }).s3.listBuckets({}))).code, 'InvalidToken');
    assert.equal((await refusal(world.clientsOf({ ...keys, sessionToken: undefined }).s3.listBuckets({}))).code, 'InvalidAccessKeyId');
    assert.equal((await refusal(world.clientsOf({ ...keys, sessionToken: 'made up' }).sts.getCallerIdentity({}))).code, 'InvalidClientTokenId');
  });
});
