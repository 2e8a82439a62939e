/** Who there is stays when the stand-in is started again on what it kept. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Duration } from '../../time/duration';
import { refusal } from '../s3/s3-under-test';
import { temporaryRoot } from '../temporary-root';
import { allow, IamUnderTest, keysOf } from './iam-under-test';

test('users, keys, roles and sessions are there again after a restart, and what was deleted is not', async () => {
  const directory = await mkdtemp(join(await temporaryRoot(), 'iam-restart-'));
  try {
    let world = await IamUnderTest.start({ directory });
    await world.role('restore', { AWS: '123456789012' }, allow('s3:ListAllMyBuckets', '*'));
    const ann = await world.user('ann', allow('sts:AssumeRole', '*'));
    const ben = await world.user('ben', allow('*', '*'));
    const gone = await world.user('gone', allow('*', '*'));
    await world.root.iam.deleteAccessKey({ UserName: 'gone', AccessKeyId: gone.accessKeyId });
    const { Policy: policy } = await world.root.iam.createPolicy({ PolicyName: 'list', PolicyDocument: JSON.stringify(allow('s3:ListAllMyBuckets', '*')) });
    const { Credentials: credentials } = await world.clientsOf(ann).sts.assumeRole({ RoleArn: 'arn:aws:iam::123456789012:role/restore', RoleSessionName: 'drill' });
    const role = await world.root.iam.getRole({ RoleName: 'restore' });
    const before = await world.root.iam.listUsers({});
    await world.standin.close();

    world = await IamUnderTest.start({ directory });
    assert.deepEqual((await world.root.iam.listUsers({})).Users, before.Users);
    await world.clientsOf(ben).s3.listBuckets({});
    await world.clientsOf(keysOf(credentials)).s3.listBuckets({});
    assert.deepEqual((await world.root.iam.getPolicy({ PolicyArn: policy?.Arn })).Policy, policy);
    const pretended = world.clientsOf({ accessKeyId: gone.accessKeyId, secretAccessKey: gone.accessKeyId });
    assert.equal((await refusal(pretended.s3.listBuckets({}))).code, 'InvalidAccessKeyId');
    const again = await world.user('third');
    assert.equal([ann, ben, gone].some(({ accessKeyId }) => accessKeyId === again.accessKeyId), false);
    await world.root.iam.deleteRolePolicy({ RoleName: 'restore', PolicyName: 'own' });
    await world.root.iam.deleteRole({ RoleName: 'restore' });
    await world.role('restore', { AWS: '123456789012' }, allow('*', '*'));
    assert.notEqual((await world.root.iam.getRole({ RoleName: 'restore' })).Role?.RoleId, role.Role?.RoleId);
    assert.equal((await refusal(world.clientsOf(keysOf(credentials)).s3.listBuckets({}))).code, 'InvalidAccessKeyId', "another role's credentials");
    await world.standin.clock.advance(Duration.hours(1));
    assert.equal((await refusal(world.clientsOf(keysOf(credentials)).s3.listBuckets({}))).code, 'ExpiredToken');
    await world.standin.close();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
