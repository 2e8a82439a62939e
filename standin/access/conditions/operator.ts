/** The names of condition operators, taken apart: `ForAnyValue:StringNotLikeIfExists`. */

/** How one value of the request is held against one value of the policy. */
export type Test =
  | 'StringEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringLike'
  | 'NumericEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'ArnLike'
  | 'Null';

export interface Operator {
  test: Test;
  /** Whether it holds where the test fails for every value of the policy. */
  negated: boolean;
  /** Whether it holds where the request has no such key. */
  ifExists: boolean;
  /** For keys with several values: whether all of them or any of them must pass. */
  over?: 'all' | 'any';
}

const positive = [
  'StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'Bool', 'BinaryEquals', 'IpAddress', 'ArnLike', 'Null',
  ...(['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'] as const).flatMap((end) => [`Numeric${end}`, `Date${end}`] as const),
] as const;

/** Every operator without its prefix and suffix. `ArnEquals` means what `ArnLike` means. */
const operators = new Map<string, { test: Test; negated: boolean }>([
  ...positive.map((test): [string, { test: Test; negated: boolean }] => [test, { test, negated: false }]),
  ['ArnEquals', { test: 'ArnLike', negated: false }],
  ['ArnNotEquals', { test: 'ArnLike', negated: true }],
  ['ArnNotLike', { test: 'ArnLike', negated: true }],
  ['StringNotEquals', { test: 'StringEquals', negated: true }],
  ['StringNotEqualsIgnoreCase', { test: 'StringEqualsIgnoreCase', negated: true }],
  ['StringNotLike', { test: 'StringLike', negated: true }],
  ['NumericNotEquals', { test: 'NumericEquals', negated: true }],
  ['DateNotEquals', { test: 'DateEquals', negated: true }],
  ['NotIpAddress', { test: 'IpAddress', negated: true }],
]);

/** Undefined for what is no operator: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function readOperator(name: string): Operator | undefined {
  const [, prefix, rest = '', suffix] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(name) ?? [];
  const known = operators.get(rest);
  if (!known || (known.test === 'Null' && suffix)) return undefined;
  return { ...known, ifExists: suffix !== undefined, over: prefix === undefined ? undefined : prefix === 'ForAllValues:' ? 'all' : 'any' };
}
