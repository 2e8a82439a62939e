/** The steps of each drill for Allure: the runbook's sentences from the messages, the drill's phases where there are none. */
import type { Json } from '../../evidence/entry';
import { type PlayedCase, sortedByCase } from '../messages/cases';
import { type Fields, fieldsIn, type Message, readMessages, textIn } from '../messages/message';
import type { ReportedDrill } from '../model';
import type { AllureStatus } from './status';

export interface AllureStep {
  readonly [key: string]: Json;
  name: string;
  status: AllureStatus;
  /** Epoch milliseconds of drill time. */
  start: number;
  stop: number;
}

/** Steps by drill id. `messages` is the run's `messages.ndjson`, in drill time. */
export function stepsByDrill(messages: string, drills: readonly ReportedDrill[]): ReadonlyMap<string, readonly AllureStep[]> {
  const all = readMessages(messages);
  const sentences = sentencesOf(all);
  const { cases } = sortedByCase(all, drills);
  return new Map(
    drills.map((drill) => {
      const played = cases.find((one) => one.drill === drill);
      const steps = played ? stepsOf(played, sentences) : [];
      return [drill.id, steps.length ? steps : phasesOf(drill)];
    }),
  );
}

/** The sentence of each test step that has one; hooks have none. */
function sentencesOf(messages: readonly Message[]): Map<string, string> {
  const texts = new Map(messages.filter(({ kind }) => kind === 'pickle').flatMap(({ fields }) => listIn(fields, 'steps').map((step) => [textIn(step, 'id'), textIn(step, 'text')] as const)));
  const steps = messages.filter(({ kind }) => kind === 'testCase').flatMap(({ fields }) => listIn(fields, 'testSteps'));
  return new Map(steps.flatMap((step) => (texts.has(textIn(step, 'pickleStepId')) ? [[textIn(step, 'id'), texts.get(textIn(step, 'pickleStepId')) ?? '']] : [])));
}

function stepsOf({ messages }: PlayedCase, sentences: ReadonlyMap<string, string>): AllureStep[] {
  const started = new Map(messages.filter(({ kind }) => kind === 'testStepStarted').map(({ fields }) => [textIn(fields, 'testStepId'), epoch(fields)]));
  return messages.flatMap(({ kind, fields }) => {
    const id = textIn(fields, 'testStepId');
    const name = sentences.get(id);
    if (kind !== 'testStepFinished' || name === undefined) return [];
    const stop = epoch(fields);
    return [{ name, status: stepStatus(textIn(fieldsIn(fields, 'testStepResult'), 'status')), start: started.get(id) ?? stop, stop }];
  });
}

function stepStatus(status: string): AllureStatus {
  if (status === 'PASSED') return 'passed';
  if (status === 'SKIPPED') return 'skipped';
  return status === 'FAILED' ? 'failed' : 'broken';
}

function phasesOf({ phases, ended }: ReportedDrill): AllureStep[] {
  return phases.map(({ phase, entered, left }) => ({ name: phase, status: left ? 'passed' : 'broken', start: entered.epochMilliseconds, stop: (left ?? ended).epochMilliseconds }));
}

function epoch(fields: Fields): number {
  const { seconds, nanos } = fieldsIn(fields, 'timestamp');
  return Number(seconds) * 1_000 + Math.floor(Number(nanos) / 1_000_000);
}

function listIn(fields: Fields, field: string): Fields[] {
  const value = fields[field];
  return Array.isArray(value) ? value.map((one: Json) => fieldsIn({ one }, 'one')) : [];
}
