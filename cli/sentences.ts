/** Finds sentences of runbooks that no step, or more than one, understands, and words in them that stand for nothing. */
import type { Envelope, GherkinDocument, Pickle, PickleStep } from '@cucumber/messages';
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { nearest } from '../plan/nearest';
import type { Plan } from '../plan/plan';

/** What this needs of a step definition; Cucumber keeps the library's inside out of its public types. */
interface StepDefinition {
  pattern: string | RegExp;
  uri: string;
  line: number;
  matchesStepName(text: string): boolean;
  getInvocationParameters(request: { step: PickleStep; world: { plan: Plan }; hookParameter: object }): Promise<object>;
}

/** One line a problem: `file:line: what is wrong, what to do`. */
export async function sentenceProblems(envelopes: readonly Envelope[], library: ISupportCodeLibrary, plan: Plan): Promise<string[]> {
  // The library is what loading support code made, which has its step definitions; only its type hides them.
  const { stepDefinitions } = library as ISupportCodeLibrary & { stepDefinitions: readonly StepDefinition[] };
  const documents = envelopes.flatMap(({ gherkinDocument }) => gherkinDocument ?? []);
  const problems = new Set<string>();
  for (const pickle of envelopes.flatMap((envelope) => envelope.pickle ?? [])) {
    for (const step of pickle.steps) {
      const problem = await problemOf(step, stepDefinitions, plan);
      if (problem) problems.add(`${pickle.uri}:${lineOf(step, pickle, documents)}: ${problem}`);
    }
  }
  return [...problems];
}

async function problemOf(step: PickleStep, definitions: readonly StepDefinition[], plan: Plan): Promise<string | undefined> {
  const [definition, ...more] = definitions.filter((one) => one.matchesStepName(step.text));
  if (!definition) {
    const known = definitions.map(({ pattern }) => (typeof pattern === 'string' ? pattern : pattern.source));
    return `no step says "${step.text}"; ${nearest(step.text, known)}. Correct the sentence, or write the step in steps/.`;
  }
  if (more.length > 0) {
    const places = [definition, ...more].map(({ pattern, uri, line }) => `"${String(pattern)}" (${uri}:${line})`);
    return `more than one step says "${step.text}": ${places.join(', ')}. Make the steps differ.`;
  }
  try {
    await definition.getInvocationParameters({ step, world: { plan }, hookParameter: {} });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function lineOf(step: PickleStep, pickle: Pickle, documents: readonly GherkinDocument[]): number {
  const document = documents.find(({ uri }) => uri === pickle.uri);
  const children = (document?.feature?.children ?? []).flatMap((child) => [child, ...(child.rule?.children ?? [])]);
  const steps = children.flatMap(({ background, scenario }) => [...(background?.steps ?? []), ...(scenario?.steps ?? [])]);
  return steps.find(({ id }) => step.astNodeIds.includes(id))?.location.line ?? 0;
}
