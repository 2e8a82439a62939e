/** A point on the time line, in UTC, to the millisecond. */
import { Duration } from './duration';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

export class Instant {
  private constructor(readonly epochMilliseconds: number) {
    if (!Number.isInteger(epochMilliseconds)) throw new RangeError(`an instant is a whole number of milliseconds, not ${epochMilliseconds}`);
  }

  static ofEpochMilliseconds(n: number): Instant {
    return new Instant(Math.round(n));
  }

  static ofDate(date: Date): Instant {
    return new Instant(date.getTime());
  }

  /** Reads `2026-01-05T09:00:00Z`, with milliseconds or without. Throws RangeError on anything else. */
  static parse(text: string): Instant {
    const milliseconds = ISO.test(text) ? Date.parse(text) : Number.NaN;
    // JavaScript takes the 30th of February for the 2nd of March, and 24:00 for the next day.
    const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text.slice(0, 19));
    if (!isReal) throw new RangeError(`"${text}" is not an instant in UTC such as 2026-01-05T09:00:00Z`);
    return new Instant(milliseconds);
  }

  static earliest(a: Instant, b: Instant): Instant {
    return a.compare(b) <= 0 ? a : b;
  }

  static latest(a: Instant, b: Instant): Instant {
    return a.compare(b) >= 0 ? a : b;
  }

  plus(duration: Duration): Instant {
    return new Instant(this.epochMilliseconds + Math.round(duration.milliseconds));
  }

  minus(duration: Duration): Instant {
    return new Instant(this.epochMilliseconds - Math.round(duration.milliseconds));
  }

  /** How long after `earlier` this is; negative when it is before. */
  since(earlier: Instant): Duration {
    return Duration.milliseconds(this.epochMilliseconds - earlier.epochMilliseconds);
  }

  /** Negative when this is the earlier, positive when it is the later. */
  compare(other: Instant): number {
    return this.epochMilliseconds - other.epochMilliseconds;
  }

  isBefore(other: Instant): boolean {
    return this.compare(other) < 0;
  }

  isAfter(other: Instant): boolean {
    return this.compare(other) > 0;
  }

  /** The last whole second at or before this. */
  toWholeSecond(): Instant {
    return new Instant(Math.floor(this.epochMilliseconds / 1_000) * 1_000);
  }

  toDate(): Date {
    return new Date(this.epochMilliseconds);
  }

  /** ISO 8601 with milliseconds: `2026-01-05T09:00:00.000Z`. */
  toString(): string {
    return this.toDate().toISOString();
  }
}
