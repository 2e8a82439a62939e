/** Who may do what with a secret: by its ARN, its tags, its policy and its key. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
  TagResourceCommand,
  ValidateResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { allow, IamUnderTest, type Keys, rootOf } from '../iam/iam-under-test';
import { home, newSecret, textOf } from './secrets-under-test';

let world: IamUnderTest;
let root: SecretsManagerClient;
const denied = { name: 'AccessDeniedException' };
const read = 'secretsmanager:GetSecretValue';

function clientOf<C extends { config: object }>(Client: new (config: never) => C, credentials: Keys): C {
  const { clock, requestHandler } = world.standin;
  // Every client takes these; their types have nothing in common that says so.
  const client = new Client({ region: home, credentials, requestHandler, maxAttempts: 1 } as never);
  Object.defineProperty(client.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
  return client;
}

const userWith = async (name: string, policy?: object): Promise<SecretsManagerClient> => clientOf(SecretsManagerClient, await world.user(name, policy));
const policyFor = (principal: string, action = read): string => JSON.stringify(allow(action, '*', { Principal: { AWS: principal } }));

before(async () => {
  world = await IamUnderTest.start();
  root = clientOf(SecretsManagerClient, rootOf('muster'));
});
after(async () => {
  await world[Symbol.asyncDispose]();
  assert.deepEqual(world.faults, []);
});

test('a user reads the secrets that its policy names, with any six characters behind the name', async () => {
  await newSecret(root, { Name: 'own' });
  await newSecret(root, { Name: 'other' });
  const user = await userWith('reader', allow(read, 'arn:aws:secretsmanager:*:*:secret:own-??????'));
  assert.equal(await textOf(user, 'own'), 'open sesame');
  await assert.rejects(textOf(user, 'other'), { ...denied, message: /^User: arn:aws:iam::123456789012:user\/reader is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:/ });
  await assert.rejects(textOf(user, 'nobody'), denied);
  await assert.rejects(user.send(new BatchGetSecretValueCommand({ SecretIdList: ['own'] })), denied, 'a batch is about all secrets');
});

test('each secret of a batch takes the right to read it', async () => {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'secretsmanager:BatchGetSecretValue', Resource: '*' }, { Effect: 'Allow', Action: read, Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'sales' } } }] };
  const user = await userWith('batches', policy);
  await newSecret(root, { Name: 'sales', Tags: [{ Key: 'team', Value: 'sales' }] });
  const { SecretValues = [], Errors = [] } = await user.send(new BatchGetSecretValueCommand({ SecretIdList: ['sales', 'other'] }));
  assert.deepEqual([SecretValues.map(({ Name }) => Name), Errors.map(({ ErrorCode }) => ErrorCode)], [['sales'], ['AccessDeniedException']]);
});

test('making a secret with tags takes the right to tag it', async () => {
  const user = await userWith('maker', allow('secretsmanager:CreateSecret', '*', { Condition: { StringLike: { 'secretsmanager:Name': 'mine/*' } } }));
  await newSecret(user, { Name: 'mine/a' });
  await assert.rejects(newSecret(user, { Name: 'yours/a' }), denied);
  await assert.rejects(newSecret(user, { Name: 'mine/b', Tags: [{ Key: 'a', Value: 'b' }] }), { ...denied, message: /secretsmanager:TagResource/ });
  await assert.rejects(user.send(new TagResourceCommand({ SecretId: 'mine/a', Tags: [] })), denied);
});

test("a secret's policy lets in whom the account's own policies do not, and keeps out whom they do", async () => {
  const { arn } = await newSecret(root, { Name: 'shared' });
  const [letIn, keptOut] = [await userWith('let-in'), await userWith('kept-out', allow('secretsmanager:*', '*'))];
  await root.send(new PutResourcePolicyCommand({ SecretId: arn, ResourcePolicy: policyFor('arn:aws:iam::123456789012:user/let-in') }));
  assert.equal(await textOf(letIn, 'shared'), 'open sesame');
  const denial = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:user/kept-out' }, Action: read, Resource: '*' }] };
  await root.send(new PutResourcePolicyCommand({ SecretId: arn, ResourcePolicy: JSON.stringify(denial) }));
  await assert.rejects(textOf(keptOut, 'shared'), { ...denied, message: /with an explicit deny in a resource-based policy$/ });
  await root.send(new DeleteResourcePolicyCommand({ SecretId: arn }));
  assert.equal(await textOf(keptOut, 'shared'), 'open sesame');
  assert.equal((await root.send(new GetResourcePolicyCommand({ SecretId: arn }))).ResourcePolicy, undefined);
});

test('another account reads a secret by its ARN where its policy says so, and never with the key of the service', async () => {
  const other = '210987654321';
  const stranger = clientOf(SecretsManagerClient, rootOf(other));
  const kms = clientOf(KMSClient, rootOf('muster'));
  const entry = { Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::123456789012:root', `arn:aws:iam::${other}:root`] }, Action: 'kms:*', Resource: '*' };
  const { KeyMetadata: { Arn: key = '' } = {} } = await kms.send(new CreateKeyCommand({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: [entry] }) }));
  const [plain, keyed] = [await newSecret(root, { Name: 'plain' }), await newSecret(root, { Name: 'keyed', KmsKeyId: key })];
  for (const { arn } of [plain, keyed]) await root.send(new PutResourcePolicyCommand({ SecretId: arn, ResourcePolicy: policyFor(`arn:aws:iam::${other}:root`) }));
  assert.equal(await textOf(stranger, keyed.arn), 'open sesame');
  await assert.rejects(textOf(stranger, plain.arn), { name: 'InvalidRequestException', message: /different AWS account/ });
  await assert.rejects(textOf(stranger, 'keyed'), { name: 'ResourceNotFoundException' });
});

test('who may not use the key of a secret may not read it', async () => {
  const kms = clientOf(KMSClient, rootOf('muster'));
  const { KeyMetadata: { Arn: key = '' } = {} } = await kms.send(new CreateKeyCommand({}));
  await root.send(new CreateSecretCommand({ Name: 'sealed', SecretString: 'open sesame', KmsKeyId: key }));
  const refused = { ...denied, message: 'Access to KMS is not allowed' };
  await assert.rejects(textOf(await userWith('keyless', allow('secretsmanager:*', '*')), 'sealed'), refused);
  const looking = await userWith('looking', allow(['secretsmanager:*', 'kms:DescribeKey', 'kms:GenerateDataKey'], '*'));
  await assert.rejects(textOf(looking, 'sealed'), refused, 'to look at a key is not to decrypt with it');
  await assert.rejects(newSecret(looking, { Name: 'half', KmsKeyId: key }), refused, 'writing takes the right to decrypt, too');
  assert.equal(await textOf(await userWith('opening', allow(['secretsmanager:*', 'kms:Decrypt'], '*')), 'sealed'), 'open sesame');
});

test('a policy that is none, names nobody there is, or is open to everybody where that is to be kept out, is refused', async () => {
  const put = (ResourcePolicy: string, BlockPublicPolicy = false) => root.send(new PutResourcePolicyCommand({ SecretId: 'own', ResourcePolicy, BlockPublicPolicy }));
  const malformed = 'MalformedPolicyDocumentException';
  await assert.rejects(put('{'), { name: malformed, message: 'This resource policy contains a syntax error.' });
  await assert.rejects(put(policyFor('arn:aws:iam::123456789012:user/nobody')), { name: malformed, message: 'This resource policy contains an unsupported principal.' });
  await assert.rejects(put(policyFor('*'), true), { name: 'PublicPolicyException' });
  const validated = await root.send(new ValidateResourcePolicyCommand({ SecretId: 'own', ResourcePolicy: policyFor('*') }));
  assert.deepEqual([validated.PolicyValidationPassed, validated.ValidationErrors?.map(({ CheckName }) => CheckName)], [false, ['PUBLIC_POLICY']]);
});
