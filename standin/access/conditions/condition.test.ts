/** Conditions of policies against what a request says: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conditionOf } from './condition';

type Expected = string | string[];

/** Whether `operator: {key: expected}` holds where the key is `actual`; undefined is a key that is not there. */
function holds(operator: string, expected: Expected, actual: Expected | undefined): boolean {
  const values = (): string[] | undefined => (typeof actual === 'string' ? [actual] : actual);
  return conditionOf({ [operator]: { 'a:key': expected } }, true)(values, () => (typeof actual === 'string' ? actual : undefined));
}

const cases: [string, Expected, Expected | undefined, boolean][] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', 'a', undefined, false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', true],
  ['StringNotEqualsIgnoreCase', 'aB', 'Ab', false],
  ['StringLike', 'home/*', 'home/ann', true],
  ['StringLike', 'home/?', 'home/ann', false],
  ['StringNotLike', 'home/*', 'etc', true],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThanEquals', '10', '10.0', true],
  ['NumericEquals', '10', '1e1', true],
  ['NumericGreaterThan', '10', 'eleven', false],
  ['NumericNotEquals', '10', '11', true],
  ['DateLessThan', '2026-01-05T12:00:00Z', '2026-01-05T11:59:59Z', true],
  ['DateLessThan', '2026-01-05', '2026-01-04T23:59Z', true],
  ['DateGreaterThan', '2026-01-05T12:00:00Z', '1767614401', true],
  ['DateGreaterThanEquals', '2026-01-05T12:00:00+01:00', '2026-01-05T11:00:00Z', true],
  ['DateEquals', 'yesterday', 'yesterday', false],
  ['Bool', 'true', 'TRUE', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'false', undefined, false],
  ['BoolIfExists', 'false', undefined, true],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['IpAddress', '203.0.113.0/24', '203.0.113.77', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.1', false],
  ['IpAddress', '203.0.113.7', '203.0.113.7', true],
  ['IpAddress', '2001:db8::/32', '2001:db8:1::1', true],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
  ['ArnLike', 'arn:aws:sns:*:123456789012:alerts-*', 'arn:aws:sns:eu-west-1:123456789012:alerts-1', true],
  ['ArnLike', 'arn:aws:*:alerts', 'arn:aws:sns:eu-west-1:123456789012:alerts', false],
  ['ArnLike', 'arn:aws:s3', 'arn:aws:s3:::plans', false],
  ['ArnEquals', 'arn:aws:s3:::plans*', 'arn:aws:s3:::plans-2026', true],
  ['ArnNotLike', 'arn:aws:s3:::plans*', 'arn:aws:s3:::other', true],
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'a', false],
  ['Null', 'false', 'a', true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a', 'b'], undefined, true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'a'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
  ['ForAnyValue:StringEquals', ['a', 'b'], undefined, false],
  ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], true],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
];

describe('a condition', () => {
  for (const [operator, expected, actual, result] of cases) {
    test(`${operator} ${JSON.stringify(expected)} ${result ? 'holds' : 'does not hold'} for ${actual === undefined ? 'a key that is not there' : JSON.stringify(actual)}`, () => {
      assert.equal(holds(operator, expected, actual), result);
    });
  }

  test('holds where all its operators do for all their keys', () => {
    const condition = conditionOf({ StringEquals: { 'a:one': '1', 'a:two': '2' }, Bool: { 'a:safe': 'true' } }, true);
    const of = (values: Record<string, string>) => condition((key) => (values[key] === undefined ? undefined : [values[key]]), () => undefined);
    assert.equal(of({ 'a:one': '1', 'a:two': '2', 'a:safe': 'true' }), true);
    assert.equal(of({ 'a:one': '1', 'a:two': '2', 'a:safe': 'false' }), false);
    assert.equal(of({ 'a:one': '1', 'a:two': '3', 'a:safe': 'true' }), false);
  });
});
