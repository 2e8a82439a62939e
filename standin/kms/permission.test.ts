/** Who may use a key: whom its policy lets in, whom the account's own policies let when it leaves that to them, and whom a grant lets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateGrantCommand, CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient, PutKeyPolicyCommand, RevokeGrantCommand } from '@aws-sdk/client-kms';
import { allow, IamUnderTest, rootOf, type Keys } from '../iam/iam-under-test';
import { refusal, textOf } from '../s3/s3-under-test';

const account = 'arn:aws:iam::123456789012';
const Bucket = 'ledger';

/** A stand-in with users, and clients of KMS for them. */
async function withUsers(): Promise<IamUnderTest & { kmsOf(keys: Keys): KMSClient }> {
  const world = await IamUnderTest.start();
  const { clock, requestHandler } = world.standin;
  const kmsOf = (credentials: Keys): KMSClient => {
    const client = new KMSClient({ region: 'us-east-1', credentials, requestHandler, maxAttempts: 1 });
    const offset = { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined };
    Object.defineProperty(client.config, 'systemClockOffset', offset);
    return client;
  };
  return Object.assign(world, { kmsOf });
}

async function makeKey(kms: KMSClient, Policy?: object): Promise<string> {
  const made = await kms.send(new CreateKeyCommand(Policy ? { Policy: JSON.stringify(Policy) } : {}));
  return made.KeyMetadata?.Arn ?? '';
}

const encrypt = (kms: KMSClient, KeyId: string, more: object = {}) => kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x'), ...more }));

test('a key without a policy of its own leaves it to the policies of the account', async () => {
  await using world = await withUsers();
  const key = await makeKey(world.kmsOf(rootOf('muster')));
  const may = world.kmsOf(await world.user('may', allow('kms:Encrypt', key)));
  const mayNot = world.kmsOf(await world.user('may-not'));
  await encrypt(may, key);
  const refused = await refusal(encrypt(mayNot, key));
  assert.deepEqual([refused.code, refused.status], ['AccessDeniedException', 400]);
  assert.match(refused.message, /^User: arn:aws:iam::123456789012:user\/may-not is not authorized to perform: kms:Encrypt on resource: arn:aws:kms:/);
  assert.equal((await refusal(mayNot.send(new CreateKeyCommand({})))).code, 'AccessDeniedException');
});

test("a key's policy that does not let the account in makes its other policies worth nothing", async () => {
  await using world = await withUsers();
  const root = world.kmsOf(rootOf('muster'));
  const [named, other] = [await world.user('named'), await world.user('other', allow('kms:*', '*'))];
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `${account}:root` }, Action: ['kms:PutKeyPolicy', 'kms:DescribeKey'], Resource: '*' },
      { Effect: 'Allow', Principal: { AWS: `${account}:user/named` }, Action: 'kms:Encrypt', Resource: '*', Condition: { StringEquals: { 'kms:EncryptionContext:plan': 'orders' } } },
    ],
  };
  const key = await makeKey(root, policy);
  await encrypt(world.kmsOf(named), key, { EncryptionContext: { plan: 'orders' } });
  assert.equal((await refusal(encrypt(world.kmsOf(named), key))).code, 'AccessDeniedException');
  assert.equal((await refusal(encrypt(world.kmsOf(other), key))).code, 'AccessDeniedException');
  assert.equal((await refusal(encrypt(root, key))).code, 'AccessDeniedException', 'not even the root user may');
  const lockout = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `${account}:user/named` }, Action: 'kms:*', Resource: '*' }] };
  const refused = await refusal(root.send(new PutKeyPolicyCommand({ KeyId: key, Policy: JSON.stringify(lockout) })));
  assert.deepEqual([refused.code, refused.message], ['MalformedPolicyDocumentException', 'The new key policy will not allow you to update the key policy in the future.']);
});

test('a grant lets its grantee do what it is for, within its constraints, until it is revoked', async () => {
  await using world = await withUsers();
  const root = world.kmsOf(rootOf('muster'));
  const key = await makeKey(root);
  const grantee = world.kmsOf(await world.user('grantee'));
  const EncryptionContext = { plan: 'orders' };
  const sealed = await encrypt(root, key, { EncryptionContext });
  const decrypt = (context = EncryptionContext) => grantee.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob, EncryptionContext: context }));
  assert.equal((await refusal(decrypt())).code, 'AccessDeniedException');
  const { GrantId } = await root.send(
    new CreateGrantCommand({ KeyId: key, GranteePrincipal: `${account}:user/grantee`, Operations: ['Decrypt'], Constraints: { EncryptionContextSubset: EncryptionContext } }),
  );
  assert.equal(Buffer.from((await decrypt()).Plaintext ?? []).toString(), 'x');
  assert.equal((await refusal(decrypt({ plan: 'other' }))).code, 'AccessDeniedException');
  assert.equal((await refusal(encrypt(grantee, key))).code, 'AccessDeniedException');
  await root.send(new RevokeGrantCommand({ KeyId: key, GrantId }));
  assert.equal((await refusal(decrypt())).code, 'AccessDeniedException');
});

test('who may read an object and not use its key cannot read it', async () => {
  await using world = await withUsers();
  const key = await makeKey(world.kmsOf(rootOf('muster')));
  await world.root.s3.createBucket({ Bucket });
  await world.root.s3.putObject({ Bucket, Key: 'a', Body: 'secret', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key });
  const inS3 = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const inKms = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key, Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } };
  const reader = world.clientsOf(await world.user('reader', { Version: '2012-10-17', Statement: [inS3, inKms] })).s3;
  const intruder = world.clientsOf(await world.user('intruder', { Version: '2012-10-17', Statement: [inS3] })).s3;
  assert.equal(await textOf(await reader.getObject({ Bucket, Key: 'a' })), 'secret');
  assert.equal((await refusal(reader.putObject({ Bucket, Key: 'b', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key }))).code, 'AccessDenied');
  const refused = await refusal(intruder.getObject({ Bucket, Key: 'a' }));
  assert.deepEqual([refused.code, refused.status], ['AccessDenied', 403]);
  assert.match(refused.message, /kms:Decrypt on resource: arn:aws:kms:/);
  // The key of S3 itself serves everybody in the account who may use S3.
  await intruder.putObject({ Bucket, Key: 'c', Body: 'own', ServerSideEncryption: 'aws:kms' });
  assert.equal(await textOf(await intruder.getObject({ Bucket, Key: 'c' })), 'own');
  assert.deepEqual(world.faults, []);
});
