/** When a schedule comes round: rate() and cron(), in UTC. */
import type { Instant } from '../../time/instant';
import { Duration } from '../../time/duration';
import { Cron } from './cron';
import { ScheduleProblem } from './schedule-problem';

export interface Schedule {
  /** The first time after `after`; `since` is from when a rate counts. Undefined where it never comes again. */
  next(after: Instant, since: Instant): Instant | undefined;
}

const units: Readonly<Record<string, Duration>> = { minute: Duration.minutes(1), hour: Duration.hours(1), day: Duration.days(1) };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html. Throws ScheduleProblem. */
export function parseSchedule(text: string): Schedule {
  const [, kind, inside = ''] = /^(rate|cron)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'cron') return Cron.parse(inside);
  const [, digits = '', unit = '', plural] = /^(\d{1,9}) (minute|hour|day)(s?)$/.exec(kind === 'rate' ? inside : '') ?? [];
  const each = units[unit];
  const count = Number(digits);
  // One of them is said in the singular, and nothing else is.
  if (!each || count < 1 || (count === 1) === (plural === 's')) throw new ScheduleProblem();
  const step = each.times(count);
  return { next: (after, since) => since.plus(step.times(Math.max(0, Math.floor(after.since(since).milliseconds / step.milliseconds)) + 1)) };
}
