/** SecureStrings and the keys that keep them, who may read what, the events that tell of changes, and parameters that outlive the process. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CreateKeyCommand, DecryptCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetParameterCommand, GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';
import { clientIn, home, put, valueOf } from './ssm-under-test';

let standin: StandinUnderTest;
let client: SSMClient;

before(async () => {
  standin = await standinUnderTest();
  client = clientIn(standin);
});
after(async () => {
  await standin[Symbol.asyncDispose]();
  assert.deepEqual(standin.faults, []);
});

describe('a SecureString', () => {
  test('is a ciphertext of KMS to who does not have it decrypted', async () => {
    await put(client, '/shop/password', 'open sesame', { Type: 'SecureString' });
    assert.equal(await valueOf(client, '/shop/password'), 'open sesame');
    const { Parameter: kept } = await client.send(new GetParameterCommand({ Name: '/shop/password' }));
    const kms = standin.client(KMSClient, home);
    const EncryptionContext = { PARAMETER_ARN: `arn:aws:ssm:${home}:123456789012:parameter/shop/password` };
    const CiphertextBlob = Buffer.from(kept?.Value ?? '', 'base64');
    assert.ok(!CiphertextBlob.includes('sesame'));
    // The key of the service serves nobody but the service.
    await assert.rejects(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })), { name: 'AccessDeniedException' });
  });

  test('takes a key that can be used, and is readable by KMS itself under the key of its own', async () => {
    const kms = standin.client(KMSClient, home);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId ?? '';
    await put(client, 'sealed', 'open sesame', { Type: 'SecureString', KeyId });
    const { Parameter: kept } = await client.send(new GetParameterCommand({ Name: 'sealed' }));
    const EncryptionContext = { PARAMETER_ARN: `arn:aws:ssm:${home}:123456789012:parameter/sealed` };
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: Buffer.from(kept?.Value ?? '', 'base64'), EncryptionContext }));
    assert.equal(Buffer.from(Plaintext ?? []).toString(), 'open sesame');
    await kms.send(new DisableKeyCommand({ KeyId }));
    await assert.rejects(valueOf(client, 'sealed'), { name: 'InvalidKeyId' });
    await assert.rejects(put(client, 'other', 'x', { Type: 'SecureString', KeyId: 'alias/none' }), { name: 'InvalidKeyId' });
    const { Parameters: read } = await client.send(new GetParametersCommand({ Names: ['sealed'] }));
    assert.equal(read?.[0]?.Type, 'SecureString');
  });
});

test('parameters outlive the process, with their versions', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-ssm-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const first = await standinUnderTest(directory);
  await put(clientIn(first), 'kept', 'one');
  await put(clientIn(first), 'kept', 'two', { Overwrite: true, Type: undefined });
  await put(clientIn(first), 'secret', 'open sesame', { Type: 'SecureString' });
  await first[Symbol.asyncDispose]();
  const second = await standinUnderTest(directory);
  const again = clientIn(second);
  assert.deepEqual([await valueOf(again, 'kept:1'), await valueOf(again, 'kept'), await valueOf(again, 'secret')], ['one', 'two', 'open sesame']);
  await second[Symbol.asyncDispose]();
});
