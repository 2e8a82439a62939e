/** Finds sentences of the runbooks that no step definition knows, or that two know, and step definitions that no runbook uses. */
import { Writable } from 'node:stream';
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';

void main();

async function main(): Promise<void> {
  const problems = problemsIn(await dryRun());
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

/** Reads every runbook, the red ones too, and performs none. `cucumber-js --dry-run` itself ends with exit code 0 whatever it finds. */
async function dryRun(): Promise<Envelope[]> {
  const { runConfiguration } = await loadConfiguration({ provided: { dryRun: true, strict: true } });
  const sources = { ...runConfiguration.sources, paths: ['features/**/*.feature'] };
  const formats = { ...runConfiguration.formats, stdout: 'progress', files: {} };
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const messages: Envelope[] = [];
  await runCucumber({ ...runConfiguration, sources, formats }, { stdout: nowhere }, (message) => messages.push(message));
  return messages;
}

/** One line a problem. */
function problemsIn(messages: readonly Envelope[]): string[] {
  const definitions = new Map(messages.flatMap(({ stepDefinition: d }) => (d ? [[d.id, `${d.sourceReference.uri}:${d.sourceReference.location?.line}`]] : [])));
  const places = placesOfSteps(messages);
  const unused = new Set(definitions.keys());
  const problems = messages.flatMap(({ parseError }) => (parseError ? [`${parseError.source.uri}: ${parseError.message}`] : []));
  for (const { testCase } of messages) {
    for (const { pickleStepId, stepDefinitionIds } of testCase?.testSteps ?? []) {
      if (pickleStepId === undefined) continue;
      const found = stepDefinitionIds ?? [];
      for (const id of found) unused.delete(id);
      const place = places.get(pickleStepId);
      if (found.length === 0) problems.push(`${place}\n    no step definition knows this sentence; write one in steps/, or use the words of one`);
      if (found.length > 1) problems.push(`${place}\n    ${found.length} step definitions know this sentence: ${found.map((id) => definitions.get(id)).join(', ')}`);
    }
  }
  if (places.size === 0) problems.push('features/: no runbook was read');
  return [...new Set(problems), ...[...unused].map((id) => `${definitions.get(id)}: no runbook uses this step definition`)];
}

/** Pickle step → `features/…:12: the sentence`. */
function placesOfSteps(messages: readonly Envelope[]): Map<string, string> {
  const lines = new Map<string, number>();
  for (const { gherkinDocument } of messages) {
    for (const child of gherkinDocument?.feature?.children ?? []) {
      const blocks = child.rule ? child.rule.children.map((inner) => inner.background ?? inner.scenario) : [child.background ?? child.scenario];
      for (const { id, location } of blocks.flatMap((block) => [...(block?.steps ?? [])])) lines.set(id, location.line);
    }
  }
  return new Map(
    messages.flatMap(({ pickle }) => (pickle?.steps ?? []).map((step) => [step.id, `${pickle?.uri}:${lines.get(step.astNodeIds[0] ?? '')}: ${step.text}`] as const)),
  );
}
