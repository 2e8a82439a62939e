/** Before anything is touched: who and where we are has to be what the plan allows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '../../measure/endings';
import { Drill } from '../drill';
import { type DrillUnderTest, drillUnderTest, runbook } from '../drill-under-test';
import { guardDrill } from './open-drill';

/** The same drill under a plan that allows something else. */
function allowing({ drill }: DrillUnderTest, allowed: { accounts: string[]; regions: string[] }): Drill {
  return new Drill({ ...drill, plan: { ...drill.plan, allowed } });
}

test('a drill in an allowed account and region passes, with each guard on record', async () => {
  await using ground = await drillUnderTest();
  await guardDrill(ground.drill, { ...runbook, components: ['orders', 'nobody', 'invoices'] });
  assert.deepEqual(ground.entries('guard').map(({ guard, passed, detail }) => [guard, passed, detail]), [
    ['caller identity', true, 'arn:aws:iam::123456789012:root in account 123456789012; the plan allows 123456789012'],
    ['region', true, 'eu-central-1; the plan allows eu-central-1, eu-west-1'],
    ['region', true, 'eu-west-1; the plan allows eu-central-1, eu-west-1'],
  ]);
  assert.equal(ground.drill.ending.outcome, 'finished');
});

test('in another account than those of the plan the drill is refused, and says which it is', async () => {
  await using ground = await drillUnderTest();
  const drill = allowing(ground, { accounts: ['210987654321'], regions: ['eu-central-1'] });
  await assert.rejects(guardDrill(drill, runbook), (error) => error instanceof Refused && error.message.includes('in account 123456789012; the plan allows 210987654321'));
  assert.equal(drill.ending.outcome, 'refused');
  assert.deepEqual(ground.entries('guard').map(({ guard, passed }) => [guard, passed]), [['caller identity', false]]);
});

test('in a region that the plan does not allow the drill is refused', async () => {
  await using ground = await drillUnderTest();
  const drill = allowing(ground, { accounts: ['123456789012'], regions: ['us-east-1'] });
  await assert.rejects(guardDrill(drill, runbook), (error) => error instanceof Refused && error.message.includes('region: eu-central-1; the plan allows us-east-1'));
  assert.deepEqual(ground.entries('guard').map(({ guard, passed }) => [guard, passed]), [['caller identity', true], ['region', false]]);
});

test('guards only look: nothing was asked of the target but who is asking', async () => {
  await using ground = await drillUnderTest();
  await guardDrill(ground.drill, runbook);
  assert.deepEqual(ground.entries('call').map(({ operation }) => operation), ['GetCallerIdentity']);
});
