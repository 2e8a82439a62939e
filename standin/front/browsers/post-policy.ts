/** The policy that a form brings along: what its maker lets others upload with it. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
import { Instant } from '../../../time/instant';
import { AwsError } from '../../aws-error';

/** How many bytes the file may have. */
export interface SizeRange {
  least: number;
  most: number;
}

/** Fields that no condition need speak of. */
const exempt = new Set(['x-amz-signature', 'file', 'policy', 'bucket']);

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
    const { kind, name, value } = condition;
    spoken.add(name);
    const given = fields.get(name) ?? '';
    // A list of content types is held to the prefix one by one.
    const holds = kind === 'eq' ? given === value : (name === 'content-type' ? given.split(',') : [given]).every((one) => one.trim().startsWith(value));
    if (!holds || !fields.has(name)) throw violated(`Policy Condition failed: ["${kind}", "$${name}", "${value}"]`);
  }
  const extra = [...fields.keys()].filter((name) => !spoken.has(name) && !exempt.has(name) && !name.startsWith('x-ignore-'));
  if (extra.length) throw violated(`Extra input fields: ${extra.join(', ')}`);
  return range;
}

type Condition = { kind: 'eq' | 'starts-with'; name: string; value: string } | ({ kind: 'content-length-range' } & SizeRange);

function parsed(encoded: string): { expires: Instant; conditions: Condition[] } {
  let policy: unknown;
  try {
    policy = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    throw invalid('Invalid JSON.');
  }
  if (typeof policy !== 'object' || policy === null) throw invalid('Invalid JSON.');
  const { expiration, conditions } = policy as { expiration?: unknown; conditions?: unknown };
  if (expiration === undefined) throw invalid('Policy missing expiration.');
  if (!Array.isArray(conditions) || conditions.length === 0) throw invalid('Policy missing conditions.');
  return { expires: instantOf(expiration), conditions: conditions.flatMap(conditionsOf) };
}

function instantOf(text: unknown): Instant {
  try {
    if (typeof text === 'string') return Instant.parse(text);
  } catch {
    // What is no date is refused below like what is no text.
  }
  throw invalid(`Invalid 'expiration' value: '${String(text)}'`);
}

/** `{"acl": "private"}`, `["starts-with", "$key", "user/"]` or `["content-length-range", 0, 1024]`. */
function conditionsOf(condition: unknown): Condition[] {
  if (Array.isArray(condition)) return [listedCondition(condition as unknown[])];
  const entries = typeof condition === 'object' && condition !== null ? Object.entries(condition) : [];
  if (entries.length !== 1) throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  return entries.map(([name, value]) => {
    if (typeof value !== 'string') throw invalid('Invalid Simple-Condition: value must be a string.');
    return { kind: 'eq', name: name.toLowerCase(), value };
  });
}

function listedCondition([kind, name, value, ...more]: unknown[]): Condition {
  const operator = typeof kind === 'string' ? kind.toLowerCase() : '';
  if (operator === 'content-length-range' && more.length === 0) {
    const [least, most] = [Number(name), Number(value)];
    if (Number.isInteger(least) && Number.isInteger(most) && least >= 0 && least <= most) return { kind: 'content-length-range', least, most };
  } else if ((operator === 'eq' || operator === 'starts-with') && typeof name === 'string' && typeof value === 'string' && name.startsWith('$') && more.length === 0) {
    return { kind: operator, name: name.slice(1).toLowerCase(), value };
  }
  throw invalid('Invalid Condition.');
}

function violated(what: string): AwsError {
  return new AwsError('AccessDenied', `Invalid according to Policy: ${what}`, { status: 403 });
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidPolicyDocument', `Invalid Policy: ${what}`);
}
