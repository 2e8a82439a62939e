/** The policy that a form brings along: what its maker lets others upload with it. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
import { Instant } from '../../../time/instant';
import { AwsError } from '../../aws-error';

/** How many bytes the file may have. */
export interface SizeRange {
  least: number;
  most: number;
}

/** Fields that no condition need speak of. */
const exempt = new Set(['x-amz-signature', 'file', 'policy']);

/** Holds a form's fields against its policy, in base64. Throws AwsError; answers the size that it asks for, if it does. */
export function checkPolicy(encoded: string, fields: ReadonlyMap<string, string>, now: Instant): SizeRange | undefined {
  const { expires, conditions } = parsed(encoded);
  if (!now.isBefore(expires)) throw violated('Policy expired.');
  const spoken = new Set<string>();
  let range: SizeRange | undefined;
  for (const condition of conditions) {
    if (condition.kind === 'content-length-range') {
      range = condition;
      continue;
    }
    const { kind, name, value, written } = condition;
    spoken.add(name);
    const given = fields.get(name) ?? '';
    // A list of content types is held to the prefix one by one.
    const holds = kind === 'eq' ? given === value : (name === 'content-type' ? given.split(',') : [given]).every((one) => one.trim().startsWith(value));
    if (!holds || !fields.has(name)) throw violated(`Policy Condition failed: ["${kind}", "${written}", "${value}"]`);
  }
  const extra = [...fields.keys()].filter((name) => !spoken.has(name) && !exempt.has(name) && !name.startsWith('x-ignore-'));
  if (extra.length) throw violated(`Extra input fields: ${extra.join(', ')}`);
  return range;
}

/** `written` is the name as the policy has it, with its dollar sign. */
type Condition = { kind: 'eq' | 'starts-with'; name: string; value: string; written: string } | ({ kind: 'content-length-range' } & SizeRange);

function parsed(encoded: string): { expires: Instant; conditions: Condition[] } {
  const { expiration, conditions, ...more } = documentOf(encoded);
  const [unexpected] = Object.keys(more);
  if (unexpected !== undefined) throw invalid(`Unexpected: "${unexpected}"`);
  if (expiration === undefined) throw invalid('Policy missing expiration.');
  if (conditions === undefined) throw invalid('Policy missing conditions.');
  if (!Array.isArray(conditions)) throw invalid("Invalid 'conditions' value: must be a List.");
  if (conditions.length === 0) throw invalid('Policy missing conditions.');
  return { expires: instantOf(expiration), conditions: conditions.flatMap(conditionsOf) };
}

function documentOf(encoded: string): { expiration?: unknown; conditions?: unknown } {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== encoded.trim().replace(/=+$/, '')) throw invalid('invalid Base64 encoding.');
  if (bytes.length === 0) throw invalid("Expecting '{' but found End-of-Input");
  try {
    const document: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    // What cannot be read is refused below like what is no object.
  }
  throw invalid('Invalid JSON.');
}

function instantOf(text: unknown): Instant {
  if (typeof text !== 'string') throw invalid('Invalid JSON.');
  try {
    return Instant.parse(text);
  } catch {
    // What is no date is refused below.
  }
  throw invalid(`Invalid 'expiration' value: '${text}'`);
}

/** `{"acl": "private"}`, `["starts-with", "$key", "user/"]` or `["content-length-range", 0, 1024]`. */
function conditionsOf(condition: unknown): Condition[] {
  if (Array.isArray(condition)) return [listedCondition(condition as unknown[])];
  if (typeof condition !== 'object' || condition === null) throw invalid('Invalid condition test: must be a List or Object.');
  const entries = Object.entries(condition);
  if (entries.length !== 1) throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  return entries.map(([name, value]) => {
    if (typeof value !== 'string') throw invalid('Invalid Simple-Condition: value must be a string.');
    return { kind: 'eq', name: name.toLowerCase(), value, written: `$${name.toLowerCase()}` };
  });
}

function listedCondition(condition: unknown[]): Condition {
  const [kind, name, value] = condition;
  if (kind === undefined) throw invalid('Invalid Condition: missing operation identifier.');
  if (typeof kind !== 'string') throw invalid('Invalid JSON.');
  const operator = kind.toLowerCase();
  if (operator !== 'content-length-range' && operator !== 'eq' && operator !== 'starts-with') throw invalid(`Invalid Condition: unknown operation '${kind}'.`);
  if (condition.length !== 3) throw invalid(`Invalid ${operator}: wrong number of arguments.`);
  if (operator === 'content-length-range') return rangeOf(name, value);
  if (typeof name !== 'string' || typeof value !== 'string') throw invalid('Invalid JSON.');
  // A name without its dollar sign is that of no field.
  return { kind: operator, name: name.startsWith('$') ? name.slice(1).toLowerCase() : '', value, written: name.toLowerCase() };
}

/** Bounds may be written as texts; what is no number then fails whatever file comes. */
function rangeOf(lower: unknown, upper: unknown): Condition {
  const isWritten = (bound: unknown): bound is string | number => typeof bound === 'string' || typeof bound === 'number';
  if (!isWritten(lower) || !isWritten(upper)) throw invalid('Invalid JSON.');
  const [least, most] = [Number(lower), Number(upper)];
  if (Number.isInteger(least) && Number.isInteger(most)) return { kind: 'content-length-range', least, most };
  throw violated(`Policy Condition failed: ["content-length-range", "${lower}", "${upper}"]`);
}

function violated(what: string): AwsError {
  return new AwsError('AccessDenied', `Invalid according to Policy: ${what}`, { status: 403 });
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidPolicyDocument', `Invalid Policy: ${what}`);
}
