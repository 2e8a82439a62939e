/** Reads a duration as people write it: `PT15M`, `15 minutes`, `1 hour 30 minutes`. */
import { Duration } from '../time/duration';

const units: readonly (readonly [RegExp, (n: number) => Duration])[] = [
  [/^(?:s|seconds?)$/, Duration.seconds],
  [/^(?:min|minutes?)$/, Duration.minutes],
  [/^(?:h|hours?)$/, Duration.hours],
  [/^(?:d|days?)$/, Duration.days],
];

/** Throws RangeError, with the two forms that work, on anything else. */
export function readDuration(text: string): Duration {
  if (/^P/.test(text)) return Duration.parse(text);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)];
  if (parts.length === 0 || !/^(?:\d+(?:\.\d+)?\s*[a-z]+(?:\s+|$))+$/.test(text)) throw unreadable(text);
  return parts.map(([, number, unit]) => ofUnit(unit ?? '', text)(Number(number))).reduce((sum, part) => sum.plus(part));
}

function ofUnit(unit: string, text: string): (n: number) => Duration {
  const known = units.find(([name]) => name.test(unit));
  if (!known) throw unreadable(text);
  return known[1];
}

function unreadable(text: string): RangeError {
  return new RangeError(`"${text}" is not a duration; write it like "15 minutes" or "1 hour 30 minutes", or in ISO 8601 like PT15M`);
}
