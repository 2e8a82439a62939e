/** The tables that AWS publishes of how alarms treat missing data, row by row. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MissingData } from './alarm';
import { judge } from './judge';

/** `0` is within the threshold, `X` beyond it, `-` missing; the newest is last. */
function verdicts(points: string, m: number): string {
  const read = points.split(' ').map((sign) => (sign === '-' ? undefined : { value: sign === 'X' ? 1 : 0 }));
  const treatments: MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
  return treatments
    .map((missingData) => judge(read, { comparison: 'GreaterThanThreshold', threshold: 0.5, evaluationPeriods: 3, datapointsToAlarm: m, missingData }).value ?? 'as it was')
    .join(', ');
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe('three out of three', () => {
  const rows: [string, string][] = [
    ['0 - X - X', 'OK, OK, OK, OK'],
    ['0 - - - -', 'OK, OK, OK, OK'],
    ['- - - - -', 'INSUFFICIENT_DATA, as it was, ALARM, OK'],
    ['0 X X - X', 'ALARM, ALARM, ALARM, ALARM'],
    ['- - X - -', 'ALARM, as it was, ALARM, OK'],
  ];
  for (const [points, expected] of rows) test(points, () => assert.equal(verdicts(points, 3), expected));
});

describe('two out of three', () => {
  const rows: [string, string][] = [
    ['0 - X - X', 'ALARM, ALARM, ALARM, ALARM'],
    ['0 0 X 0 X', 'ALARM, ALARM, ALARM, ALARM'],
    ['0 - X - -', 'OK, OK, ALARM, OK'],
    ['- - - - 0', 'OK, OK, ALARM, OK'],
    ['- - - - X', 'ALARM, as it was, ALARM, OK'],
  ];
  for (const [points, expected] of rows) test(points, () => assert.equal(verdicts(points, 2), expected));
});

test('each comparison draws its line where its name says', () => {
  const at = (comparison: Parameters<typeof judge>[1]['comparison']): string =>
    [4, 5, 6].map((value) => (judge([{ value }], { comparison, threshold: 5, evaluationPeriods: 1, missingData: 'missing' }).value === 'ALARM' ? 'X' : '0')).join('');
  assert.equal(at('GreaterThanThreshold'), '00X');
  assert.equal(at('GreaterThanOrEqualToThreshold'), '0XX');
  assert.equal(at('LessThanThreshold'), 'X00');
  assert.equal(at('LessThanOrEqualToThreshold'), 'XX0');
});
