/** How values of a shape are written as XML, worked out once for each shape: to ask a schema for its traits costs more than to write the value. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { escapeXml } from './xml-text';

interface Named {
  schema: NormalizedSchema;
  /** What its element, or attribute, is called. */
  element: string;
}

interface Plan {
  kind: 'scalar' | 'list' | 'map' | 'structure';
  /** Whether its items stand one by one where the list or map would. */
  flat: boolean;
  /** The `xmlns` attribute, with a blank in front, or nothing. */
  namespace: string;
  /** An item of a list, or a value of a map. */
  item?: Named;
  /** A key of a map. */
  key?: Named;
  /** A structure's members by name, in their order. */
  members: ReadonlyMap<string, Named>;
  attributes: ReadonlyMap<string, Named>;
}

const plans = new WeakMap<NormalizedSchema, Plan>();

/** A plan holds on to the schemas of what is inside, so that theirs are found again. */
export function planOf(schema: NormalizedSchema): Plan {
  let plan = plans.get(schema);
  if (!plan) plans.set(schema, (plan = worked(schema)));
  return plan;
}

/** The `xmlns` attribute that a shape asks for, with a blank in front, or nothing. */
export function namespaceOf(schema: NormalizedSchema): string {
  const [prefix, uri] = (schema.getMergedTraits().xmlNamespace as [string?, string?] | undefined) ?? [];
  return uri ? ` ${prefix ? `xmlns:${prefix}` : 'xmlns'}="${escapeXml(uri)}"` : '';
}

function worked(schema: NormalizedSchema): Plan {
  const members = new Map<string, Named>();
  const attributes = new Map<string, Named>();
  const plan: Plan = { kind: 'scalar', flat: Boolean(schema.getMergedTraits().xmlFlattened), namespace: namespaceOf(schema), members, attributes };
  if (schema.isListSchema()) return { ...plan, kind: 'list', item: named(schema.getValueSchema(), 'member') };
  if (schema.isMapSchema()) return { ...plan, kind: 'map', item: named(schema.getValueSchema(), 'value'), key: named(schema.getKeySchema(), 'key') };
  if (!schema.isStructSchema()) return plan;
  for (const [name, member] of schema.structIterator()) {
    if (member.getMergedTraits().xmlAttribute) attributes.set(name, named(member, name));
    else members.set(name, { schema: member, element: String(member.getMemberTraits().xmlName ?? name) });
  }
  return { ...plan, kind: 'structure' };
}

function named(schema: NormalizedSchema, otherwise: string): Named {
  return { schema, element: String(schema.getMergedTraits().xmlName ?? otherwise) };
}
