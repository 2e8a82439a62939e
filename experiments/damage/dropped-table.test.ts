/** The dropped table, as the service sees it: gone, and back with everything it had. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Database } from '../../drill/database/database';
import { drillUnderTest, protectUnderTest } from '../../drill/drill-under-test';
import { bindExperiment, experimentUndo } from '../catalogue';

test('the table is gone for the service, and put back whole by its undo, which finds nothing left to do the second time', async () => {
  await using ground = await drillUnderTest({ undoActions: experimentUndo });
  await protectUnderTest(ground.drill, 'orders');
  const { recoverable } = ground.drill.subject('orders');
  assert.ok(recoverable instanceof Database);
  const experiment = bindExperiment('dropped-table', ground.drill, recoverable.experimentTarget());
  const manifest = () => ground.during(() => recoverable.manifest('in service'));
  const before = await manifest();

  await ground.during(experiment.inject);
  assert.deepEqual(await ground.during(experiment.landed), { good: true, saw: 'there is no order_lines' });
  assert.equal((await ground.during(() => recoverable.probe())).good, false);
  assert.equal('table order_lines' in (await manifest()), false);

  const filed = ground.entries('undo-filed').at(-1);
  assert.ok(filed);
  const undo = () => ground.during(async () => experimentUndo[filed.action]?.(ground.drill.services, filed.arguments));
  assert.equal(await undo(), 'done');
  assert.deepEqual(await manifest(), before);
  assert.deepEqual(await ground.during(experiment.landed), { good: false, saw: 'order_lines is there' });
  assert.equal(await undo(), 'nothing left to do');
});
