/** The wall clocks of the world's time zones, with the hours that they skip and repeat. */
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether there is a zone of that name: `Europe/Berlin`, `UTC`. */
export function isTimeZone(name: string): boolean {
  // Engines take offsets such as +02:00 for zones; the tz database has no such names.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** What the clock on the wall shows at an instant, as if it were UTC. Throws RangeError for no zone. */
export function wallTime(zone: string, at: Instant): Instant {
  if (zone === 'UTC') return at;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = Object.fromEntries(formatOf(zone).formatToParts(at.epochMilliseconds).map(({ type, value }) => [type, value]));
  return Instant.parse(`${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`).plus(Duration.milliseconds(at.epochMilliseconds % 1_000));
}

/** When the clock on the wall shows `wall`: the first time where it does so twice, undefined where it never does. */
export function instantOf(zone: string, wall: Instant): Instant | undefined {
  // No zone is further from UTC than this, and none changes twice within it.
  const [before, after] = [wall.minus(Duration.days(1)), wall.plus(Duration.days(1))];
  const offsets = [before, after].map((at) => wallTime(zone, at).since(at));
  const found = offsets.map((offset) => wall.minus(offset)).filter((at) => wallTime(zone, at).compare(wall) === 0);
  return found.reduce<Instant | undefined>((first, at) => (first ? Instant.earliest(first, at) : at), undefined);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', { timeZone: zone, hourCycle: 'h23', ...digits });
    formats.set(zone, format);
  }
  return format;
}
