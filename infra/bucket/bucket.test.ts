/** A bucket as the plan says, and how it is taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentOf, type DrillUnderTest, drillUnderTest } from '../../drill/drill-under-test';
import { Duration } from '../../time/duration';
import { type ProvisionedBucket, provisionBucket } from './bucket';

function provisioned(ground: DrillUnderTest, name = 'invoices'): Promise<ProvisionedBucket> {
  const { drill } = ground;
  const component = componentOf(drill.plan, name);
  assert.ok(component.kind === 'bucket');
  return ground.during(() => provisionBucket(drill, component));
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

test('it archives and replicates from its first object on, into a replica that is versioned and tagged as it is', async () => {
  await using ground = await drillUnderTest();
  const { bucket, region, tags, replica } = await provisioned(ground);
  assert.ok(replica);
  const [settings, there] = [ground.drill.services.s3Settings(region), ground.drill.services.s3(replica.region)];
  await ground.during(async () => {
    const archive = await settings.archiveRule(bucket);
    assert.deepEqual([archive?.storageClass, archive?.after.inWords(), await settings.replicatedTo(bucket), await settings.lockRule(bucket)], ['GLACIER', '30 d', [replica.bucket], undefined]);
    assert.deepEqual([replica.region, await there.versioning(replica.bucket), await there.bucketTags(replica.bucket)], ['eu-west-1', 'Enabled', tags]);
    await ground.drill.clock.sleep(Duration.minutes(15));
    assert.equal((await there.keys(replica.bucket, '')).length, 60);
  });
});

test('an alarm in the region of the replica goes off at half the promised time, one beside the bucket stops experiments', async () => {
  await using ground = await drillUnderTest();
  const { bucket, region, replica } = await provisioned(ground);
  assert.ok(replica);
  const alarms = ground.entries('call').filter(({ operation }) => operation === 'PutMetricAlarm');
  const dimensions = [{ Name: 'SourceBucket', Value: bucket }, { Name: 'DestinationBucket', Value: replica.bucket }, { Name: 'RuleId', Value: 'to-replica' }];
  assert.deepEqual(
    alarms.map(({ region: where, input }) => [where, input['AlarmName'], input['MetricName'], input['Threshold'], input['Period'], input['EvaluationPeriods'], input['TreatMissingData'], input['Dimensions']]),
    [
      [replica.region, replica.lagAlarm, 'ReplicationLatency', 900, 60, 3, 'breaching', dimensions],
      [region, replica.stopAlarm, 'OperationsFailedReplication', 1, 60, 1, 'notBreaching', dimensions],
    ],
  );
  await ground.during(() => ground.drill.clock.sleep(Duration.minutes(30)));
  const { services } = ground.drill;
  const states = () => ground.during(async () => [await services.alarms(replica.region).state(replica.lagAlarm), await services.alarms(region).state(replica.stopAlarm)]);
  assert.deepEqual((await states()).map((alarm) => alarm?.state), ['OK', 'OK']);
});

test('S3 may copy with its role, FIS may pause with its own, and neither may do anything to another bucket', async () => {
  await using ground = await drillUnderTest();
  const { bucket, replica } = await provisioned(ground);
  const policies = ground.entries('call').filter(({ operation }) => operation === 'PutRolePolicy').map(({ input }) => JSON.parse(input['PolicyDocument'] as string) as { Statement: { Action: string[]; Resource: string[] }[] });
  const touched = policies.map(({ Statement }) => [...new Set(Statement.flatMap(({ Resource }) => Resource))].sort());
  assert.deepEqual(touched, [
    [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`, `arn:aws:s3:::${replica?.bucket ?? ''}/*`].sort(),
    ['*', `arn:aws:s3:::${bucket}`],
  ]);
  const anywhere = policies.flatMap(({ Statement }) => Statement).filter(({ Resource }) => Resource.includes('*')).flatMap(({ Action }) => Action);
  assert.deepEqual(anywhere, ['s3:ListAllMyBuckets', 'tag:GetResources'], 'finding is all that is allowed everywhere');
  assert.ok(replica?.faultRole.endsWith(`:role/${bucket}-fault`));
});

test('what is to be locked is locked from its first object on, and its undo removes it all the same', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const { bucket, region } = await provisioned(ground, 'receipts');
  await ground.during(async () => {
    const rule = await drill.services.s3Settings(region).lockRule(bucket);
    assert.deepEqual([rule?.mode, rule?.for.inWords()], ['GOVERNANCE', '3650 d']);
    for (const { key, versionId } of await drill.services.s3(region).versions(bucket, '')) {
      const state = await drill.services.objectStates(region).of(bucket, key, { versionId });
      assert.ok(state?.lockedUntil, `${key} is locked`);
    }
    const undone = await drill.undo.all(drill.services);
    const left = [await drill.services.s3(region).exists(bucket), await drill.services.s3(region).exists(`${bucket}-calls`)];
    assert.deepEqual([undone.map(({ result }) => result), left], [['done', 'done', 'done'], [false, false]], 'its trail and the bucket of its files too');
    assert.equal(await drill.services.cloudTrail(region).deleteTrail(`${bucket}-deletions`), false);
  });
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
