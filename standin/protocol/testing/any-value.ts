/** For tests: any value of a published shape, as fast-check draws it. */
import * as fc from 'fast-check';
import type { NormalizedSchema } from '@smithy/core/schema';
import { bindingsOf } from '../members';

/** Shapes refer to themselves; below this depth only what has to be there is drawn. */
const deepest = 4;

/** What cannot travel in a header: anything but visible ASCII, and what the client takes for a separator. */
const headerText = fc.stringMatching(/^[A-Za-z0-9_.:/-]{1,12}$/);
/** What XML can carry, with what has to be escaped. */
const bodyText = fc.stringMatching(/^[A-Za-z0-9_<>&"'é日=+% -]{0,11}[A-Za-z0-9é<]$/);
const instant = fc.integer({ min: 0, max: 4_000_000_000 });

export interface AnyValueOptions {
  /** Members of the outermost structure that the client under test treats in a way of its own. */
  without?: ReadonlySet<string>;
}

/** Any value of a shape. Optional members are there or not, lists and maps have one item or two. */
export function anyValue(schema: NormalizedSchema, options: AnyValueOptions = {}, depth = 0): fc.Arbitrary<unknown> {
  if (schema.isUnionSchema()) return anyUnion(schema, options, depth);
  if (schema.isStructSchema()) return anyStructure(schema, options, depth);
  if (schema.isListSchema()) return fc.array(anyValue(schema.getValueSchema(), options, depth + 1), { minLength: 1, maxLength: 2 });
  if (schema.isMapSchema()) return fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,6}$/), anyValue(schema.getValueSchema(), options, depth + 1), { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  return anyScalar(schema);
}

function anyStructure(schema: NormalizedSchema, options: AnyValueOptions, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const members: Record<string, fc.Arbitrary<unknown>> = {};
  const needed: string[] = [...bindingsOf(schema).required].filter((name) => depth > 0 || !options.without?.has(name));
  if (depth > 0 && needed.length === 0) needed.push(...keyMemberOf(schema));
  for (const [name, member] of schema.structIterator()) {
    if (depth === 0 && options.without?.has(name)) continue;
    const traits = member.getMergedTraits();
    if (depth >= deepest && isNested(member) && !needed.includes(name)) continue;
    members[name] = anyInHeader(member) ?? anyValue(member, options, depth + 1);
    if (traits.httpLabel || traits.httpPayload || traits.idempotencyToken || traits.httpQuery) needed.push(name);
  }
  return fc.record(members, { requiredKeys: needed, noNullPrototype: true });
}

/** A form has no way to say that a structure is there and empty, so one member is always drawn: a plain one if there is one. */
function keyMemberOf(schema: NormalizedSchema): string[] {
  const members = [...schema.structIterator()];
  const key = members.find(([, member]) => !isNested(member)) ?? members[0];
  return key ? [key[0]] : [];
}

function isNested(schema: NormalizedSchema): boolean {
  return schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema();
}

function anyUnion(schema: NormalizedSchema, options: AnyValueOptions, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const members = [...schema.structIterator()];
  return fc.oneof(...members.map(([name, member]) => anyValue(member, options, depth + 1).map((value) => ({ [name]: value }))));
}

function anyInHeader(member: NormalizedSchema): fc.Arbitrary<unknown> | undefined {
  const traits = member.getMergedTraits();
  if (traits.httpResponseCode) return fc.constant(200);
  if (traits.httpPrefixHeaders !== undefined) return fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{1,6}$/), headerText, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  if (!traits.httpHeader && !traits.httpLabel && !traits.httpQuery) return undefined;
  if (member.isListSchema()) return fc.array(inHeader(member.getValueSchema()), { minLength: 1, maxLength: 2 });
  return inHeader(member);
}

function inHeader(schema: NormalizedSchema): fc.Arbitrary<unknown> {
  if (schema.isStringSchema()) return headerText;
  return schema.isTimestampSchema() ? instant.map((seconds) => new Date(seconds * 1_000)) : anyScalar(schema);
}

function anyScalar(schema: NormalizedSchema): fc.Arbitrary<unknown> {
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.integer({ min: -1_000_000, max: 1_000_000 });
  if (schema.isBigIntegerSchema()) return fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
  if (schema.isBlobSchema()) return fc.uint8Array({ minLength: 1, maxLength: 8 });
  // RFC 7231 dates, 6 in the schema language, have whole seconds.
  if (schema.getSchema() === 6) return instant.map((seconds) => new Date(seconds * 1_000));
  if (schema.isTimestampSchema()) return fc.tuple(instant, fc.integer({ min: 0, max: 999 })).map(([seconds, ms]) => new Date(seconds * 1_000 + ms));
  return bodyText;
}
