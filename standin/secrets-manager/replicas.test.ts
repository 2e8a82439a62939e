/** Copies of secrets in other regions: they follow, they are there when the primary is lost, and they can be made secrets of their own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  RemoveRegionsFromReplicationCommand,
  ReplicateSecretToRegionsCommand,
  type SecretsManagerClient,
  StopReplicationToReplicaCommand,
} from '@aws-sdk/client-secrets-manager';
import { Duration } from '../../time/duration';
import { standinUnderTest } from '../standin-under-test';
import { clientIn, elsewhere, home, newSecret, textOf } from './secrets-under-test';

const soon = Duration.seconds(10);

async function statusOf(client: SecretsManagerClient, SecretId: string): Promise<(string | undefined)[] | undefined> {
  return (await client.send(new DescribeSecretCommand({ SecretId }))).ReplicationStatus?.map(({ Region, Status }) => `${Region} ${Status}`);
}

test('a copy follows its primary, takes no change of its own, and keeps its primary from being deleted', async () => {
  await using standin = await standinUnderTest();
  const [primary, copy] = [clientIn(standin), clientIn(standin, elsewhere)];
  const { arn } = await newSecret(primary, { Name: 'orders', AddReplicaRegions: [{ Region: elsewhere }], Tags: [{ Key: 'plan', Value: 'shop' }] });
  assert.deepEqual(await statusOf(primary, 'orders'), [`${elsewhere} InProgress`]);
  await standin.pass(soon);
  assert.deepEqual(await statusOf(primary, 'orders'), [`${elsewhere} InSync`]);
  const there = await copy.send(new DescribeSecretCommand({ SecretId: 'orders' }));
  assert.deepEqual([there.ARN, there.PrimaryRegion, there.Tags], [arn.replace(home, elsewhere), home, [{ Key: 'plan', Value: 'shop' }]]);
  assert.equal(await textOf(copy, 'orders'), 'open sesame');
  await primary.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'changed' }));
  assert.equal(await textOf(copy, 'orders'), 'open sesame', 'not yet');
  await standin.pass(soon);
  assert.equal(await textOf(copy, 'orders'), 'changed');
  const permitted = { name: 'InvalidParameterException', message: "Operation not permitted on a replica secret. Call must be made in primary secret's region." };
  await assert.rejects(copy.send(new PutSecretValueCommand({ SecretId: 'orders', SecretString: 'own' })), permitted);
  await assert.rejects(copy.send(new DeleteSecretCommand({ SecretId: 'orders' })), permitted);
  const kept = `You can't delete secret ${arn} that still has replica regions [${elsewhere}]`;
  await assert.rejects(primary.send(new DeleteSecretCommand({ SecretId: 'orders' })), { name: 'InvalidParameterException', message: kept });
  await primary.send(new RemoveRegionsFromReplicationCommand({ SecretId: 'orders', RemoveReplicaRegions: [elsewhere] }));
  await assert.rejects(textOf(copy, 'orders'), { name: 'ResourceNotFoundException' });
  await primary.send(new DeleteSecretCommand({ SecretId: 'orders', ForceDeleteWithoutRecovery: true }));
});

test('a name that is taken there makes the replication fail, unless it is to give way', async () => {
  await using standin = await standinUnderTest();
  const [primary, other] = [clientIn(standin), clientIn(standin, elsewhere)];
  await newSecret(other, { Name: 'taken', SecretString: 'theirs' });
  await newSecret(primary, { Name: 'taken', AddReplicaRegions: [{ Region: elsewhere }] });
  await standin.pass(soon);
  assert.deepEqual(await statusOf(primary, 'taken'), [`${elsewhere} Failed`]);
  assert.equal(await textOf(other, 'taken'), 'theirs');
  const again = { SecretId: 'taken', AddReplicaRegions: [{ Region: elsewhere }], ForceOverwriteReplicaSecret: true };
  await primary.send(new ReplicateSecretToRegionsCommand(again));
  await standin.pass(soon);
  assert.deepEqual([await statusOf(primary, 'taken'), await textOf(other, 'taken')], [[`${elsewhere} InSync`], 'open sesame']);
  await assert.rejects(primary.send(new ReplicateSecretToRegionsCommand(again)), { name: 'InvalidParameterException' });
  const own = new ReplicateSecretToRegionsCommand({ SecretId: 'taken', AddReplicaRegions: [{ Region: home }] });
  await assert.rejects(primary.send(own), { name: 'InvalidParameterException', message: 'Invalid replica region.' });
});

test('a copy is read while the region of its primary is lost, and becomes a secret of its own there', async () => {
  await using standin = await standinUnderTest();
  const endpoint = await standin.listen();
  const outage = (down: boolean) => fetch(`${endpoint}/_standin/outage`, { method: 'POST', body: JSON.stringify({ region: home, down }) });
  const [primary, copy] = [clientIn(standin), clientIn(standin, elsewhere)];
  await newSecret(primary, { Name: 'orders', AddReplicaRegions: [{ Region: elsewhere }] });
  await standin.pass(soon);
  assert.equal((await outage(true)).status, 200);
  await assert.rejects(textOf(primary, 'orders'), { name: 'ServiceUnavailableException' });
  assert.equal(await textOf(copy, 'orders'), 'open sesame');
  await copy.send(new StopReplicationToReplicaCommand({ SecretId: 'orders' }));
  await copy.send(new PutSecretValueCommand({ SecretId: 'orders', SecretString: 'own' }));
  await outage(false);
  await standin.pass(soon);
  assert.deepEqual([await textOf(primary, 'orders'), await textOf(copy, 'orders'), await statusOf(primary, 'orders')], ['open sesame', 'own', undefined]);
});

test('what changes while the region of a copy is lost arrives when it is back', async () => {
  await using standin = await standinUnderTest();
  const endpoint = await standin.listen();
  const outage = (down: boolean) => fetch(`${endpoint}/_standin/outage`, { method: 'POST', body: JSON.stringify({ region: elsewhere, down }) });
  const primary = clientIn(standin);
  await newSecret(primary, { Name: 'orders', AddReplicaRegions: [{ Region: elsewhere }] });
  await standin.pass(soon);
  await outage(true);
  await primary.send(new PutSecretValueCommand({ SecretId: 'orders', SecretString: 'changed' }));
  await standin.pass(soon);
  assert.deepEqual(await statusOf(primary, 'orders'), [`${elsewhere} InProgress`]);
  await outage(false);
  await standin.pass(Duration.seconds(1));
  assert.deepEqual([await statusOf(primary, 'orders'), await textOf(clientIn(standin, elsewhere), 'orders')], [[`${elsewhere} InSync`], 'changed']);
});
