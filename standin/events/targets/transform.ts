/** What a target is sent of an event: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
import type { Instant } from '../../../time/instant';
import { type Event, eventJson } from '../event';
import type { Rule, Target } from '../rules/rule';
import { at } from './json-path';

/** What a template may name without a path of its own. */
export const ownVariables: readonly string[] = ['aws.events.rule-arn', 'aws.events.rule-name', 'aws.events.event.ingestion-time', 'aws.events.event', 'aws.events.event.json'];

export interface Transformed {
  event: Event;
  rule: Pick<Rule, 'arn' | 'name'>;
  target: Target;
  ingested: Instant;
}

/** The text that is sent; undefined where the target wants a part that the event has not. */
export function transformed(asked: Transformed): string | undefined {
  const { target } = asked;
  if (target.input !== undefined) return target.input;
  const event = eventJson(asked.event);
  if (target.inputPath !== undefined) return JSON.stringify(at(event, target.inputPath));
  return target.transformer ? filled(target.transformer, event, asked) : JSON.stringify(event);
}

function filled({ paths, template }: NonNullable<Target['transformer']>, event: Record<string, unknown>, { rule, ingested }: Transformed): string {
  const { detail: _detail, ...withoutDetail } = event;
  const known: Readonly<Record<string, unknown>> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': ingested.toString(),
    'aws.events.event': withoutDetail,
    'aws.events.event.json': event,
    ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, at(event, path)])),
  };
  let quoted = false;
  // One character or one variable at a time: a variable is written as JSON, or as bare text where it stands in a quoted one.
  return template.replace(/\\[\s\S]|"|<([A-Za-z0-9_.-]+)>/g, (piece, name?: string) => {
    if (piece === '"') quoted = !quoted;
    if (name === undefined || !Object.hasOwn(known, name)) return piece;
    return quoted ? bare(known[name]) : (JSON.stringify(known[name]) ?? '');
  });
}

function bare(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1);
}
