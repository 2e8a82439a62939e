/** What keys do: real encryption with a context, data keys, random bytes, and grants. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateGrantCommand,
  DecryptCommand,
  type DecryptCommandInput,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
  ListGrantsCommand,
  ReEncryptCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { refusal } from '../s3/s3-under-test';
import { kmsUnderTest, newKey } from './kms-under-test';

const EncryptionContext = { plan: 'orders', tier: 'gold' };

test('what is encrypted is decrypted again, by whatever name the key goes and in whatever order the context comes', async () => {
  await using world = await kmsUnderTest();
  const { KeyId, Arn } = await newKey(world);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 4096 }), async (bytes) => {
      const { CiphertextBlob } = await world.kms.send(new EncryptCommand({ KeyId: Arn, Plaintext: bytes, EncryptionContext }));
      const answer = await world.kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { tier: 'gold', plan: 'orders' }, KeyId }));
      assert.deepEqual([Buffer.from(answer.Plaintext ?? []), answer.KeyId], [Buffer.from(bytes), Arn]);
    }),
    { numRuns: 20, seed: 7 },
  );
});

test('a ciphertext that was changed anywhere, or comes with another context, is none', async () => {
  await using world = await kmsUnderTest();
  const { KeyId } = await newKey(world);
  const { CiphertextBlob = new Uint8Array() } = await world.kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('secret'), EncryptionContext }));
  assert.ok(!Buffer.from(CiphertextBlob).includes('secret'));
  const code = async (input: Partial<DecryptCommandInput>): Promise<string> =>
    (await refusal(world.kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...input })))).code;
  assert.equal(await code({ EncryptionContext: undefined }), 'InvalidCiphertextException');
  assert.equal(await code({ EncryptionContext: { ...EncryptionContext, more: '' } }), 'InvalidCiphertextException');
  for (let at = 0; at < CiphertextBlob.length; at += 1) {
    const changed = Buffer.from(CiphertextBlob);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    // The key's id is in the clear, and names a key that is not there.
    assert.equal(await code({ CiphertextBlob: changed }), at >= 1 && at < 17 ? 'AccessDeniedException' : 'InvalidCiphertextException', `byte ${at}`);
  }
  assert.equal(await code({ CiphertextBlob: Buffer.from('short') }), 'InvalidCiphertextException');
  const other = await newKey(world);
  assert.equal(await code({ KeyId: other.KeyId }), 'IncorrectKeyException');
  assert.deepEqual(world.faults, []);
});

test('a data key comes in the clear and sealed, and no two are alike', async () => {
  await using world = await kmsUnderTest();
  const { KeyId, Arn } = await newKey(world);
  const made = await world.kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
  const opened = await world.kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext }));
  assert.deepEqual([made.Plaintext?.length, made.KeyId, opened.Plaintext], [32, Arn, made.Plaintext]);
  const again = await world.kms.send(new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 100 }));
  assert.equal(again.Plaintext?.length, 100);
  assert.notDeepEqual(again.Plaintext?.slice(0, 32), made.Plaintext);
  const hidden = await world.kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_128' }));
  assert.equal((await world.kms.send(new DecryptCommand({ CiphertextBlob: hidden.CiphertextBlob }))).Plaintext?.length, 16);
  for (const wrong of [{}, { KeySpec: 'AES_256', NumberOfBytes: 1 }, { NumberOfBytes: 0 }, { NumberOfBytes: 1025 }] as const) {
    assert.equal((await refusal(world.kms.send(new GenerateDataKeyCommand({ KeyId, ...wrong })))).code, 'ValidationException');
  }
  assert.equal((await refusal(world.kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', DryRun: true })))).code, 'DryRunOperationException');
});

test('a secret moves from one key to another without being seen', async () => {
  await using world = await kmsUnderTest();
  const [one, two] = [await newKey(world), await newKey(world)];
  const { CiphertextBlob } = await world.kms.send(new EncryptCommand({ KeyId: one.KeyId, Plaintext: Buffer.from('secret') }));
  const moved = await world.kms.send(new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: two.KeyId, DestinationEncryptionContext: EncryptionContext }));
  assert.deepEqual([moved.SourceKeyId, moved.KeyId], [one.Arn, two.Arn]);
  const { Plaintext } = await world.kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext, KeyId: two.KeyId }));
  assert.equal(Buffer.from(Plaintext ?? []).toString(), 'secret');
  const wrong = new ReEncryptCommand({ CiphertextBlob, SourceKeyId: two.KeyId, DestinationKeyId: two.KeyId });
  assert.equal((await refusal(world.kms.send(wrong))).code, 'IncorrectKeyException');
});

test('random bytes are the same again in a world of the same seed', async () => {
  const drawn: (string | undefined)[] = [];
  for (let run = 0; run < 2; run += 1) {
    await using world = await kmsUnderTest();
    const { Plaintext } = await world.kms.send(new GenerateRandomCommand({ NumberOfBytes: 1024 }));
    assert.equal(new Set(Plaintext).size > 200, true);
    drawn.push(Plaintext && Buffer.from(Plaintext).toString('hex'));
    assert.equal((await refusal(world.kms.send(new GenerateRandomCommand({})))).message, 'NumberOfBytes is required.');
  }
  assert.equal(drawn[0], drawn[1]);
});

test('a grant is listed until it is revoked or retired, and is not made twice under one name', async () => {
  await using world = await kmsUnderTest();
  const { KeyId, Arn } = await newKey(world);
  const GranteePrincipal = 'arn:aws:iam::123456789012:role/reader';
  const grant = (Name?: string) => world.kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Decrypt'], Name }));
  const grants = async () => (await world.kms.send(new ListGrantsCommand({ KeyId }))).Grants?.map(({ GrantId }) => GrantId);
  const [one, same, two, three] = [await grant('a'), await grant('a'), await grant(), await grant()];
  assert.equal(one.GrantId, same.GrantId);
  assert.deepEqual(await grants(), [one.GrantId, two.GrantId, three.GrantId]);
  await world.kms.send(new RevokeGrantCommand({ KeyId, GrantId: one.GrantId }));
  await world.kms.send(new RetireGrantCommand({ GrantToken: two.GrantToken }));
  await world.kms.send(new RetireGrantCommand({ KeyId: Arn, GrantId: three.GrantId }));
  assert.deepEqual(await grants(), []);
  assert.equal((await refusal(world.kms.send(new RevokeGrantCommand({ KeyId, GrantId: one.GrantId })))).code, 'NotFoundException');
  const wrong = new CreateGrantCommand({ KeyId, GranteePrincipal: 'nobody', Operations: ['Decrypt'] });
  assert.equal((await refusal(world.kms.send(wrong))).code, 'InvalidArnException');
});
