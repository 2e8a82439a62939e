/** How fine the data of a metric is, and for how long: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { sampleOf } from './bucket';
import { Series } from './series';

const start = Instant.parse('2026-01-05T00:00:00Z');

/** What a value reported by the second has become after a while: the widths of what is told of it, in seconds. */
function after(passed: Duration): number[] {
  const series = new Series({ accountId: '123456789012', region: 'us-east-1', namespace: 'Shop', name: 'Lag', dimensions: {} }, { kept: () => undefined, gone: () => undefined });
  series.add(start, 'Seconds', 1, sampleOf([7]));
  // Each step is looked at in its time, as it is where something is reported.
  for (const step of [Duration.hours(4), Duration.days(16), Duration.days(64), passed]) if (step.compare(passed) <= 0) series.tidy(start.plus(step));
  const seconds = start.epochMilliseconds / 1_000;
  return [...series.between(seconds - 86_400, seconds + 86_400)].map(([, { width, sum }]) => (sum === 7 ? width : 0));
}

test('seconds are kept for 3 hours, minutes for 15 days, five minutes for 63, hours for 455, and then nothing', () => {
  const hour = Duration.hours(1);
  const ends: [Duration, before: number[], after: number[]][] = [
    [Duration.hours(3), [1], [60]],
    [Duration.days(15), [60], [300]],
    [Duration.days(63), [300], [3_600]],
    [Duration.days(455), [3_600], []],
  ];
  for (const [end, before, later] of ends) assert.deepEqual([after(end), after(end.plus(hour))], [before, later], end.inWords());
});
