/** Releases that go wrong: seen as callers see them, and taken back by the alias. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drillUnderTest, protectUnderTest } from '../../drill/drill-under-test';
import { Compromised } from '../../measure/endings';
import { bindExperiment, experimentUndo } from '../catalogue';

test('a bad version and a bad configuration land, are undone once, and leave nothing to do then', async () => {
  await using ground = await drillUnderTest({ undoActions: experimentUndo });
  const { drill } = ground;
  await protectUnderTest(drill, 'quotes');
  const { recoverable } = drill.subject('quotes');
  const target = recoverable.experimentTarget();
  assert.ok(target.kind === 'function');
  const alias = (): Promise<string | undefined> => target.lambda.aliasOf(target.name, target.alias);
  await ground.during(async () => {
    assert.equal((await recoverable.probe()).good, true);
    assert.equal(await alias(), '1');
    for (const [name, saw] of [['bad-function-version', /4 quotes of version 2, 4 wrong/], ['bad-configuration', /version 3 failed: the setting BASE_CENTS is missing|version 3, 4 wrong/]] as const) {
      const experiment = bindExperiment(name, drill, target);
      assert.equal((await experiment.landed()).good, false);
      await experiment.inject();
      const seen = await experiment.landed();
      assert.equal(seen.good, true);
      assert.match(seen.saw, saw);
      const undo = experimentUndo['point-alias-back'];
      assert.ok(undo);
      const args = ground.entries('undo-filed').findLast(({ action }) => action === 'point-alias-back')?.arguments ?? {};
      assert.equal(await undo(drill.services, args), 'done');
      assert.equal(await undo(drill.services, args), 'nothing left to do');
      assert.equal(await alias(), '1');
      assert.equal((await recoverable.probe()).good, true);
    }
  });
});

test('a function keeps nothing, so it takes no numbered writes', async () => {
  await using ground = await drillUnderTest();
  await protectUnderTest(ground.drill, 'quotes');
  assert.throws(() => ground.drill.subject('quotes').recoverable.openWitnessPath(), Compromised);
});
