/** The conditions of a statement, made ready once and held against many requests. */
import type { Lookup } from '../pattern';
import type { PolicyStatement } from '../policy-document';
import { type Operator, readOperator } from './operator';
import { type ValueTest, valueTest } from './tests';

/** All values that a key has in the request; undefined where it is not there. Keys are in lower case. */
export type Values = (key: string) => readonly string[] | undefined;

export type Condition = (values: Values, lookup: Lookup) => boolean;

/** Holds where every operator holds for every one of its keys. */
export function conditionOf(document: PolicyStatement['Condition'], variables: boolean): Condition {
  const tests: Condition[] = [];
  for (const [name, keys] of Object.entries(document ?? {})) {
    const operator = readOperator(name);
    for (const [key, expected] of Object.entries(keys)) {
      // A condition that cannot be understood is never met; none gets here that was checked.
      tests.push(operator ? keyTest(operator, key.toLowerCase(), typeof expected === 'string' ? [expected] : expected, variables) : () => false);
    }
  }
  return (values, lookup) => tests.every((test) => test(values, lookup));
}

function keyTest(operator: Operator, key: string, expected: readonly string[], variables: boolean): Condition {
  const { test } = operator;
  if (test === 'Null') return (values) => expected.some((one) => (one.toLowerCase() === 'true') === (values(key) === undefined));
  const tests = expected.map((one) => valueTest(test, one, variables));
  return (values, lookup) => {
    const actual = values(key);
    return actual === undefined ? holdsWithout(operator) : holds(operator, actual, tests, lookup);
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
function holdsWithout({ negated, ifExists, over }: Operator): boolean {
  if (ifExists || over === 'all') return true;
  return negated && over === undefined;
}

function holds({ negated, over }: Operator, actual: readonly string[], tests: readonly ValueTest[], lookup: Lookup): boolean {
  const passes = (one: string): boolean => tests.some((test) => test(one, lookup));
  if (over === 'all') return actual.every((one) => passes(one) !== negated);
  if (over === 'any') return actual.some((one) => passes(one) !== negated);
  return actual.some(passes) !== negated;
}
