/** Reads the parameters of a query protocol, `Tags.Tag.1.Key=a`, into an input by its schema. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import { AwsError } from '../aws-error';

const fromText = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 }, httpBindings: false });

/** What stands at a dotted name: a value, and what is below it. */
interface Branch {
  text?: string;
  below: Map<string, Branch>;
}

/** How the two query protocols differ in naming. */
export interface Naming {
  /** EC2 capitalises members, has names of its own, and writes every list without its member name. */
  ec2: boolean;
}

export function readForm(schema: NormalizedSchema, form: URLSearchParams, naming: Naming): object {
  if (schema.isUnitSchema()) return {};
  const root: Branch = { below: new Map() };
  for (const [name, text] of form) {
    let branch = root;
    for (const part of name.split('.')) {
      let next = branch.below.get(part);
      if (!next) branch.below.set(part, (next = { below: new Map() }));
      branch = next;
    }
    branch.text = text;
  }
  return readStructure(schema, root, naming, '');
}

function readValue(schema: NormalizedSchema, branch: Branch, naming: Naming, path: string): unknown {
  if (schema.isStructSchema()) return readStructure(schema, branch, naming, path);
  if (schema.isListSchema()) return readList(schema, branch, naming, path);
  if (schema.isMapSchema()) return readMap(schema, branch, naming, path);
  if (branch.text === undefined) throw new AwsError('MalformedInput', `${path} is not of the kind that this operation takes.`);
  return readScalar(schema, branch.text, path);
}

function readStructure(schema: NormalizedSchema, branch: Branch, naming: Naming, path: string): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const key = memberKey(name, member, naming);
    const below = branch.below.get(key);
    if (below) value[name] = readValue(member, below, naming, path ? `${path}.${key}` : key);
  }
  return value;
}

function memberKey(name: string, member: NormalizedSchema, { ec2 }: Naming): string {
  const { ec2QueryName, xmlName } = member.getMergedTraits();
  const key = typeof xmlName === 'string' ? xmlName : name;
  if (!ec2) return key;
  if (typeof ec2QueryName === 'string') return ec2QueryName;
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function readList(schema: NormalizedSchema, branch: Branch, naming: Naming, path: string): unknown[] {
  const item = schema.getValueSchema();
  const flat = naming.ec2 || Boolean(schema.getMergedTraits().xmlFlattened);
  const itemName = String(item.getMergedTraits().xmlName ?? 'member');
  // Old clients say `member` where the model has a name of its own, and AWS takes it.
  const holder = flat ? branch : (branch.below.get(itemName) ?? branch.below.get('member'));
  return numbered(holder).map(([index, below]) => readValue(item, below, naming, `${path}.${index}`));
}

function readMap(schema: NormalizedSchema, branch: Branch, naming: Naming, path: string): Record<string, unknown> {
  const [key, item] = [schema.getKeySchema(), schema.getValueSchema()];
  const flat = Boolean(schema.getMergedTraits().xmlFlattened);
  const [keyName, itemName] = [String(key.getMergedTraits().xmlName ?? 'key'), String(item.getMergedTraits().xmlName ?? 'value')];
  const value: Record<string, unknown> = {};
  for (const [index, entry] of numbered(flat ? branch : branch.below.get('entry'))) {
    const below = entry.below.get(itemName);
    if (below) value[entry.below.get(keyName)?.text ?? ''] = readValue(item, below, naming, `${path}.${index}`);
  }
  return value;
}

function numbered(branch: Branch | undefined): [number, Branch][] {
  const entries = [...(branch?.below ?? [])].map(([key, below]): [number, Branch] => [Number(key), below]);
  return entries.filter(([index]) => Number.isInteger(index)).sort(([a], [b]) => a - b);
}

function readScalar(schema: NormalizedSchema, text: string, path: string): unknown {
  const refusal = new AwsError('InvalidParameterValue', `Invalid value '${text}' for ${path}.`);
  let value: unknown;
  try {
    value = fromText.read(schema, text);
  } catch {
    throw refusal;
  }
  if (Number.isNaN(value) || (schema.isBooleanSchema() && !/^(true|false)$/i.test(text))) throw refusal;
  return value;
}
