/** Roles for AWS's services, against the stand-in: what a service may take on, what it may then do, and nothing left behind. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DeleteRolePolicyCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { clientConfig, signingByClock } from './calls/client-config';
import type { Roles, ServiceRole } from './roles';
import { region, type ServicesUnderTest, servicesUnderTest } from './services-under-test';

const copies: ServiceRole = {
  name: 'copies', service: 's3.amazonaws.com',
  allow: [
    { actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::from'] },
    { actions: ['s3:ReplicateObject', 's3:ReplicateDelete'], resources: ['arn:aws:s3:::to/*'] },
  ],
  tags: { 'muster-drill': 'allowed' },
};

let ground: ServicesUnderTest;
let roles: Roles;
/** A client that the drill knows nothing of. */
let own: IAMClient;

describe('a role', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'roles' });
    roles = ground.services.roles(region);
    const settings = ground.target.clientSettings(region);
    own = signingByClock(new IAMClient(clientConfig(settings)), settings);
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);
  const asked = <T>(send: () => Promise<T>): Promise<T> => during(() => ground.clock.effect('api', send));
  const read = (document: string | undefined): unknown => JSON.parse(decodeURIComponent(document ?? ''));

  test('can be taken on by its service alone, carries its tags, and allows what was listed', async () => {
    const arn = await during(() => roles.create(copies));
    assert.equal(arn, 'arn:aws:iam::123456789012:role/copies');
    const { Role } = await asked(() => own.send(new GetRoleCommand({ RoleName: 'copies' })));
    assert.deepEqual(read(Role?.AssumeRolePolicyDocument), {
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    assert.deepEqual(Role?.Tags, [{ Key: 'muster-drill', Value: 'allowed' }]);
    const { PolicyNames = [] } = await asked(() => own.send(new ListRolePoliciesCommand({ RoleName: 'copies' })));
    assert.equal(PolicyNames.length, 1);
    const { PolicyDocument } = await asked(() => own.send(new GetRolePolicyCommand({ RoleName: 'copies', PolicyName: PolicyNames[0] })));
    assert.deepEqual(read(PolicyDocument), {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::from'] },
        { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateDelete'], Resource: ['arn:aws:s3:::to/*'] },
      ],
    });
  });

  test('that exists already is refused, in the words of IAM', async () => {
    await during(() => roles.create({ ...copies, name: 'twice' }));
    await assert.rejects(during(() => roles.create({ ...copies, name: 'twice' })), { code: 'EntityAlreadyExists' });
  });

  test('is deleted with its policy, and once more there is nothing to delete', async () => {
    await during(() => roles.create({ ...copies, name: 'passing' }));
    assert.equal(await during(() => roles.delete('passing')), true);
    await assert.rejects(asked(() => own.send(new GetRoleCommand({ RoleName: 'passing' }))), { name: 'NoSuchEntityException' });
    assert.equal(await during(() => roles.delete('passing')), false);
    assert.equal(await during(() => roles.delete('nobodys')), false);
  });

  test('that never got its policy is deleted all the same', async () => {
    await during(() => roles.create({ ...copies, name: 'half-made' }));
    const { PolicyNames = [] } = await asked(() => own.send(new ListRolePoliciesCommand({ RoleName: 'half-made' })));
    await asked(() => own.send(new DeleteRolePolicyCommand({ RoleName: 'half-made', PolicyName: PolicyNames[0] })));
    assert.equal(await during(() => roles.delete('half-made')), true);
  });

  test('that cannot be deleted is an error, not nothing to delete', async () => {
    await during(() => roles.create({ ...copies, name: 'kept' }));
    const more = { RoleName: 'kept', PolicyName: 'of-somebody-else', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }) };
    await asked(() => own.send(new PutRolePolicyCommand(more)));
    await assert.rejects(during(() => roles.delete('kept')), { code: 'DeleteConflict' });
  });
});
