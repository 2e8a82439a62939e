/** What may stand in a pattern's lists: values, and the operators that EventBridge and SNS have in common. */
import { BlockList, isIP } from 'node:net';
import { PatternProblem } from './pattern-problem';

export type Scalar = string | number | boolean | null;

/** Asked of all values of a field, none where the field is absent. */
export type Matcher = (values: readonly Scalar[]) => boolean;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html. Throws PatternProblem. */
export function matcherOf(item: unknown): Matcher {
  if (isScalar(item)) return any((value) => value === item);
  if (typeof item !== 'object' || Array.isArray(item)) throw new PatternProblem('Match value must be String, number, true, false, or null');
  const [[name, operand] = [], ...more] = Object.entries(item) as [string, unknown][];
  if (name === undefined || more.length > 0) throw new PatternProblem('Only one key allowed in match expression');
  const make = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!make) throw new PatternProblem(`Unrecognized match type ${name}`);
  return make(operand);
}

const operators: Readonly<Record<string, (operand: unknown) => Matcher>> = {
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw new PatternProblem('exists match pattern must be either true or false.');
    return (values) => values.length > 0 === operand;
  },
  prefix: (operand) => any(onText('prefix', operand, (text, part) => text.startsWith(part))),
  suffix: (operand) => any(onText('suffix', operand, (text, part) => text.endsWith(part))),
  'equals-ignore-case': (operand) => any(ignoringCase(operand)),
  wildcard: (operand) => any(wildcard(operand)),
  numeric: (operand) => any(numeric(operand)),
  cidr: (operand) => any(cidr(operand)),
  'anything-but': anythingBut,
};

type Test = (value: Scalar) => boolean;

function any(test: Test): Matcher {
  return (values) => values.some(test);
}

/** A prefix or suffix, which may in its turn not care for case. */
function onText(name: string, operand: unknown, fits: (text: string, part: string) => boolean): Test {
  const inner = single(operand, 'equals-ignore-case');
  const part = inner ?? operand;
  if (typeof part !== 'string') throw new PatternProblem(`${name} match pattern must be a string`);
  if (inner === undefined) return (value) => typeof value === 'string' && fits(value, part);
  return (value) => typeof value === 'string' && fits(value.toLowerCase(), part.toLowerCase());
}

function ignoringCase(operand: unknown): Test {
  if (typeof operand !== 'string') throw new PatternProblem('equals-ignore-case match pattern must be a string');
  return (value) => typeof value === 'string' && value.toLowerCase() === operand.toLowerCase();
}

function wildcard(operand: unknown): Test {
  if (typeof operand !== 'string') throw new PatternProblem('wildcard match pattern must be a string');
  if (operand.replaceAll('\\*', '').includes('**')) throw new PatternProblem('Consecutive wildcard characters');
  // A backslash keeps the star or the backslash behind it from being more than itself.
  const source = operand.replace(/\\([*\\])|[\s\S]/g, (one, kept?: string) => (kept !== undefined ? quoted(kept) : one === '*' ? '[\\s\\S]*' : quoted(one)));
  const expression = new RegExp(`^${source}$`);
  return (value) => typeof value === 'string' && expression.test(value);
}

function quoted(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
};

function numeric(operand: unknown): Test {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) throw new PatternProblem('Value of numeric must be an array of one or two comparisons.');
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const [sign, bound] = [operand[at] as unknown, operand[at + 1] as unknown];
    const compare = typeof sign === 'string' && Object.hasOwn(comparisons, sign) ? comparisons[sign] : undefined;
    if (!compare) throw new PatternProblem(`Unrecognized numeric range operator: ${String(sign)}`);
    if (typeof bound !== 'number') throw new PatternProblem(`Value of ${String(sign)} must be numeric`);
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function cidr(operand: unknown): Test {
  const [address = '', bits = ''] = typeof operand === 'string' ? operand.split('/') : [];
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) throw new PatternProblem(`Malformed CIDR, ${JSON.stringify(operand)}`);
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return (value) => typeof value === 'string' && isIP(value) === family && block.check(value, family === 4 ? 'ipv4' : 'ipv6');
}

/** There has to be a value, and one that none of these fits. */
function anythingBut(operand: unknown): Matcher {
  const tests = refused(operand);
  return any((value) => !tests.some((test) => test(value)));
}

function refused(operand: unknown): Test[] {
  const list: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw new PatternProblem('Empty arrays are not allowed');
  if (list.every((item) => typeof item === 'string' || typeof item === 'number')) return list.map((item) => (value) => value === item);
  const tests: Readonly<Record<string, (part: unknown) => Test>> = {
    prefix: (part) => onText('prefix', part, (text, one) => text.startsWith(one)),
    suffix: (part) => onText('suffix', part, (text, one) => text.endsWith(one)),
    'equals-ignore-case': ignoringCase,
    wildcard,
  };
  for (const [name, make] of Object.entries(tests)) {
    const part = single(operand, name);
    if (part !== undefined) return (Array.isArray(part) ? (part as unknown[]) : [part]).map(make);
  }
  throw new PatternProblem('Inside Anything-But list, either all values are Number or String, mixed type is not supported');
}

/** The value of an object whose only key is this one. */
function single(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value) as [string, unknown][];
  return entries.length === 1 && entries[0]?.[0] === key ? entries[0][1] : undefined;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
