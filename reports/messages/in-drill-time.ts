/** `messages.ndjson`: the runner's cucumber messages, moved from wall time to drill time. */
import type { Json, TargetKind } from '../../evidence/entry';
import { Instant } from '../../time/instant';
import { timeBase } from '../drill-json';
import type { ReportModel } from '../model';
import { type PlayedCase, sortedByCase } from './cases';
import { instantsOf, isInstant } from './drill-instants';
import { hooksOnce } from './hooks-once';
import { type Fields, fieldsIn, type Message, readMessages, textIn, writeMessages } from './message';
import { neutral } from './neutral';
import { renumbered } from './renumber';

/** Rewrites the raw messages of a run. The same run gives the same text on every machine. */
export function messagesInDrillTime(raw: string, model: ReportModel): string {
  const runbooks = model.drills.map(({ plan }) => plan.feature);
  const messages = hooksOnce(readMessages(raw)).map((message) => neutral(message, runbooks));
  const { before, cases, after } = sortedByCase(messages, model.drills);
  const instants = cases.map(instantsOf);
  const known = instants.flatMap((some) => some ?? []);
  const began = known.reduce(Instant.earliest, known[0] ?? model.drills[0]?.began ?? Instant.ofEpochMilliseconds(0));
  const ended = known.reduce(Instant.latest, began);
  const all = [
    ...before.map((message) => timed(message, began)).flatMap((message) => [message, ...markerAfter(message, model.target, began)]),
    ...cases.flatMap((one, i) => retimed(one, instants[i], began)),
    ...after.map((message) => timed(message, ended)),
  ];
  return writeMessages(renumbered(all));
}

/** The messages of a scenario at their instants. Where none is known it did not come to run a drill, and takes `otherwise`. */
function retimed({ messages }: PlayedCase, instants: readonly Instant[] | undefined, otherwise: Instant): Message[] {
  const started = new Map<string, Instant>();
  return messages.flatMap((message, i) => {
    const at = instants?.[i] ?? otherwise;
    const step = textIn(message.fields, 'testStepId');
    if (message.kind === 'testStepStarted') started.set(step, at);
    return isInstant(message) ? [] : [timed(message, at, started.get(step) ?? at)];
  });
}

/** The message with its time set to `at`, and its result's duration to the time since `started`. */
function timed({ kind, fields }: Message, at: Instant, started = at): Message {
  const again: { [field: string]: Json | undefined } = { ...fields };
  if (fields['timestamp'] !== undefined) again['timestamp'] = protocolTime(at.epochMilliseconds);
  const result = kind === 'testStepFinished' ? 'testStepResult' : 'result';
  if (fields[result] !== undefined) again[result] = { ...jsonOf(fieldsIn(fields, result)), duration: protocolTime(at.since(started).milliseconds) };
  return { kind, fields: again };
}

/** Seconds and nanoseconds, as the protocol writes both instants and durations. */
function protocolTime(milliseconds: number): Json {
  const seconds = Math.floor(milliseconds / 1_000);
  return { seconds, nanos: Math.round((milliseconds - seconds * 1_000) * 1_000_000) };
}

/** Says, at the head of the run, what its times are. */
function markerAfter({ kind, fields }: Message, target: TargetKind, at: Instant): Message[] {
  if (kind !== 'testRunStarted') return [];
  const run = fields['id'] === undefined ? {} : { testRunStartedId: fields['id'] };
  return [{ kind: 'attachment', fields: { body: timeBase(target).note, contentEncoding: 'IDENTITY', mediaType: 'text/plain', ...run, timestamp: protocolTime(at.epochMilliseconds) } }];
}

function jsonOf(fields: Fields): { [field: string]: Json } {
  return Object.fromEntries(Object.entries(fields).filter((member): member is [string, Json] => member[1] !== undefined));
}
