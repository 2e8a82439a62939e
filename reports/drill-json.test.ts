/** drill.json against its schema, and its numbers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020';
import { drillJson } from './drill-json';
import schema from './drill.schema.json';
import { modelOfRun } from './model-of-run';
import { archiveDrill, lockDrill, replicationDrill } from './sample/protection-drills';
import { runOf, sampleRun } from './sample/run-folder';
import { everyStory, promiseBroken } from './sample/stories';

const validate = new Ajv({ allErrors: true }).compile(schema);

interface Written {
  verdict: string;
  surplus?: boolean;
  timeBase: { clock: string; note: string };
  scenarios: [{ rto: Record<string, unknown>; rpo: Record<string, unknown>; marks: [{ notBefore: string }] }];
}

// What is written is Json; here it is read as what the schema says.
const written = (stories = everyStory): Written => JSON.parse(JSON.stringify(drillJson(modelOfRun(sampleRun(stories))))) as Written;

test('drill.json is as its schema says, for every way in which a drill can end', () => {
  assert.equal(validate(written()), true, JSON.stringify(validate.errors, null, 1));
});

test('the schema turns down what is missing, made up or of the wrong kind', () => {
  for (const spoil of [
    (it: Written) => delete it.scenarios[0].rpo.lostWitnesses,
    (it: Written) => (it.verdict = 'passed'),
    (it: Written) => (it.scenarios[0].rto.notAfterSeconds = '876'),
    (it: Written) => (it.surplus = true),
    (it: Written) => (it.scenarios[0].marks[0].notBefore = 'yesterday'),
  ]) {
    const it = written();
    spoil(it);
    assert.equal(validate(it), false, String(spoil));
  }
});

test('drills that are not judged by recovery objectives have none, have their promises, and are as the schema says', () => {
  const drills = [archiveDrill(), replicationDrill(false), lockDrill()];
  const it = JSON.parse(JSON.stringify(drillJson(modelOfRun(runOf(...drills))))) as { scenarios: { rto: unknown; rpo: unknown; promises: Record<string, unknown>[] }[] };
  assert.equal(validate(it), true, JSON.stringify(validate.errors, null, 1));
  assert.deepEqual(it.scenarios.map(({ rto, rpo, promises }) => [rto, rpo, promises.map(({ promise, objectiveSeconds, verdict }) => [promise, objectiveSeconds, verdict])]), [
    [null, null, [['retrieval', 21_600, 'met']]],
    [null, null, [['notice', 900, 'missed']]],
    [null, null, []],
  ]);
  delete it.scenarios[0]?.promises[0]?.['objectiveSeconds'];
  assert.equal(validate(it), false);
});

test('numbers of a missed drill', () => {
  const [scenario] = written([promiseBroken]).scenarios;
  assert.deepEqual(scenario.rto, { objectiveSeconds: 1_800, notBeforeSeconds: 2_345.6, notAfterSeconds: 2_356, verdict: 'missed', reason: 'the earlier end of the interval is past the objective' });
  assert.deepEqual([scenario.rpo.lostWitnesses, scenario.rpo.damagedWitnesses, scenario.rpo.resurrectedWitnesses], [2, 1, 0]);
});

test('it says that its time is drill time', () => {
  assert.match(written().timeBase.note, /drill time/);
  assert.equal(written().timeBase.clock, 'modelled');
});
