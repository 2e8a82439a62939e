/** When the rules of a plan come round. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Instant } from '../../../time/instant';
import { nextFiring } from './schedule';

function times(schedule: string, timezone: string, from: string, count = 3): string[] {
  const since = Instant.parse(from);
  const found: string[] = [];
  for (let at = nextFiring({ schedule, timezone, since }, since); at && found.length < count; at = nextFiring({ schedule, timezone, since }, at)) found.push(at.toString().slice(0, 16));
  return found;
}

test('the default schedule comes round at five each morning, in UTC', () => {
  assert.deepEqual(times('cron(0 5 ? * * *)', 'UTC', '2026-01-05T09:00:00Z'), ['2026-01-06T05:00', '2026-01-07T05:00', '2026-01-08T05:00']);
});

test('a schedule of a time zone keeps to the clock on the wall when the clocks change', () => {
  assert.deepEqual(times('cron(0 5 * * ? *)', 'Europe/Berlin', '2026-03-28T00:00:00Z'), ['2026-03-28T04:00', '2026-03-29T03:00', '2026-03-30T03:00']);
  assert.deepEqual(times('cron(0 5 * * ? *)', 'Europe/Berlin', '2026-10-24T00:00:00Z'), ['2026-10-24T03:00', '2026-10-25T04:00', '2026-10-26T04:00']);
});

test('a time that the clocks skip is left out that day', () => {
  assert.deepEqual(times('cron(30 2 * * ? *)', 'America/New_York', '2026-03-07T00:00:00Z'), ['2026-03-07T07:30', '2026-03-09T06:30', '2026-03-10T06:30']);
});

test('a time that the clocks show twice comes round once', () => {
  assert.deepEqual(times('cron(30 1 * * ? *)', 'America/New_York', '2026-10-31T12:00:00Z'), ['2026-11-01T05:30', '2026-11-02T06:30', '2026-11-03T06:30']);
});

test('between two showings of an hour, what comes next is after both', () => {
  const timetable = { schedule: 'cron(30 * * * ? *)', timezone: 'America/New_York', since: Instant.parse('2026-11-01T00:00:00Z') };
  assert.equal(nextFiring(timetable, Instant.parse('2026-11-01T06:10:00Z'))?.toString(), '2026-11-01T07:30:00.000Z');
});

test('a rate counts from when the rule was made, whatever the clocks do', () => {
  assert.deepEqual(times('rate(12 hours)', 'Europe/Berlin', '2026-03-28T09:00:00Z'), ['2026-03-28T21:00', '2026-03-29T09:00', '2026-03-29T21:00']);
});

test('a schedule that is over never comes round', () => {
  assert.deepEqual(times('cron(0 5 1 1 ? 2020)', 'Europe/Berlin', '2026-01-05T09:00:00Z'), []);
});
