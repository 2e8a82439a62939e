/** When schedules come round. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Instant } from '../../time/instant';
import { parseSchedule } from './schedule';
import { ScheduleProblem } from './schedule-problem';

// A Monday.
const monday = Instant.parse('2026-01-05T09:00:00Z');

function times(text: string, count = 3): string[] {
  const schedule = parseSchedule(text);
  const found: string[] = [];
  let at: Instant | undefined = monday;
  while (found.length < count && (at = schedule.next(at, monday))) found.push(at.toString().slice(0, 16));
  return found;
}

describe('comes round', () => {
  const rows: [string, string[]][] = [
    ['rate(1 minute)', ['2026-01-05T09:01', '2026-01-05T09:02', '2026-01-05T09:03']],
    ['rate(12 hours)', ['2026-01-05T21:00', '2026-01-06T09:00', '2026-01-06T21:00']],
    ['cron(0/20 9 * * ? *)', ['2026-01-05T09:20', '2026-01-05T09:40', '2026-01-06T09:00']],
    ['cron(0 10 * * ? *)', ['2026-01-05T10:00', '2026-01-06T10:00', '2026-01-07T10:00']],
    ['cron(0 18 ? * MON-FRI *)', ['2026-01-05T18:00', '2026-01-06T18:00', '2026-01-07T18:00']],
    ['cron(0 8 1 * ? *)', ['2026-02-01T08:00', '2026-03-01T08:00', '2026-04-01T08:00']],
    ['cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
    ['cron(0 0 31W * ? *)', ['2026-01-30T00:00', '2026-03-31T00:00', '2026-05-29T00:00']],
    ['cron(0 0 ? * 6L *)', ['2026-01-30T00:00', '2026-02-27T00:00', '2026-03-27T00:00']],
    ['cron(0 9 ? * 2#1 *)', ['2026-02-02T09:00', '2026-03-02T09:00', '2026-04-06T09:00']],
    ['cron(15 10 ? JAN,JUN SUN 2026-2027)', ['2026-01-11T10:15', '2026-01-18T10:15', '2026-01-25T10:15']],
    ['cron(0 0 29 2 ? 2027-2028)', ['2028-02-29T00:00']],
    ['cron(0 0 1 1 ? 2020)', []],
  ];
  for (const [text, expected] of rows) test(text, () => assert.deepEqual(times(text), expected));
});

test('what is no schedule is refused', () => {
  const none = ['', 'rate(5 minute)', 'rate(1 minutes)', 'rate(0 minutes)', 'rate(1 second)', 'rate( 1 minute)', 'cron(* * * * * *)', 'cron(* * ? * ? *)', 'cron(* * * * ?)'];
  const more = ['cron(60 * * * ? *)', 'cron(* 24 * * ? *)', 'cron(* * 0 * ? *)', 'cron(* * ? * 8 *)', 'cron(* * ? * XXX *)', 'cron(5-1 * * * ? *)', 'cron(*/0 * * * ? *)', 'cron(0 0 ? * 2#6 *)', 'cron(, * * * ? *)'];
  for (const text of [...none, ...more]) assert.throws(() => parseSchedule(text), ScheduleProblem, text);
});
