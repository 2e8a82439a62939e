/** The lost database: gone with its automated backups, and made again of the newest backup in its vault. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Database } from '../../drill/database/database';
import { drillUnderTest, protectUnderTest } from '../../drill/drill-under-test';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { bindExperiment, experimentUndo } from '../catalogue';

test('the database is gone, its undo makes it again from the vault, and what nothing brings back is not destroyed', async () => {
  await using ground = await drillUnderTest({ undoActions: experimentUndo });
  const { drill } = ground;
  await protectUnderTest(drill, 'orders');
  const { recoverable } = drill.subject('orders');
  assert.ok(recoverable instanceof Database);
  const target = recoverable.experimentTarget();
  assert.ok(target.kind === 'database');
  const { region, identifier } = target;
  const status = () => ground.during(async () => (await drill.services.rds(region).find(identifier))?.status);

  const { vault: _vault, replica: _replica, ...unprotected } = target;
  const refused = bindExperiment('lost-database', drill, unprotected);
  await assert.rejects(ground.during(refused.inject), (error) => error instanceof Compromised && error.message.includes('has neither. Give it one in the plan'));
  assert.equal(await status(), 'available');

  const manifest = await ground.during(() => recoverable.manifest('in service'));
  // The schedule of the plan comes round at three in the morning.
  await ground.during(() => drill.clock.sleep(Duration.hours(5)));
  const experiment = bindExperiment('lost-database', drill, target);
  await ground.during(experiment.inject);
  assert.equal((await ground.during(experiment.landed)).good, true);
  await ground.during(() => drill.clock.sleep(Duration.minutes(15)));
  assert.equal(await status(), undefined);

  const filed = ground.entries('undo-filed').findLast(({ action }) => action === 'restore-lost-database');
  assert.ok(filed);
  const undo = () => ground.during(async () => experimentUndo[filed.action]?.(drill.services, filed.arguments));
  assert.equal(await undo(), 'done');
  assert.equal(await status(), 'available');
  assert.deepEqual(await ground.during(() => recoverable.manifest('in service')), manifest);
  assert.equal(await undo(), 'nothing left to do');
});
