/** Lists of instances: in pages, filtered, of one region. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codeOf, RdsUnderTest } from '../rds-under-test';

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
});

after(() => under.close());

test('lists are paged, twenty at least, and filtered', async () => {
  assert.equal(await codeOf(under.rds.describeDBInstances({ MaxRecords: 19 })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.rds.describeDBInstances({ MaxRecords: 101 })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.rds.describeDBInstances({ Marker: 'nonsense' })), 'InvalidParameterValue');
  assert.equal(await codeOf(under.rds.describeDBInstances({ Filters: [{ Name: 'colour', Values: ['blue'] }] })), 'InvalidParameterValue');
  for (let n = 1; n <= 25; n++) await under.create(`many-${n}`);
  const first = await under.rds.describeDBInstances({ MaxRecords: 20 });
  const second = await under.rds.describeDBInstances({ MaxRecords: 20, Marker: first.Marker });
  const all = [...(first.DBInstances ?? []), ...(second.DBInstances ?? [])].map((one) => one.DBInstanceIdentifier);
  assert.equal(first.DBInstances?.length, 20);
  assert.equal(second.Marker, undefined);
  assert.equal(new Set(all).size, 25);
  const filtered = await under.rds.describeDBInstances({ Filters: [{ Name: 'db-instance-id', Values: ['many-3', 'arn:aws:rds:us-east-1:123456789012:db:many-4'] }] });
  assert.deepEqual(filtered.DBInstances?.map((one) => one.DBInstanceIdentifier), ['many-3', 'many-4']);
  for (let n = 1; n <= 25; n++) await under.rds.deleteDBInstance({ DBInstanceIdentifier: `many-${n}`, SkipFinalSnapshot: true });
});

test('regions do not see each other', async () => {
  const elsewhere = under.client('eu-west-1');
  assert.deepEqual((await elsewhere.describeDBInstances({})).DBInstances, []);
});
