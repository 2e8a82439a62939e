/** Keys and what becomes of them: made, named, disabled, rotated, and deleted when their days are over. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateRandomCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { Duration } from '../../time/duration';
import { refusal } from '../s3/s3-under-test';
import { kmsUnderTest, newKey, type KmsUnderTest } from './kms-under-test';

const describe = async ({ kms }: KmsUnderTest, KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;

test('a new key is a symmetric one of the account, enabled and described', async () => {
  await using world = await kmsUnderTest();
  const { KeyMetadata: made } = await world.kms.send(new CreateKeyCommand({ Description: 'orders' }));
  assert.match(made?.Arn ?? '', /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f-]{36}$/);
  assert.deepEqual([made?.KeyState, made?.Enabled, made?.KeyManager, made?.KeySpec, made?.Description], ['Enabled', true, 'CUSTOMER', 'SYMMETRIC_DEFAULT', 'orders']);
  assert.deepEqual(await describe(world, made?.KeyId ?? ''), made);
  assert.deepEqual(await describe(world, made?.Arn ?? ''), made);
  assert.deepEqual((await world.kms.send(new ListKeysCommand({}))).Keys, [{ KeyId: made?.KeyId, KeyArn: made?.Arn }]);
  assert.deepEqual((await world.in('eu-west-1').kms.send(new ListKeysCommand({}))).Keys, []);
});

test('a key that is not there is not found, in words that say how it was named', async () => {
  await using world = await kmsUnderTest();
  const { KeyId, Arn } = await newKey(world);
  const other = world.in('eu-west-1').kms;
  const missing = '134f2428-cec1-4b25-a1ae-9048164dba47';
  for (const [call, message] of [
    [world.kms.send(new DescribeKeyCommand({ KeyId: 'fake-key-id' })), "Invalid keyId 'fake-key-id'"],
    [world.kms.send(new DescribeKeyCommand({ KeyId: missing })), `Key 'arn:aws:kms:us-east-1:123456789012:key/${missing}' does not exist`],
    [world.kms.send(new DescribeKeyCommand({ KeyId: 'alias/none' })), 'Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.'],
    [other.send(new DescribeKeyCommand({ KeyId })), `Key 'arn:aws:kms:eu-west-1:123456789012:key/${KeyId}' does not exist`],
    [other.send(new DescribeKeyCommand({ KeyId: Arn })), 'Invalid arn us-east-1'],
  ] as const) {
    const refused = await refusal(call);
    assert.deepEqual([refused.code, refused.status, refused.message], ['NotFoundException', 400, message]);
  }
});

test('keys that the stand-in does not make are refused by name', async () => {
  await using world = await kmsUnderTest();
  const code = async (input: object): Promise<string> => (await refusal(world.kms.send(new CreateKeyCommand(input)))).code;
  assert.equal(await code({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }), 'NotImplemented');
  assert.equal(await code({ MultiRegion: true }), 'NotImplemented');
  assert.equal(await code({ Origin: 'EXTERNAL' }), 'NotImplemented');
  assert.equal(await code({ KeySpec: 'AES_999' }), 'ValidationException');
  assert.equal(await code({ KeyUsage: 'SIGN_VERIFY' }), 'ValidationException');
  assert.equal(await code({ Policy: 'not a policy' }), 'MalformedPolicyDocumentException');
  assert.equal(await code({ Tags: [{ TagKey: 'AWS:x', TagValue: '' }] }), 'TagException');
});

test('an alias names one key, then another, then none', async () => {
  await using world = await kmsUnderTest();
  const [one, two] = [await newKey(world), await newKey(world)];
  const AliasName = 'alias/orders';
  await world.kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one.KeyId }));
  assert.equal((await describe(world, AliasName))?.KeyId, one.KeyId);
  assert.equal((await refusal(world.kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: two.KeyId })))).code, 'AlreadyExistsException');
  await world.kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: two.KeyId }));
  assert.equal((await describe(world, `arn:aws:kms:us-east-1:123456789012:${AliasName}`))?.KeyId, two.KeyId);
  assert.deepEqual((await world.kms.send(new ListAliasesCommand({ KeyId: one.KeyId }))).Aliases, []);
  await world.kms.send(new DeleteAliasCommand({ AliasName }));
  assert.equal((await refusal(describe(world, AliasName))).code, 'NotFoundException');
  assert.equal((await refusal(world.kms.send(new CreateAliasCommand({ AliasName: 'orders', TargetKeyId: one.KeyId })))).code, 'ValidationException');
  assert.equal((await refusal(world.kms.send(new CreateAliasCommand({ AliasName: 'alias/aws/x', TargetKeyId: one.KeyId })))).code, 'NotAuthorizedException');
});

test('a key that is disabled encrypts nothing until it is enabled again', async () => {
  await using world = await kmsUnderTest();
  const { KeyId, Arn } = await newKey(world);
  const encrypt = () => world.kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }));
  await world.kms.send(new DisableKeyCommand({ KeyId }));
  const refused = await refusal(encrypt());
  assert.deepEqual([refused.code, refused.message], ['DisabledException', `${Arn} is disabled.`]);
  await world.kms.send(new EnableKeyCommand({ KeyId }));
  await encrypt();
});

test('a key is deleted when its days are over, and what it encrypted is lost for good', async () => {
  await using world = await kmsUnderTest();
  const { KeyId, Arn } = await newKey(world);
  await world.kms.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyId }));
  const { CiphertextBlob } = await world.kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }));
  for (const PendingWindowInDays of [6, 31]) {
    assert.equal((await refusal(world.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays })))).code, 'ValidationException');
  }
  const answer = await world.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  assert.deepEqual([answer.KeyId, answer.KeyState, answer.DeletionDate], [Arn, 'PendingDeletion', new Date(world.now().getTime() + 7 * 86_400_000)]);
  const refused = await refusal(world.kms.send(new DecryptCommand({ CiphertextBlob })));
  assert.deepEqual([refused.code, refused.message], ['KMSInvalidStateException', `${Arn} is pending deletion.`]);
  assert.equal((await refusal(world.kms.send(new EnableKeyCommand({ KeyId })))).code, 'KMSInvalidStateException');
  assert.equal((await refusal(world.kms.send(new ScheduleKeyDeletionCommand({ KeyId })))).code, 'KMSInvalidStateException');
  await world.pass(Duration.days(7));
  assert.equal((await refusal(describe(world, KeyId))).code, 'NotFoundException');
  assert.deepEqual((await world.kms.send(new ListAliasesCommand({}))).Aliases, []);
  assert.equal((await refusal(world.kms.send(new DecryptCommand({ CiphertextBlob })))).code, 'AccessDeniedException');
});

test('a deletion that is cancelled leaves the key there, disabled', async () => {
  await using world = await kmsUnderTest();
  const { KeyId } = await newKey(world);
  assert.equal((await refusal(world.kms.send(new CancelKeyDeletionCommand({ KeyId })))).code, 'KMSInvalidStateException');
  await world.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  await world.kms.send(new CancelKeyDeletionCommand({ KeyId }));
  await world.pass(Duration.days(8));
  const key = await describe(world, KeyId);
  assert.deepEqual([key?.KeyState, key?.DeletionDate], ['Disabled', undefined]);
});

test('a key is rotated when it is time, and what was encrypted before is still read', async () => {
  await using world = await kmsUnderTest();
  const { KeyId, Arn } = await newKey(world);
  const status = () => world.kms.send(new GetKeyRotationStatusCommand({ KeyId }));
  assert.equal((await status()).KeyRotationEnabled, false);
  const { CiphertextBlob } = await world.kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('before') }));
  const before = (await describe(world, KeyId))?.CurrentKeyMaterialId;
  await world.kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  const { KeyId: rotated, KeyRotationEnabled, NextRotationDate } = await status();
  assert.deepEqual([rotated, KeyRotationEnabled, NextRotationDate], [Arn, true, new Date(world.now().getTime() + 90 * 86_400_000)]);

  await world.kms.send(new DisableKeyCommand({ KeyId }));
  await world.pass(Duration.days(100));
  assert.equal((await describe(world, KeyId))?.CurrentKeyMaterialId, before, 'a disabled key is not rotated');
  await world.kms.send(new EnableKeyCommand({ KeyId }));
  await world.pass(Duration.zero);
  assert.notEqual((await describe(world, KeyId))?.CurrentKeyMaterialId, before);
  await world.pass(Duration.days(90));
  const { Rotations } = await world.kms.send(new ListKeyRotationsCommand({ KeyId }));
  assert.deepEqual(Rotations?.map(({ RotationType }) => RotationType), ['AUTOMATIC', 'AUTOMATIC']);
  const { Plaintext, KeyMaterialId } = await world.kms.send(new DecryptCommand({ CiphertextBlob }));
  assert.deepEqual([Buffer.from(Plaintext ?? []).toString(), KeyMaterialId], ['before', before]);
});

test('tags come, are replaced and go, a page at a time', async () => {
  await using world = await kmsUnderTest();
  const { KeyId } = await newKey(world);
  const tags = async (Marker?: string) => world.kms.send(new ListResourceTagsCommand({ KeyId, Limit: 1, Marker }));
  await world.kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'a', TagValue: '1' }, { TagKey: 'b', TagValue: '2' }] })); // prettier-ignore
  await world.kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'a', TagValue: '3' }] }));
  const first = await tags();
  assert.deepEqual([first.Tags, first.Truncated], [[{ TagKey: 'b', TagValue: '2' }], true]);
  assert.deepEqual((await tags(first.NextMarker)).Tags, [{ TagKey: 'a', TagValue: '3' }]);
  assert.equal((await refusal(tags('elsewhere'))).code, 'InvalidMarkerException');
  await world.kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a', 'b'] }));
  assert.deepEqual((await tags()).Tags, []);
});

test('a key has one policy, which has to stay within reach of who writes it', async () => {
  await using world = await kmsUnderTest();
  const { KeyId } = await newKey(world);
  const { Policy = '' } = await world.kms.send(new GetKeyPolicyCommand({ KeyId }));
  assert.match(Policy, /arn:aws:iam::123456789012:root/);
  await world.kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  const refused = await refusal(world.kms.send(new PutKeyPolicyCommand({ KeyId, Policy: '{' })));
  assert.equal(refused.code, 'MalformedPolicyDocumentException');
});

test("AWS's own keys are made when they are first asked for, and nobody changes them", async () => {
  await using world = await kmsUnderTest();
  const key = await describe(world, 'alias/aws/s3');
  assert.deepEqual([key?.KeyManager, key?.KeyState], ['AWS', 'Enabled']);
  assert.equal((await describe(world, 'alias/aws/s3'))?.KeyId, key?.KeyId);
  const KeyId = key?.KeyId;
  assert.equal((await refusal(world.kms.send(new DisableKeyCommand({ KeyId })))).code, 'AccessDeniedException');
  assert.equal((await refusal(world.kms.send(new ScheduleKeyDeletionCommand({ KeyId })))).code, 'AccessDeniedException');
});

test('keys, their material and what awaits them outlast the process', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-kms-'));
  const random = async ({ kms }: KmsUnderTest) => Buffer.from((await kms.send(new GenerateRandomCommand({ NumberOfBytes: 32 }))).Plaintext ?? []).toString('hex');
  try {
    let [KeyId, leaving, drawn] = ['', '', ''];
    let sealed: Uint8Array | undefined;
    {
      await using world = await kmsUnderTest({ directory });
      ({ KeyId } = await newKey(world));
      await world.kms.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyId }));
      sealed = (await world.kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('kept') }))).CiphertextBlob;
      await world.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      await world.kms.send(new CancelKeyDeletionCommand({ KeyId }));
      await world.kms.send(new EnableKeyCommand({ KeyId }));
      leaving = (await newKey(world)).KeyId;
      await world.kms.send(new ScheduleKeyDeletionCommand({ KeyId: leaving, PendingWindowInDays: 7 }));
      drawn = await random(world);
    }
    await using world = await kmsUnderTest({ directory });
    const { Plaintext } = await world.kms.send(new DecryptCommand({ CiphertextBlob: sealed }));
    assert.equal(Buffer.from(Plaintext ?? []).toString(), 'kept');
    assert.equal((await describe(world, 'alias/orders'))?.KeyId, KeyId);
    assert.ok(![KeyId, leaving].includes((await newKey(world)).KeyId));
    for (let draw = 0; draw < 10; draw += 1) assert.notEqual(await random(world), drawn, 'what was drawn before is never drawn again');
    await world.pass(Duration.days(7));
    assert.equal((await refusal(describe(world, leaving))).code, 'NotFoundException');
    assert.equal((await describe(world, KeyId))?.KeyState, 'Enabled');
    assert.deepEqual(world.faults, []);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
