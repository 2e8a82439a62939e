/** junit.xml: its form, its types of failure, its times. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { junitXml } from './junit';
import { modelOfRun } from './model-of-run';
import type { Story } from './sample/database-drill';
import { archiveDrill, lockDrill } from './sample/protection-drills';
import { runOf, sampleRun } from './sample/run-folder';
import { everyStory, promiseBroken, promiseKept } from './sample/stories';
import { elementsOf } from './sample/xml';

const xmlOf = (...stories: readonly Story[]): string => junitXml(modelOfRun(sampleRun(stories)));

test('a kept promise passes, a broken one fails, and what did not finish is an error, each of its type', () => {
  const problems = elementsOf(xmlOf(...everyStory)).filter(({ name }) => name === 'failure' || name === 'error');
  assert.deepEqual(problems.map(({ name, attributes }) => [name, attributes['type']]), [['failure', 'missed'], ['error', 'compromised'], ['error', 'aborted']]);
});

test('an unproven drill is a failure of that type', () => {
  const [problem] = elementsOf(xmlOf({ ...promiseKept, verdict: 'unproven' })).filter(({ name }) => name === 'failure');
  assert.equal(problem?.attributes['type'], 'unproven');
});

test('there is a suite for the feature, a case for each scenario, and the totals agree with them', () => {
  const elements = elementsOf(xmlOf(...everyStory));
  const suites = elements.filter(({ name }) => name === 'testsuite');
  assert.deepEqual(suites.map(({ attributes }) => [attributes['name'], attributes['tests'], attributes['failures'], attributes['errors']]), [['data-corruption/bad-migration.feature', '4', '1', '2']]);
  assert.deepEqual(elements.filter(({ name }) => name === 'testcase').map(({ attributes }) => attributes['name']), everyStory.map(({ scenario }) => scenario));
});

test('times are drill time and say so', () => {
  const elements = elementsOf(xmlOf(promiseKept));
  assert.equal(elements.find(({ name }) => name === 'testcase')?.attributes['time'], '2730.000');
  const said = elements.filter(({ name, attributes }) => name === 'property' && attributes['name'] === 'time');
  assert.equal(said.length, 2);
  assert.ok(said.every(({ attributes }) => attributes['value']?.startsWith('REHEARSAL: instants and durations are drill time')));
});

test('a case has the measures that its drill was judged by, and its checks', () => {
  const told = (xml: string): string[] => elementsOf(xml).filter(({ name, attributes }) => name === 'property' && ['rto', 'rpo', 'retrieval', 'checks'].includes(attributes['name'] ?? '')).map(({ attributes }) => `${attributes['name']}: ${attributes['value']}`);
  assert.deepEqual(told(junitXml(modelOfRun(runOf(archiveDrill())))), ['retrieval: 4 h 54 min 59 s to 5 h, objective 6 h, met', 'checks: 2 of 2 checks passed']);
  assert.deepEqual(told(junitXml(modelOfRun(runOf(lockDrill(false))))), ['checks: 3 of 4 checks passed']);
  assert.deepEqual(told(xmlOf(promiseKept)).map((line) => line.slice(0, line.indexOf(':'))), ['rto', 'rpo', 'checks']);
});

test('it stays well-formed whatever a ledger says', () => {
  const hostile = `]]></failure>"'<&\u0000\u001b[31m`;
  const elements = elementsOf(xmlOf({ ...promiseBroken, scenario: hostile, reason: hostile }));
  assert.equal(elements.find(({ name }) => name === 'testcase')?.attributes['name'], hostile.replace(/[\u0000\u001b]/g, '\uFFFD'));
});
