/** How many replicas a source has at most, and when one can be promoted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, RdsUnderTest } from '../rds-under-test';

test('a source has fifteen replicas at most, and a replica that is still being made is not promoted', async () => {
  const under = await RdsUnderTest.start();
  try {
    await under.create('orders');
    await under.available('orders');
    const replicate = (n: number) => under.rds.createDBInstanceReadReplica({ DBInstanceIdentifier: `copy-${n}`, SourceDBInstanceIdentifier: 'orders' });
    for (let n = 1; n <= 15; n++) await replicate(n);
    assert.equal(await codeOf(replicate(16)), 'InstanceQuotaExceeded');
    assert.equal((await under.find('orders')).ReadReplicaDBInstanceIdentifiers?.length, 15);
    assert.equal(await codeOf(under.rds.promoteReadReplica({ DBInstanceIdentifier: 'copy-1' })), 'InvalidDBInstanceState');
  } finally {
    await under.close();
    assert.deepEqual(under.faults, []);
  }
});
