/** Who may do what with a parameter. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DescribeParametersCommand, GetParametersByPathCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { allow, IamUnderTest, type Keys, rootOf } from '../iam/iam-under-test';
import { home, put, valueOf } from './ssm-under-test';

let world: IamUnderTest;
let root: SSMClient;
const denied = { name: 'AccessDeniedException' };
const parameterArn = (name: string): string => `arn:aws:ssm:${home}:123456789012:parameter/${name}`;

function clientOf<C extends { config: object }>(Client: new (config: never) => C, credentials: Keys): C {
  const { clock, requestHandler } = world.standin;
  // Every client takes these; their types have nothing in common that says so.
  const client = new Client({ region: home, credentials, requestHandler, maxAttempts: 1 } as never);
  Object.defineProperty(client.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  return client;
}

const userWith = async (name: string, policy?: object): Promise<SSMClient> => clientOf(SSMClient, await world.user(name, policy));

before(async () => {
  world = await IamUnderTest.start();
  root = clientOf(SSMClient, rootOf('muster'));
});
after(async () => {
  await world[Symbol.asyncDispose]();
  assert.deepEqual(world.faults, []);
});

test('a user reads what its policy names, one by one, and not a list with something else in it', async () => {
  for (const name of ['/own/a', '/own/b', '/other']) await put(root, name, name);
  const user = await userWith('reader', allow('ssm:GetParameter*', parameterArn('own*')));
  assert.equal(await valueOf(user, '/own/a'), '/own/a');
  await assert.rejects(valueOf(user, '/other'), {
    ...denied,
    message: `User: arn:aws:iam::123456789012:user/reader is not authorized to perform: ssm:GetParameter on resource: ${parameterArn('other')} because no identity-based policy allows the ssm:GetParameter action`,
  });
  assert.equal((await user.send(new GetParametersByPathCommand({ Path: '/own/' }))).Parameters?.length, 2);
  await assert.rejects(user.send(new GetParametersByPathCommand({ Path: '/' })), denied);
  await assert.rejects(user.send(new GetParametersCommand({ Names: ['/own/a', '/other'] })), denied);
  await assert.rejects(user.send(new DescribeParametersCommand({})), denied);
});

test('a SecureString takes the right to decrypt with its key', async () => {
  const { KeyMetadata } = await clientOf(KMSClient, rootOf('muster')).send(new CreateKeyCommand({}));
  await put(root, '/secret', 'open sesame', { Type: 'SecureString', KeyId: KeyMetadata?.KeyId ?? '' });
  await assert.rejects(valueOf(await userWith('no-key', allow('ssm:GetParameter', '*')), '/secret'), { ...denied, message: /kms:Decrypt/ });
  assert.equal(await valueOf(await userWith('with-key', allow(['ssm:GetParameter', 'kms:Decrypt'], '*')), '/secret'), 'open sesame');
});

test('putting a parameter with tags takes the right to tag it, and conditions see tags and whether it may be overwritten', async () => {
  const user = await userWith('maker', allow('ssm:PutParameter', '*', { Condition: { StringEquals: { 'ssm:Overwrite': 'false' } } }));
  await put(user, '/made', 'x', { Overwrite: false });
  await assert.rejects(put(user, '/made', 'y', { Overwrite: true }), denied);
  await assert.rejects(put(user, '/tagged', 'x', { Overwrite: false, Tags: [{ Key: 'team', Value: 'sre' }] }), { ...denied, message: /ssm:AddTagsToResource/ });
  await put(root, '/tagged', 'x', { Tags: [{ Key: 'team', Value: 'sre' }] });
  const tagged = await userWith('tagged', allow('ssm:GetParameter', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'sre' } } }));
  assert.equal(await valueOf(tagged, '/tagged'), 'x');
  await assert.rejects(valueOf(tagged, '/made'), denied);
});
