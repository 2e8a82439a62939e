/** Gives the messages' ids, which are random, numbers in order of appearance, so that equal runs have equal messages. */
import type { Json } from '../../evidence/entry';
import type { Message } from './message';

export function renumbered(messages: readonly Message[]): Message[] {
  const numbers = new Map<string, string>();
  const numberOf = (id: string): string => {
    const known = numbers.get(id) ?? String(numbers.size + 1);
    numbers.set(id, known);
    return known;
  };
  const renumber = (name: string, value: Json | undefined): Json | undefined => {
    if (typeof value === 'string') return /^id$|Ids?$/.test(name) ? numberOf(value) : value;
    // What is renumbered stays what it was in all other respects, so it stays Json.
    if (Array.isArray(value)) return value.map((one: Json) => renumber(name, one) as Json);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, one]: [string, Json]) => [inner, renumber(inner, one) as Json]));
  };
  return messages.map(({ kind, fields }) => ({ kind, fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, renumber(name, value)])) }));
}
