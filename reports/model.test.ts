/** What a report takes from a ledger. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../evidence/entry';
import { modelOfDrill } from './model-of-drill';
import { modelOfRun } from './model-of-run';
import { databaseDrill } from './sample/database-drill';
import { archiveDrill, lockDrill, replicationDrill } from './sample/protection-drills';
import { sampleRun } from './sample/run-folder';
import { everyStory, neverLanded, promiseBroken, promiseKept, stopped } from './sample/stories';

const told = (story: typeof promiseKept): ReturnType<typeof modelOfDrill> => modelOfDrill(story.drill, databaseDrill(story));

test('a finished drill is told with its verdicts, measures and losses as the ledger has them', () => {
  const drill = told(promiseKept);
  assert.equal(drill.verdict, 'met');
  assert.equal(drill.outcome, 'finished');
  assert.deepEqual([drill.rto?.objectiveSeconds, drill.rto?.notAfterSeconds, drill.rto?.verdict], [1_800, 876, 'met']);
  assert.deepEqual([drill.loss.lost, drill.loss.damaged?.count, drill.loss.resurrected?.count], [{ count: 2, ranges: [[161, 162]] }, 0, 0]);
  assert.equal(drill.undos.filter(({ result }) => result === 'done').length, 2);
});

test('the first of each mark counts', () => {
  const entries = databaseDrill(promiseKept);
  const fault = entries.find((entry) => entry.kind === 'mark');
  const again = { ...fault, notBefore: '2026-01-05T11:00:00.000Z', notAfter: '2026-01-05T11:00:00.000Z' } as Entry;
  const drill = modelOfDrill('twice', [...entries, again]);
  assert.equal(drill.marks.filter(({ mark }) => mark === 'fault').length, 1);
  assert.equal(drill.marks[0]?.notBefore.toString(), '2026-01-05T09:27:00.000Z');
});

test('a drill that broke off is unproven, measured by nothing, and says why', () => {
  for (const story of [neverLanded, stopped]) {
    const drill = told(story);
    assert.equal(drill.verdict, 'unproven');
    assert.equal(drill.outcome, story.breaksOff?.outcome);
    assert.equal(drill.reason, story.breaksOff?.reason);
    assert.equal(drill.rto?.notBeforeSeconds, null);
    assert.equal(drill.rto?.objectiveSeconds, 1_800, 'the promise is known all the same');
    assert.equal(drill.loss.lost, null, 'not counted, which is not none');
  }
});

test('a drill that is not judged by recovery objectives has none', () => {
  for (const { id, entries } of [archiveDrill(), replicationDrill(), lockDrill()]) {
    const { rto, rpo } = modelOfDrill(id, entries);
    assert.deepEqual([rto, rpo], [null, null], id);
  }
});

test('each promise that a drill came to is told with its measure and its verdict', () => {
  const promises = ({ id, entries }: ReturnType<typeof archiveDrill>): unknown[] =>
    modelOfDrill(id, entries).promises.map(({ promise, from, to, objectiveSeconds, notBeforeSeconds, notAfterSeconds, verdict }) => [promise, from, to, objectiveSeconds, notBeforeSeconds, notAfterSeconds, verdict]);
  assert.deepEqual(promises(archiveDrill()), [['retrieval', 'restore-requested', 'hydrated', 21_600, 17_699, 18_000, 'met']]);
  assert.deepEqual(promises(archiveDrill(4)), [['retrieval', 'restore-requested', 'hydrated', 14_400, 17_699, 18_000, 'missed']]);
  assert.deepEqual(promises(replicationDrill(false)), [['notice', 'fault', 'detected', 900, 1_799, null, 'missed']]);
  assert.deepEqual(promises(lockDrill()), []);
});

test('a promise that was not judged is known and unproven', () => {
  const { id, entries } = archiveDrill();
  const [promise] = modelOfDrill(id, entries.slice(0, entries.findIndex(({ kind }) => kind === 'measure'))).promises;
  assert.deepEqual([promise?.objectiveSeconds, promise?.notBeforeSeconds, promise?.verdict, promise?.reason], [21_600, null, 'unproven', 'it was not judged']);
});

test('two promises of one name keep their own measures and verdicts', () => {
  const once = archiveDrill();
  const late = archiveDrill(4).entries.filter(({ kind }) => kind === 'promise' || kind === 'measure' || kind === 'verdict').map((entry) => (entry.kind === 'measure' ? { ...entry, notAfterSeconds: 19_000 } : entry));
  const { promises } = modelOfDrill(once.id, [...once.entries.slice(0, -1), ...late]);
  assert.deepEqual(promises.map(({ objectiveSeconds, notAfterSeconds, verdict }) => [objectiveSeconds, notAfterSeconds, verdict]), [[21_600, 18_000, 'met'], [14_400, 19_000, 'missed']]);
});

test('a phase that the drill ended in was not left', () => {
  assert.deepEqual(told(stopped).phases.filter(({ left }) => left === null).map(({ phase }) => phase), ['restore']);
});

test('a ledger without a seal is an aborted drill', () => {
  const drill = modelOfDrill('cut', databaseDrill(promiseKept).slice(0, -1));
  assert.equal(drill.outcome, 'aborted');
  assert.match(drill.reason, /no seal/);
});

test('an empty ledger cannot be told', () => {
  assert.throws(() => modelOfDrill('empty', []), /the ledger of empty holds no plan entry/);
});

test('a run is as bad as its worst drill, and an aborted drill makes it aborted', () => {
  const run = (...stories: (typeof promiseKept)[]): string => {
    const { verdict, outcome } = modelOfRun(sampleRun(stories));
    return `${verdict}, ${outcome}`;
  };
  assert.equal(run(promiseKept), 'met, finished');
  assert.equal(run(promiseKept, promiseBroken), 'missed, finished');
  assert.equal(run(promiseKept, neverLanded), 'unproven, compromised');
  assert.equal(run(...everyStory), 'missed, aborted');
  assert.equal(run(), 'unproven, finished');
});
