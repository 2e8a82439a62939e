/** What Allure is told of each way in which a drill can end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messagesInDrillTime } from '../messages/in-drill-time';
import { modelOfRun } from '../model-of-run';
import { sampleMessages } from '../sample/messages';
import { sampleInstant } from '../sample/chain';
import { archiveDrill, lockDrill } from '../sample/protection-drills';
import { runOf, sampleRun } from '../sample/run-folder';
import { everyStory } from '../sample/stories';
import { allureResults } from './results';
import { statusOf } from './status';

interface Result {
  uuid: string;
  historyId: string;
  status: string;
  statusDetails: { message: string };
  start: number;
  stop: number;
  labels: { name: string; value: string }[];
  steps: { name: string; status: string; start: number; stop: number }[];
  attachments: { source: string }[];
  parameters: { name: string; value: string }[];
}

const model = modelOfRun(sampleRun(everyStory));
const raw = sampleMessages(everyStory).map((message) => JSON.stringify(message)).join('\n');
const files = allureResults(model, messagesInDrillTime(raw, model));
const textOf = (name: string): string => files.flatMap((file) => (file.name === name && 'text' in file ? [file.text] : [])).join('');
const results = files.filter(({ name }) => name.endsWith('-result.json')).map(({ name }) => JSON.parse(textOf(name)) as Result);

test('each way to end has its status', () => {
  assert.deepEqual(results.map(({ status }) => status), ['passed', 'failed', 'broken', 'broken']);
  assert.equal(statusOf({ outcome: 'refused', verdict: 'unproven' }), 'skipped');
  assert.equal(statusOf({ outcome: 'finished', verdict: 'unproven' }), 'failed');
});

test('each problem falls into one category', () => {
  const categories = JSON.parse(textOf('categories.json')) as { name: string; matchedStatuses: string[]; messageRegex: string }[];
  for (const { status, statusDetails } of results.slice(1)) {
    const matching = categories.filter((one) => one.matchedStatuses.includes(status) && new RegExp(one.messageRegex.replace('(?s)', ''), 's').test(statusDetails.message));
    assert.equal(matching.length, 1, statusDetails.message);
  }
});

test('times are drill time, of the drill and of its steps, and the environment says so', () => {
  const [kept] = results;
  assert.deepEqual([kept?.start, kept?.stop], [sampleInstant(0), sampleInstant(2_730)].map((instant) => Date.parse(instant)));
  assert.deepEqual(kept?.steps.map(({ name, stop }) => [name, stop]), [
    ['orders is protected as the plan says', Date.parse(sampleInstant(1_600))],
    ['a bad migration damages orders', Date.parse(sampleInstant(1_632))],
    ['orders is restored to the moment before the damage', Date.parse(sampleInstant(2_461))],
    ['everything acknowledged before the damage is there', Date.parse(sampleInstant(2_496))],
  ]);
  assert.match(textOf('environment.properties'), /^Time = REHEARSAL: instants and durations are drill time/);
});

test('ids are of the form of a uuid, told apart by the drill, and the same for the same ledgers', () => {
  assert.ok(results.every(({ uuid }) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)));
  assert.equal(new Set(results.map(({ uuid }) => uuid)).size, results.length);
  assert.deepEqual(allureResults(model, messagesInDrillTime(raw, model)), files);
});

test('a drill that is judged by a promise, or by checks, has these for parameters, and its phases for steps', () => {
  const written = allureResults(modelOfRun(runOf(archiveDrill(), lockDrill())), '');
  const [archive, lock] = written.filter(({ name }) => name.endsWith('-result.json')).map((file) => JSON.parse('text' in file ? file.text : '') as Result);
  const named = (result: Result | undefined): unknown => result?.parameters.map(({ name, value }) => `${name}: ${value}`).slice(0, -1);
  assert.deepEqual(named(archive), ['retrieval from the archive, modelled: 4 h 54 min 59 s to 5 h; objective 6 h', 'checks: 2 of 2 checks passed']);
  assert.deepEqual(named(lock), ['checks: 4 of 4 checks passed']);
  assert.deepEqual(archive?.steps.map(({ name }) => name), ['steady state', 'damage', 'detect', 'decide', 'restore', 'verify', 'clean up']);
});

test('each result carries its ledger, its suite, its component and that it was a rehearsal', () => {
  for (const { attachments, labels } of results) {
    assert.ok(files.some((file) => file.name === attachments[0]?.source && 'copyOf' in file));
    const said = labels.map(({ name, value }) => `${name} ${value}`);
    for (const label of ['parentSuite data-corruption', 'suite data-corruption/bad-migration.feature', 'story orders', 'tag REHEARSAL']) assert.ok(said.includes(label), label);
  }
});
