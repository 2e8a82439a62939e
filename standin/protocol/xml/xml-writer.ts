/** Writes a value as XML by its schema, for every protocol that answers in XML. */
import { NumericValue, toBase64 } from '@smithy/core/serde';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { InterleavedItem } from '../interleaved';
import { planOf } from './xml-plan';
import { element, escapeXml, textElement } from './xml-text';

/** What stands inside a structure's element; `skip` names members that travel elsewhere. */
export function writeMembers(schema: NormalizedSchema, value: Record<string, unknown>, skip?: ReadonlySet<string>): string {
  let xml = '';
  for (const [name, member] of planOf(schema).members) {
    const item = value[name];
    if (item === undefined || item === null || skip?.has(name)) continue;
    xml += writeElement(member.schema, item, member.element);
  }
  return xml;
}

/** Like `writeMembers`, for a structure some of whose lists are written item by item, among each other. */
export function writeInterleaved(schema: NormalizedSchema, value: Record<string, unknown>, items: readonly InterleavedItem[], skip: ReadonlySet<string>): string {
  const { members } = planOf(schema);
  let xml = writeMembers(schema, value, new Set([...skip, ...items.map(([name]) => name)]));
  for (const [name, item] of items) {
    const list = members.get(name);
    const itemSchema = list && planOf(list.schema).item?.schema;
    if (itemSchema) xml += writeElement(itemSchema, item, list.element);
  }
  return xml;
}

/** A value of any shape under an element's name; a flattened list or map becomes several elements. */
export function writeElement(schema: NormalizedSchema, value: unknown, name: string): string {
  const { kind, flat, namespace, item, key, attributes } = planOf(schema);
  if (kind === 'scalar') return element(name, scalarText(schema, value), namespace);
  if (!item) {
    const structure = value as Record<string, unknown>;
    return element(name, writeMembers(schema, structure), attributes.size === 0 ? namespace : namespace + attributesOf(schema, structure));
  }
  if (kind === 'list') {
    const itemName = flat ? name : item.element;
    let items = '';
    for (const one of value as unknown[]) items += writeElement(item.schema, one, itemName);
    return flat ? items : element(name, items, namespace);
  }
  const entries = Object.entries(value as Record<string, unknown>).map(([k, v]) =>
    element(flat ? name : 'entry', textElement(key?.element ?? 'key', k) + writeElement(item.schema, v, item.element)),
  );
  return flat ? entries.join('') : element(name, entries.join(''));
}

function attributesOf(schema: NormalizedSchema, value: Record<string, unknown>): string {
  let attributes = '';
  for (const [name, member] of planOf(schema).attributes) {
    if (value[name] !== undefined) attributes += ` ${member.element}="${scalarText(member.schema, value[name])}"`;
  }
  return attributes;
}

/** The text of a value, as it stands in XML. */
function scalarText(schema: NormalizedSchema, value: unknown): string {
  if (typeof value === 'string') return escapeXml(value);
  if (value instanceof Date) return dateText(schema, value);
  if (value instanceof Uint8Array) return toBase64(value);
  if (value instanceof NumericValue) return value.string;
  return escapeXml(String(value));
}

function dateText(schema: NormalizedSchema, date: Date): string {
  // 6 and 7 are the schema language's numbers of RFC 7231 dates and epoch seconds.
  if (schema.getSchema() === 6) return date.toUTCString();
  if (schema.getSchema() === 7) return String(date.getTime() / 1_000);
  return date.toISOString();
}
