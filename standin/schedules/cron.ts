/** A cron expression of AWS's six fields: minutes, hours, day of month, month, day of week, year. */
import { Instant } from '../../time/instant';
import { dayOfMonthTest, dayOfWeekTest, type DayTest } from './cron-days';
import { type Field, readField } from './cron-field';
import { ScheduleProblem } from './schedule-problem';

const day = 86_400_000;

export class Cron {
  private constructor(
    private readonly minutes: readonly number[],
    private readonly hours: readonly number[],
    private readonly months: ReadonlySet<number>,
    private readonly years: ReadonlySet<number>,
    private readonly fits: DayTest,
  ) {}

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html. Throws ScheduleProblem. */
  static parse(text: string): Cron {
    const fields = text.trim().split(/\s+/);
    const [minutes = '', hours = '', ofMonth = '', months = '', ofWeek = '', years = ''] = fields;
    // A day is said in one of the two ways, and the other field says nothing.
    if (fields.length !== 6 || (ofMonth === '?') === (ofWeek === '?')) throw new ScheduleProblem();
    const fits = ofMonth === '?' ? dayOfWeekTest(ofWeek) : dayOfMonthTest(ofMonth);
    return new Cron(inOrder(readField(minutes, minute)), inOrder(readField(hours, hour)), readField(months, month), readField(years, year), fits);
  }

  next(after: Instant): Instant | undefined {
    const first = Math.floor(after.epochMilliseconds / day) * day;
    for (let midnight = first; ; midnight += day) {
      const date = Instant.ofEpochMilliseconds(midnight).toDate();
      const [y, m] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
      if (y > year.most) return undefined;
      if (!this.years.has(y) || !this.months.has(m) || !this.fits(y, m, date.getUTCDate())) continue;
      const found = this.#firstAfter(after, midnight);
      if (found) return found;
    }
  }

  #firstAfter(after: Instant, midnight: number): Instant | undefined {
    for (const h of this.hours) {
      for (const m of this.minutes) {
        const at = Instant.ofEpochMilliseconds(midnight + (h * 60 + m) * 60_000);
        if (at.isAfter(after)) return at;
      }
    }
    return undefined;
  }
}

const minute: Field = { least: 0, most: 59 };
const hour: Field = { least: 0, most: 23 };
const month: Field = { least: 1, most: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] };
const year: Field = { least: 1970, most: 2199 };

function inOrder(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}
