/** A cucumber message, as far as it has to be understood to be rewritten. */
import type { Json } from '../../evidence/entry';

/** What is in a message. */
export interface Fields {
  readonly [field: string]: Json | undefined;
}

/** A message is an object with one member, named for its kind. */
export interface Message {
  kind: string;
  fields: Fields;
}

/** Reads newline-delimited messages. A line that is no message, such as one that was cut off by a crash, is left out. */
export function readMessages(ndjson: string): Message[] {
  return ndjson.split('\n').flatMap((line) => {
    const [kind, fields] = Object.entries(parsed(line))[0] ?? [];
    return kind !== undefined && isRecord(fields) ? [{ kind, fields }] : [];
  });
}

export function writeMessages(messages: readonly Message[]): string {
  return messages.map(({ kind, fields }) => `${JSON.stringify({ [kind]: fields })}\n`).join('');
}

/** The text in a field; empty where there is none. */
export function textIn(fields: Fields, field: string): string {
  const value = fields[field];
  return typeof value === 'string' ? value : '';
}

/** The object in a field; empty where there is none. */
export function fieldsIn(fields: Fields, field: string): Fields {
  const value = fields[field];
  return isRecord(value) ? value : {};
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(line: string): Fields {
  try {
    // JSON.parse answers with nothing that is not Json.
    const value = JSON.parse(line) as Json;
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
