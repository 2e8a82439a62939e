/** What is said of sentences that no step, or more than one, understands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { parsePlan } from '../plan/read';
import { readFileSync } from 'node:fs';
import { sentenceProblems } from './sentences';

const plan = parsePlan(readFileSync('infra/plan.yaml', 'utf8'), 'infra/plan.yaml');

const pickle = (text: string): Envelope[] => {
  const location = { line: 3 };
  const steps = [{ id: 's', text, astNodeIds: [] }];
  return [{ pickle: { id: 'p', uri: 'features/a.feature', name: 'S', language: 'en', tags: [], astNodeIds: [], steps, location } }];
};

const library = (...patterns: RegExp[]): ISupportCodeLibrary => {
  const stepDefinitions = patterns.map((pattern, index) => ({
    pattern,
    uri: 'steps/a.steps.ts',
    line: index + 1,
    matchesStepName: (text: string) => pattern.test(text),
    getInvocationParameters: () => Promise.resolve({}),
  }));
  // As Cucumber's library, of which only the step definitions are used.
  return { originalCoordinates: { requireModules: [], requirePaths: [], importPaths: [], loaders: [] }, stepDefinitions } as ISupportCodeLibrary;
};

test('a sentence that one step understands is no problem', async () => {
  assert.deepEqual(await sentenceProblems(pickle('it rains'), library(/^it rains$/), plan), []);
});

test('a sentence that two steps understand is a problem that names both places', async () => {
  const [problem] = await sentenceProblems(pickle('it rains'), library(/^it rains$/, /^it .*$/), plan);
  assert.match(problem ?? '', /^features\/a\.feature:0: more than one step says "it rains": .*steps\/a\.steps\.ts:1.*steps\/a\.steps\.ts:2/);
});

test('a sentence that no step understands is a problem that names the nearest', async () => {
  const [problem] = await sentenceProblems(pickle('it rians'), library(/it rains/), plan);
  assert.match(problem ?? '', /no step says "it rians"; perhaps "it rains" was meant\. Correct/, problem);
});
