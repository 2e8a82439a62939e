/** Writes a value as XML by its schema, for every protocol that answers in XML. */
import { NumericValue, toBase64 } from '@smithy/core/serde';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { InterleavedItem } from './interleaved';

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Characters that XML does not have, S3 writes as references, which XML does not have either: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, (character) => escapes[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
}

/** One element around text that is already XML. */
export function element(name: string, inner: string, attributes = ''): string {
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}

/** One element around text that is not. */
export function textElement(name: string, text: string): string {
  return element(name, escapeXml(text));
}

/** What stands inside a structure's element; `skip` names members that travel elsewhere. */
export function writeMembers(schema: NormalizedSchema, value: Record<string, unknown>, skip?: ReadonlySet<string>): string {
  let xml = '';
  for (const [name, member] of schema.structIterator()) {
    const item = value[name];
    if (item === undefined || item === null || skip?.has(name) || member.getMergedTraits().xmlAttribute) continue;
    xml += writeElement(member, item, String(member.getMemberTraits().xmlName ?? name));
  }
  return xml;
}

/** Like `writeMembers`, for a structure some of whose lists are written item by item, among each other. */
export function writeInterleaved(schema: NormalizedSchema, value: Record<string, unknown>, items: readonly InterleavedItem[], skip: ReadonlySet<string>): string {
  const names = new Set(items.map(([name]) => name));
  const others = writeMembers(schema, value, new Set([...skip, ...names]));
  const lists = new Map([...names].map((name) => [name, schema.getMemberSchema(name)]));
  const written = items.map(([name, item]) => {
    const list = lists.get(name);
    return list ? writeElement(list.getValueSchema(), item, String(list.getMemberTraits().xmlName ?? name)) : '';
  });
  return others + written.join('');
}

/** A value of any shape under an element's name; a flattened list or map becomes several elements. */
export function writeElement(schema: NormalizedSchema, value: unknown, name: string): string {
  const flat = Boolean(schema.getMergedTraits().xmlFlattened);
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const itemName = flat ? name : String(item.getMergedTraits().xmlName ?? 'member');
    const items = (value as unknown[]).map((one) => writeElement(item, one, itemName)).join('');
    return flat ? items : element(name, items, namespaceOf(schema));
  }
  if (schema.isMapSchema()) {
    const [key, item] = [schema.getKeySchema(), schema.getValueSchema()];
    const [keyName, itemName] = [String(key.getMergedTraits().xmlName ?? 'key'), String(item.getMergedTraits().xmlName ?? 'value')];
    const entries = Object.entries(value as Record<string, unknown>).map(([k, v]) =>
      element(flat ? name : 'entry', textElement(keyName, k) + writeElement(item, v, itemName)),
    );
    return flat ? entries.join('') : element(name, entries.join(''));
  }
  if (schema.isStructSchema()) {
    const structure = value as Record<string, unknown>;
    return element(name, writeMembers(schema, structure), namespaceOf(schema) + attributesOf(schema, structure));
  }
  return element(name, escapeXml(scalarText(schema, value)), namespaceOf(schema));
}

/** The `xmlns` attribute that a shape asks for, with a blank in front, or nothing. */
export function namespaceOf(schema: NormalizedSchema): string {
  const [prefix, uri] = (schema.getMergedTraits().xmlNamespace as [string?, string?] | undefined) ?? [];
  return uri ? ` ${prefix ? `xmlns:${prefix}` : 'xmlns'}="${escapeXml(uri)}"` : '';
}

function attributesOf(schema: NormalizedSchema, value: Record<string, unknown>): string {
  let attributes = '';
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    if (!traits.xmlAttribute || value[name] === undefined) continue;
    attributes += ` ${String(traits.xmlName ?? name)}="${escapeXml(scalarText(member, value[name]))}"`;
  }
  return attributes;
}

function scalarText(schema: NormalizedSchema, value: unknown): string {
  if (value instanceof Date) return dateText(schema, value);
  if (value instanceof Uint8Array) return toBase64(value);
  if (value instanceof NumericValue) return value.string;
  return String(value);
}

function dateText(schema: NormalizedSchema, date: Date): string {
  // 6 and 7 are the schema language's numbers of RFC 7231 dates and epoch seconds.
  if (schema.getSchema() === 6) return date.toUTCString();
  if (schema.getSchema() === 7) return String(date.getTime() / 1_000);
  return date.toISOString();
}
