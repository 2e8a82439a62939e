/** A bucket that is recovered in place, or that nothing happened to: verified by its content and settings, with or without witnesses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration } from '../../time/duration';
import { bucketUnderTest, keyOf, spoil } from '../bucket/bucket-under-test';
import { PlanFellShort } from '../drill';
import { restoreBeforeDamage, switchService } from './restore';
import { holdSteadyState } from './steady-state';
import { verifyRestored } from './verify';

test('without numbered writes its content and configuration are checked, and no witness is asked for', async () => {
  await using ground = await bucketUnderTest({ component: 'receipts' });
  await holdSteadyState(ground.drill, 'receipts', Duration.minutes(1));
  await verifyRestored(ground.drill, 'receipts');
  assert.deepEqual(ground.entries('check').map(({ check, passed, examined }) => [check, passed, examined]), [['content of objects', true, 60], ['configuration', true, 3]]);
  assert.equal(ground.subject.marks.has('verified'), true);
});

test('what was overwritten or deleted is not right before the restore, is right after it, and nothing has to be switched', async () => {
  await using ground = await bucketUnderTest();
  const { drill, bucket, subject } = ground;
  await holdSteadyState(drill, 'invoices', Duration.minutes(1));
  await spoil(ground, { overwritten: [1], deleted: [2, 3] });
  await assert.rejects(verifyRestored(drill, 'invoices'), (error) => error instanceof PlanFellShort && error.message.includes('content of objects: 60 items in steady state, 58 now'));
  const place = bucket.inService;
  await restoreBeforeDamage(drill, 'invoices');
  await switchService(drill, 'invoices');
  await verifyRestored(drill, 'invoices');
  assert.deepEqual([bucket.inService, subject.notYetInService], [place, undefined]);
  for (const mark of ['restore-requested', 'restore-completed', 'resource-ready', 'verified'] as const) assert.ok(subject.marks.has(mark), mark);
});

test('bytes, content type or metadata that differ are all content', async () => {
  await using ground = await bucketUnderTest();
  const { drill, s3, name } = ground;
  await holdSteadyState(drill, 'invoices', Duration.minutes(1));
  const object = await ground.during(() => s3.read(name, keyOf(9)));
  assert.ok(object);
  const { content, contentType, metadata } = object;
  for (const change of [{ contentType: 'text/plain', metadata }, { contentType, metadata: { invoice: '10' } }, { contentType, metadata: {} }]) {
    await ground.during(() => s3.put(name, keyOf(9), content, change));
    await assert.rejects(verifyRestored(drill, 'invoices'), /content of objects: .* their content differs/);
  }
  await ground.during(() => s3.put(name, keyOf(9), content, { contentType, metadata }));
  await verifyRestored(drill, 'invoices');
});
