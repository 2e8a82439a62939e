/** From the damage to its detection: it counts once it has been seen, and its owners find it by their own probes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { S3 } from '../../aws/s3/s3';
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import { Duration } from '../../time/duration';
import { Bucket } from '../bucket/bucket';
import { PlanFellShort } from '../drill';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../drill-under-test';
import { type BoundExperiment, damage, endExperiment } from './damage';
import { approve, declare } from './decide';
import { detect } from './detect';
import { awaitService } from './service-ok';
import { holdSteadyState } from './steady-state';

const key = 'invoices/2025/00001.json';

/** Whether the one invoice is there that these tests are about; reading all sixty a few hundred times would take long. */
const probe = async (s3: S3, bucket: string): Promise<Seen> => {
  const good = (await s3.get(bucket, key, { recorded: false })) !== undefined;
  return { good, saw: good ? 'the invoice' : 'no invoice' };
};

async function protectedBucket({ drill }: DrillUnderTest): Promise<Bucket> {
  await protectUnderTest(drill, 'invoices');
  const { recoverable, component, marks } = drill.subject('invoices');
  assert.ok(recoverable instanceof Bucket);
  const { resource } = recoverable;
  const bucket = new Bucket(recoverable.component, drill.services, { ...resource, probe: (s3) => probe(s3, resource.bucket) });
  drill.adopt({ component, recoverable: bucket, marks });
  return bucket;
}

/** Deletes one invoice, and sees that from so many looks on. */
function deletion(ground: DrillUnderTest, { s3, resource }: Bucket, unseen = 0): BoundExperiment {
  let looks = 0;
  return {
    name: 'one-deletion',
    does: 'Deletes one invoice.',
    inject: () => s3.delete(resource.bucket, key),
    landed: async (): Promise<Seen> => ({ good: looks++ >= unseen && !(await s3.keys(resource.bucket, '')).includes(key), saw: 'a listing' }),
  };
}

const seconds = (ground: DrillUnderTest, name: 'fault' | 'detected' | 'declared' | 'approved' | 'service-ok'): number[] => {
  const { marks } = ground.drill.subject('invoices');
  const [mark, fault] = [marks.get(name), marks.get('fault')];
  assert.ok(mark && fault);
  return [mark.notBefore, mark.notAfter].map((instant) => Math.round(instant.since(fault.notBefore).seconds));
};

test('the fault lies between the injection and the look that saw it', async () => {
  await using ground = await drillUnderTest();
  await damage(ground.drill, 'invoices', deletion(ground, await protectedBucket(ground), 2));
  assert.deepEqual(seconds(ground, 'fault'), [0, 10]);
});

test('damage that is never seen compromises the drill, whatever the experiment says', async () => {
  await using ground = await drillUnderTest();
  const bucket = await protectedBucket(ground);
  await assert.rejects(damage(ground.drill, 'invoices', { ...deletion(ground, bucket), inject: async () => undefined }), (error) => error instanceof Compromised && error.message.includes('never landed'));
  assert.equal(ground.drill.subject('invoices').marks.has('fault'), false);
  assert.equal(ground.drill.ending.outcome, 'compromised');
});

test('damage that takes long to be seen is waited for as long as its experiment says', async () => {
  await using ground = await drillUnderTest();
  const bucket = await protectedBucket(ground);
  const late = { ...deletion(ground, bucket, 120), lands: Duration.minutes(15) };
  await damage(ground.drill, 'invoices', late);
  assert.deepEqual(seconds(ground, 'fault'), [0, 600]);
});

test('an experiment that goes on is ended as part of the restore', async () => {
  await using ground = await drillUnderTest();
  const bucket = await protectedBucket(ground);
  let ended = 0;
  const going = { ...deletion(ground, bucket), end: async () => void (ended += 1) };
  await damage(ground.drill, 'invoices', going);
  assert.equal(ended, 0);
  await endExperiment(ground.drill, 'invoices', going);
  assert.deepEqual([ended, ground.entries('phase').at(-1)?.phase], [1, 'restore']);
});

test('an experiment that did its damage at once has nothing to end, and the runbook is wrong', async () => {
  await using ground = await drillUnderTest();
  const bucket = await protectedBucket(ground);
  await assert.rejects(endExperiment(ground.drill, 'invoices', deletion(ground, bucket)), (error) => error instanceof Compromised && error.message.includes('"one-deletion" did its damage at once; there is nothing to end'));
  await assert.rejects(endExperiment(ground.drill, 'orders', deletion(ground, bucket)), (error) => error instanceof Compromised && error.message.includes('Given "orders" is protected'));
});

test('an experiment that fails compromises the drill with its own words', async () => {
  await using ground = await drillUnderTest();
  const bucket = await protectedBucket(ground);
  const inject = async (): Promise<void> => bucket.s3.delete('nobodys-bucket', key);
  await assert.rejects(damage(ground.drill, 'invoices', { ...deletion(ground, bucket), inject }), { code: 'NoSuchBucket' });
  assert.match(ground.drill.ending.reason, /NoSuchBucket/);
});

test('owners detect damage at their next probe, declare, approve, and see the service well again', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const bucket = await protectedBucket(ground);
  await damage(drill, 'invoices', deletion(ground, bucket));
  await detect(drill, 'invoices', Duration.minutes(5));
  assert.ok(seconds(ground, 'detected')[0] === 0 && (seconds(ground, 'detected')[1] ?? 0) >= 30);
  await declare(drill, 'team lead', 'invoices', Duration.minutes(4));
  await approve(drill, 'manager', 'invoices', Duration.minutes(2));
  assert.deepEqual(ground.entries('human').map(({ role, act }) => `${role} ${act}`), ['team lead declared a disaster for invoices', 'manager approved the restore of invoices']);
  const [detected, declared, approved] = (['detected', 'declared', 'approved'] as const).map((name) => seconds(ground, name)[1] ?? 0);
  assert.deepEqual([(declared ?? 0) - (detected ?? 0), (approved ?? 0) - (declared ?? 0)], [240, 120]);

  void drill.clock.sleep(Duration.minutes(10)).then(async () => {
    const [marker] = await bucket.s3.versions(bucket.resource.bucket, key);
    await bucket.s3.delete(bucket.resource.bucket, key, marker);
  });
  await awaitService(drill, 'invoices', 3);
  assert.equal(ground.entries('look').filter(({ subject, good }) => subject === 'health of invoices' && good).length, 3);
  const [notBefore, notAfter] = seconds(ground, 'service-ok');
  assert.ok(notBefore !== undefined && notAfter !== undefined && notBefore <= (approved ?? 0) + 600 && notAfter >= (approved ?? 0) + 600);
});

test('damage that no probe sees was not detected, which is the plan\'s fault', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  await protectedBucket(ground);
  await assert.rejects(detect(drill, 'invoices', Duration.minutes(5)), (error) => error instanceof PlanFellShort && error.message.includes('not detected within 5 min'));
  assert.deepEqual([drill.ending.outcome, drill.subject('invoices').marks.has('detected')], ['finished', false]);
});

test('a service that never gets well fell short once twice its objective has passed', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const bucket = await protectedBucket(ground);
  await damage(drill, 'invoices', deletion(ground, bucket));
  const began = drill.clock.now();
  await assert.rejects(awaitService(drill, 'invoices', 3), PlanFellShort);
  assert.equal(Math.round(drill.clock.now().since(began).seconds / 60), 120);
});

test('what was unwell before anything was broken compromises the drill', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const { s3, resource } = await protectedBucket(ground);
  await holdSteadyState(drill, 'invoices', Duration.minutes(3));
  assert.equal(ground.entries('look').filter(({ good, subject }) => good && subject === 'health of invoices').length, 4);
  assert.deepEqual(Object.keys(drill.subject('invoices').manifest ?? {}), ['objects']);
  await ground.during(() => s3.delete(resource.bucket, key));
  await assert.rejects(holdSteadyState(drill, 'invoices', Duration.minutes(3)), (error) => error instanceof Compromised && error.message.includes('(no invoice)'));
});
