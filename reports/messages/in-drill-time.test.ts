/** Cucumber messages, moved to drill time and still cucumber messages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import schema from '@cucumber/messages/schema';
import Ajv from 'ajv/dist/2020';
import { modelOfRun } from '../model-of-run';
import { sampleInstant } from '../sample/chain';
import type { Story } from '../sample/database-drill';
import { sampleMessages } from '../sample/messages';
import { sampleRun } from '../sample/run-folder';
import { everyStory, neverLanded, promiseKept, stopped } from '../sample/stories';
import { messagesInDrillTime } from './in-drill-time';
import { type Fields, fieldsIn, type Message, readMessages, textIn } from './message';

const isEnvelope = new Ajv({ strict: false }).compile(schema);
const raw = (stories: readonly Story[]): string => sampleMessages(stories).map((message) => `${JSON.stringify(message)}\n`).join('');
const written = (stories: readonly Story[], text = raw(stories)): string => messagesInDrillTime(text, modelOfRun(sampleRun(stories)));
const messagesOf = (stories: readonly Story[]): Message[] => readMessages(written(stories));
const milliseconds = (fields: Fields, field: string): number => {
  const { seconds, nanos } = fieldsIn(fields, field);
  return Number(seconds) * 1_000 + Number(nanos) / 1e6;
};
const at = ({ fields }: Message): string => new Date(milliseconds(fields, 'timestamp')).toISOString();
const ofKind = (messages: readonly Message[], kind: string): Message[] => messages.filter((message) => message.kind === kind);

test('each message is one by the schema that cucumber publishes, before and after', () => {
  for (const line of [...raw(everyStory).split('\n'), ...written(everyStory).split('\n')].filter(Boolean)) {
    assert.ok(isEnvelope(JSON.parse(line)), `${line}: ${JSON.stringify(isEnvelope.errors)}`);
  }
});

test('a step takes the instants that were attached to it, and lasts from one to the other', () => {
  const messages = messagesOf([promiseKept]);
  const restore = ofKind(messages, 'testStepFinished')[3];
  assert.equal(restore && at(restore), sampleInstant(2_461));
  assert.equal(milliseconds(fieldsIn(restore?.fields ?? {}, 'testStepResult'), 'duration'), 701_000);
});

test('a scenario lasts as long as its ledger, a run as long as its scenarios, and a hook until the next step', () => {
  const messages = messagesOf([promiseKept]);
  for (const [kind, seconds] of [['testRunStarted', 0], ['testCaseStarted', 0], ['testCaseFinished', 2_730], ['testRunFinished', 2_730]] as const) {
    assert.deepEqual(ofKind(messages, kind).map(at), [sampleInstant(seconds)], kind);
  }
});

test('a skipped step takes no time, and a failed one keeps its message without the machine', () => {
  const finished = ofKind(messagesOf([stopped]), 'testStepFinished').map(({ fields }) => fieldsIn(fields, 'testStepResult'));
  assert.deepEqual(finished.map(({ status }) => status), ['PASSED', 'PASSED', 'FAILED', 'SKIPPED', 'SKIPPED']);
  assert.deepEqual(finished.slice(3).map((result) => milliseconds(result, 'duration')), [0, 0]);
  assert.equal(finished[2]?.['message'], 'Compromised: the damage never landed');
});

test('time never runs backwards within a scenario', () => {
  let last = '';
  for (const message of messagesOf(everyStory)) {
    if (message.kind === 'testCaseStarted') last = '';
    if (!/^test(Case|Step)(Started|Finished)$/.test(message.kind)) continue;
    assert.ok(at(message) >= last, `${at(message)} after ${last}`);
    last = at(message);
  }
});

test('nothing of the machine and nothing of the wall clock is left', () => {
  const text = written(everyStory);
  assert.doesNotMatch(text, /\/home\/|someone|linux|24\.21\.0|ci\.example|worker-3|vnd\.muster\.instant|17900000/);
  assert.match(text, /"uri":"data-corruption\/bad-migration.feature"/);
  assert.match(text, /"uri":"steps\/protect.steps.ts"/);
});

test('the first thing after the start of the run says that its time is drill time', () => {
  const messages = messagesOf([promiseKept]);
  const marker = messages[messages.findIndex(({ kind }) => kind === 'testRunStarted') + 1];
  assert.match(textIn(marker?.fields ?? {}, 'body'), /^REHEARSAL: instants and durations are drill time/);
});

test('runs that differ by wall time, random ids and order of play have the same messages', () => {
  const stories = [promiseKept, neverLanded];
  const messages = sampleMessages(stories).map((message) => JSON.stringify(message));
  const [first, second] = [0, 1].map((i) => messages.filter((line) => line.includes(`"started-${i}"`))) as [string[], string[]];
  const from = messages.indexOf(first[0] ?? '');
  const together = first.flatMap((line, i) => [second[i], line]).concat(second.slice(first.length)).filter((line) => line !== undefined);
  const parallel = [...messages.slice(0, from), ...together, ...messages.slice(from + first.length + second.length)].join('\n');
  const other = parallel.replace(/"(run|case|started|step|pickle|pickle-step|hook|run-hook|before|definition)-/g, '"$1-x-').replaceAll('1790000', '1800000');
  assert.equal(written(stories, other), written(stories));
});

test('a hook that every worker runs is told once, unless it went wrong in one', () => {
  const again = (status: string): string =>
    [
      { testRunHookStarted: { id: 'again', testRunStartedId: 'run-1', hookId: 'hook-1', timestamp: { seconds: 1, nanos: 0 } } },
      { testRunHookFinished: { testRunHookStartedId: 'again', result: { status, duration: { seconds: 0, nanos: 0 } }, timestamp: { seconds: 1, nanos: 0 } } },
    ].map((message) => JSON.stringify(message)).join('\n');
  assert.equal(written([promiseKept], raw([promiseKept]) + again('PASSED')), written([promiseKept]));
  assert.equal(ofKind(readMessages(written([promiseKept], raw([promiseKept]) + again('FAILED'))), 'testRunHookStarted').length, 2);
});

test('references still lead to what they led to, and each id is given once', () => {
  const messages = messagesOf(everyStory);
  const cases = new Set(ofKind(messages, 'testCase').map(({ fields }) => fields['id']));
  assert.equal(cases.size, everyStory.length);
  assert.ok(ofKind(messages, 'testCaseStarted').every(({ fields }) => cases.has(fields['testCaseId'])));
});

test('a line that was cut off, and a scenario that no ledger tells of, do no harm', () => {
  const text = written([promiseKept], `${raw(everyStory)}{"testStepStarted":{"testCa`);
  for (const line of text.split('\n').filter(Boolean)) assert.ok(isEnvelope(JSON.parse(line)), line);
  assert.equal(messagesInDrillTime('', modelOfRun(sampleRun([promiseKept]))), '');
});
