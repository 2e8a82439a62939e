/** What a runbook asserts at its end: the judge decides, and what was never to be judged cannot be asserted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { PlanFellShort } from '../drill';
import { type DrillUnderTest, drillUnderTest, protectUnderTest } from '../drill-under-test';
import { assertObjective } from './objectives';

async function noticed(ground: DrillUnderTest, minutes: number): Promise<void> {
  const { drill } = ground;
  await protectUnderTest(drill, 'invoices');
  const subject = drill.subject('invoices');
  const fault = drill.clock.now();
  drill.mark(subject, 'fault', { notBefore: fault, notAfter: fault });
  drill.promise({ promise: 'notice', component: 'invoices', objectiveSeconds: 1_800, from: 'fault', to: 'detected' });
  const detected = fault.plus(Duration.minutes(minutes));
  drill.mark(subject, 'detected', { notBefore: detected, notAfter: detected });
}

const saying = (...texts: string[]) => (error: unknown): boolean => {
  assert.ok(error instanceof PlanFellShort, String(error));
  for (const text of texts) assert.ok(error.message.includes(text), error.message);
  return true;
};

test('a promise that was kept can be asserted; one that was not has fallen short, in the words of the judge', async () => {
  await using kept = await drillUnderTest();
  await noticed(kept, 20);
  assertObjective(kept.drill, 'invoices', 'notice');
  await using broken = await drillUnderTest();
  await noticed(broken, 31);
  assert.throws(() => assertObjective(broken.drill, 'invoices', 'notice'), saying('notice missed: Until the stop was noticed it took 31 min; the plan promises 30 min.'));
});

test('what was not shown cannot be asserted either', async () => {
  await using ground = await drillUnderTest();
  await protectUnderTest(ground.drill, 'invoices');
  assert.throws(() => assertObjective(ground.drill, 'invoices', 'rto'), saying('RTO unproven: No damage was seen'));
  assert.throws(() => assertObjective(ground.drill, 'invoices', 'rpo'), saying('RPO unproven: No damage was seen'));
});

test('a promise that never began is asserted in vain, and the runbook is told what lacks', async () => {
  await using ground = await drillUnderTest();
  await protectUnderTest(ground.drill, 'invoices');
  assert.throws(() => assertObjective(ground.drill, 'invoices', 'retrieval'), saying('not judged by retrieval', 'Let the runbook retrieve archived versions first.'));
  assert.throws(() => assertObjective(ground.drill, 'invoices', 'notice'), saying('not judged by notice', 'Let the runbook wait for the alarm on the replication first.'));
});

test('a runbook about protection is not judged by a recovery time', async () => {
  await using ground = await drillUnderTest({ protection: true });
  await protectUnderTest(ground.drill, 'invoices');
  for (const about of ['rto', 'rpo'] as const) assert.throws(() => assertObjective(ground.drill, 'invoices', about), saying(`not judged by ${about.toUpperCase()}`, 'the tag @protection'));
});

test('what was not protected cannot be asserted of', async () => {
  await using ground = await drillUnderTest();
  assert.throws(() => assertObjective(ground.drill, 'invoices', 'rto'), Compromised);
});
