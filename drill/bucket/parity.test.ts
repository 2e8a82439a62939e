/** What a bucket does by itself, against what the plan says it does; and of a replica in service what makes it whole by itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareConfiguration, type Setting } from '../../measure/parity';
import { Duration } from '../../time/duration';
import { serveFromReplica } from '../phases/protections/replica';
import { type BucketUnderTest, bucketUnderTest } from './bucket-under-test';

const said = (value: Setting): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What differs, as `setting: planned / is`. */
async function different(ground: BucketUnderTest): Promise<string[]> {
  const { expected, actual } = await ground.during(() => ground.bucket.parity());
  return compareConfiguration(expected, actual).differences.map(({ setting, expected: planned, actual: is }) => `${setting}: ${said(planned)} / ${said(is)}`);
}

test('a bucket as it was made is as planned in all that the plan gives it', async () => {
  await using invoices = await bucketUnderTest();
  const { expected } = await invoices.during(() => invoices.bucket.parity());
  assert.deepEqual(expected, { versioning: 'Enabled', tags: invoices.bucket.resource.tags, archive: 'GLACIER after 30 d', 'replicated to': `${invoices.name}-replica` });
  assert.deepEqual(await different(invoices), []);
  await using receipts = await bucketUnderTest({ component: 'receipts' });
  assert.deepEqual(Object.keys((await receipts.during(() => receipts.bucket.parity())).expected), ['versioning', 'tags', 'lock']);
  assert.deepEqual(await different(receipts), []);
});

test('each setting that is not as planned is named', async () => {
  await using ground = await bucketUnderTest();
  const { name, bucket, drill, s3 } = ground;
  const settings = drill.services.s3Settings(bucket.resource.region);
  await ground.during(async () => {
    await s3.tagBucket(name, { ...bucket.resource.tags, owner: 'somebody else' });
    await settings.archiveReplacedVersions(name, { after: Duration.days(60), storageClass: 'GLACIER' });
  });
  const [archive, tags, ...more] = await different(ground);
  assert.match(tags ?? '', /^tags: \{.*\} \/ \{.*"owner":"somebody else"/);
  assert.deepEqual([archive, more], ['archive: GLACIER after 30 d / GLACIER after 60 d', []]);
});

test('what does nothing any more is told from what does something else', async () => {
  await using ground = await bucketUnderTest({ component: 'receipts' });
  Object.assign(ground.bucket.component, { archive: { after: Duration.days(30), storageClass: 'GLACIER', tier: 'Standard', readableWithin: Duration.hours(6) }, lock: { mode: 'COMPLIANCE', for: Duration.days(3_650) } });
  assert.deepEqual(await different(ground), ['archive: GLACIER after 30 d / none', 'lock: COMPLIANCE for 3650 d / GOVERNANCE for 3650 d']);
});

test('a replica in service is held to its own versions and tags, and to nothing that follows it', async () => {
  await using ground = await bucketUnderTest();
  await serveFromReplica(ground.drill, 'invoices');
  const { expected, actual } = await ground.during(() => ground.bucket.parity());
  assert.deepEqual([Object.keys(expected), actual], [['versioning', 'tags'], expected]);
  await ground.during(() => ground.bucket.s3.tagBucket(ground.bucket.inService.bucket, {}));
  assert.match((await different(ground)).join(), /tags/);
});
