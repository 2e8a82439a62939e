/** Secrets of a world that is kept: what was acknowledged is there after a sudden end, and what was to come still comes. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DeleteSecretCommand, DescribeSecretCommand, GetRandomPasswordCommand } from '@aws-sdk/client-secrets-manager';
import { Duration } from '../../time/duration';
import { standinUnderTest } from '../standin-under-test';
import { clientIn, elsewhere, newSecret, textOf } from './secrets-under-test';

test('values, copies that are on their way, deletions that wait, and how far passwords were drawn outlive the process', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-secrets-'));
  const passwords: (string | undefined)[] = [];
  try {
    {
      await using standin = await standinUnderTest(directory);
      const client = clientIn(standin);
      await newSecret(client, { Name: 'going' });
      await client.send(new DeleteSecretCommand({ SecretId: 'going', RecoveryWindowInDays: 7 }));
      passwords.push((await client.send(new GetRandomPasswordCommand({}))).RandomPassword);
      await newSecret(client, { Name: 'orders', AddReplicaRegions: [{ Region: elsewhere }] });
    }
    await using standin = await standinUnderTest(directory);
    const client = clientIn(standin);
    assert.equal(await textOf(client, 'orders'), 'open sesame');
    await standin.pass(Duration.seconds(10));
    assert.equal(await textOf(clientIn(standin, elsewhere), 'orders'), 'open sesame');
    passwords.push((await client.send(new GetRandomPasswordCommand({}))).RandomPassword);
    assert.equal(new Set(passwords).size, 2);
    assert.ok((await client.send(new DescribeSecretCommand({ SecretId: 'going' }))).DeletedDate);
    await standin.pass(Duration.days(7));
    await assert.rejects(client.send(new DescribeSecretCommand({ SecretId: 'going' })), { name: 'ResourceNotFoundException' });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
