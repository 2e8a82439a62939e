/** The SDK's own waiters see instances and snapshots come and go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntilDBInstanceAvailable, waitUntilDBInstanceDeleted, waitUntilDBSnapshotAvailable } from '@aws-sdk/client-rds';
import { Duration } from '../../../time/duration';
import { codeOf, RdsUnderTest } from '../rds-under-test';

const awaited = { DBInstanceIdentifier: 'awaited' };

test('the SDK’s waiters see an instance and a snapshot come and go', async () => {
  const under = await RdsUnderTest.start();
  // Whoever is not there yet would be waited for by a real timer: what is asked is what ends the waiting.
  const waiter = { client: under.rds, maxWaitTime: 31 };
  const ended = (waiting: Promise<{ state: string }>): Promise<string> => waiting.then(({ state }) => state, (error: Error) => (error.message.includes('"state":"FAILURE"') ? 'FAILURE' : error.message));
  await under.create('awaited', { BackupRetentionPeriod: 0 });
  assert.equal(await ended(waitUntilDBInstanceDeleted(waiter, awaited)), 'FAILURE');
  await under.available('awaited');
  assert.equal(await ended(waitUntilDBInstanceAvailable(waiter, awaited)), 'SUCCESS');
  await under.rds.createDBSnapshot({ ...awaited, DBSnapshotIdentifier: 'awaited' });
  await under.pass(Duration.minutes(10));
  assert.equal(await ended(waitUntilDBSnapshotAvailable(waiter, { DBSnapshotIdentifier: 'awaited' })), 'SUCCESS');
  await under.rds.deleteDBInstance({ ...awaited, SkipFinalSnapshot: true });
  assert.equal(await ended(waitUntilDBInstanceAvailable(waiter, awaited)), 'FAILURE');
  await under.pass(Duration.minutes(10));
  // By its name it is refused, under a name that this SDK's waiter does not know; boto3's does.
  assert.equal(await ended(waitUntilDBInstanceDeleted(waiter, { Filters: [{ Name: 'db-instance-id', Values: ['awaited'] }] })), 'SUCCESS');
  assert.equal(await codeOf(under.find('awaited')), 'DBInstanceNotFound');
  await under.close();
});
