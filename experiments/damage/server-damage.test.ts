/** What experiments do to a server lands, and their undo takes it back, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drillUnderTest, protectUnderTest } from '../../drill/drill-under-test';
import { Server } from '../../drill/server/server';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { bindExperiment, experimentUndo } from '../catalogue';

test('records are damaged and written back, a volume is lost and made again of its vault, an instance is terminated and launched again', async () => {
  await using ground = await drillUnderTest({ undoActions: experimentUndo });
  const { drill } = ground;
  await protectUnderTest(drill, 'tills');
  const { recoverable } = drill.subject('tills');
  assert.ok(recoverable instanceof Server);
  const target = recoverable.experimentTarget();
  assert.ok(target.kind === 'server');
  const isWell = async (): Promise<boolean | null> => (await ground.during(() => recoverable.probe())).good;
  const pass = (time: Duration): Promise<void> => ground.during(() => drill.clock.sleep(time));
  const undone = async (action: string): Promise<string | undefined> => {
    const filed = ground.entries('undo-filed').findLast((one) => one.action === action);
    return filed && ground.during(async () => experimentUndo[action]?.(drill.services, filed.arguments));
  };
  const done = async (name: string): Promise<void> => {
    const experiment = bindExperiment(name, drill, target);
    await ground.during(experiment.inject);
    await pass(Duration.minutes(2));
    assert.deepEqual([name, (await ground.during(experiment.landed)).good, await isWell()], [name, true, false]);
  };

  const { vault: _vault, ...unprotected } = target;
  await assert.rejects(ground.during(bindExperiment('lost-volume', drill, unprotected).inject), (error) => error instanceof Compromised && error.message.includes('Give it backup in the plan'));

  await done('damaged-records');
  assert.deepEqual([await undone('put-records-back'), await undone('put-records-back'), await isWell()], ['done', 'nothing left to do', true]);

  // The schedule of the plan comes round every hour.
  await pass(Duration.hours(3));
  await done('lost-volume');
  assert.equal(await undone('restore-lost-volume'), 'done');
  await pass(Duration.minutes(2));
  assert.deepEqual([await undone('restore-lost-volume'), await isWell()], ['nothing left to do', true]);

  await done('terminated-instance');
  assert.deepEqual([await undone('launch-terminated-instance'), await undone('launch-terminated-instance')], ['done', 'nothing left to do']);
});
