/** A bucket as the plan says, and how it is taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentOf, type DrillUnderTest, drillUnderTest } from '../drill/drill-under-test';
import { type ProvisionedBucket, provisionBucket } from './bucket';

function provisioned(ground: DrillUnderTest): Promise<ProvisionedBucket> {
  const { drill } = ground;
  const invoices = componentOf(drill.plan, 'invoices');
  assert.ok(invoices.kind === 'bucket');
  return ground.during(() => provisionBucket(drill, invoices));
}

test('a provisioned bucket is versioned, tagged and full of healthy invoices, each in one version', async () => {
  await using ground = await drillUnderTest();
  const { bucket, region, tags, probe } = await provisioned(ground);
  const s3 = ground.drill.services.s3(region);
  await ground.during(async () => {
    assert.equal(await s3.versioning(bucket), 'Enabled');
    assert.deepEqual(await s3.bucketTags(bucket), tags);
    assert.deepEqual(await probe(s3, bucket), { good: true, saw: '60 invoices, 0 missing, 0 different' });
    const versions = await s3.versions(bucket, '');
    assert.ok(versions.length === 60 && versions.every(({ versionId }) => versionId !== 'null'));
  });
});

test('its undo is on disk before it is made, and takes back all of it, more than once if need be', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const { bucket, region, replica } = await provisioned(ground);
  const filed = ground.entries('undo-filed');
  const made = ['CreateBucket', 'CreateRole', 'PutMetricAlarm'].flatMap((operation) => ground.entries('call').filter((call) => call.operation === operation));
  assert.equal(filed.length, made.length);
  for (const [index, create] of made.sort((a, b) => a.seq - b.seq).entries()) assert.ok((filed[index]?.seq ?? Infinity) < create.seq, create.operation);
  assert.deepEqual([filed[0]?.action, filed[0]?.arguments], ['delete-bucket', { bucket, region, locking: false }]);

  await ground.during(() => drill.undo.all(drill.services));
  const left = async (place: { region: string; bucket: string }): Promise<boolean> => drill.services.s3(place.region).exists(place.bucket);
  assert.deepEqual(await ground.during(async () => [await left({ region, bucket }), replica && (await left(replica))]), [false, false]);
  for (const { action, does, arguments: args } of filed) drill.undo.file({ action, does, arguments: args });
  await ground.during(() => drill.undo.all(drill.services));
  const results = ground.entries('undo-done').map(({ result }) => result);
  assert.deepEqual(results, [...filed.map(() => 'done'), ...filed.map(() => 'nothing left to do')]);
});

test('the same seed fills it with the same, another seed with something else', async () => {
  const invoice = async (seed: number): Promise<string> => {
    await using ground = await drillUnderTest({ seed });
    const { bucket, region } = await provisioned(ground);
    return Buffer.from((await ground.during(() => ground.drill.services.s3(region).get(bucket, 'invoices/2025/00007.json'))) ?? []).toString('utf8');
  };
  const first = await invoice(1);
  assert.match(first, /"invoice":7,"currency":"EUR"/);
  assert.equal(await invoice(1), first);
  assert.notEqual(await invoice(2), first);
});
