/** When a rule of a plan comes round, by the clock on the wall of its time zone. */
import type { Instant } from '../../../time/instant';
import { parseSchedule } from '../../schedules/schedule';
import { instantOf, wallTime } from '../../schedules/time-zone';
import type { Rule } from './plan';

/** As much of a rule as says when it comes round. */
export type Timetable = Pick<Rule, 'schedule' | 'timezone' | 'since'>;

/**
 * The first time after `after`; undefined where it never comes again. A time that the clock on the wall skips is left out, and one that it shows twice
 * comes round at the first: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export function nextFiring({ schedule, timezone, since }: Timetable, after: Instant): Instant | undefined {
  const times = parseSchedule(schedule);
  // A rate is so much time, whatever the clock on the wall does.
  if (timezone === 'UTC' || schedule.startsWith('rate(')) return times.next(after, since);
  let wall = times.next(wallTime(timezone, after), since);
  for (;;) {
    if (!wall) return undefined;
    const at = instantOf(timezone, wall);
    if (at?.isAfter(after)) return at;
    wall = times.next(wall, since);
  }
}
