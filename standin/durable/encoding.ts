/** How rows of the journal are written as JSON: plain data, with instants and dates marked as what they are. */
import { isDate } from 'node:util/types';
import { Instant } from '../../time/instant';

type Marked = { $instant: string } | { $date: string };

/** One line, without its end. Undefined members are left out. */
export function encode(value: unknown): string {
  return JSON.stringify(value, replace);
}

export function decode(line: string): unknown {
  return JSON.parse(line, revive) as unknown;
}

/** Called with the holder as `this`: JSON.stringify has turned a Date into text by the time it hands over the value. */
function replace(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const whole = this[name];
  if (isDate(whole)) return { $date: whole.toISOString() } satisfies Marked;
  return whole instanceof Instant ? ({ $instant: whole.toString() } satisfies Marked) : value;
}

function revive(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$instant' in value && typeof value.$instant === 'string') return Instant.parse(value.$instant);
  if ('$date' in value && typeof value.$date === 'string') return Instant.parse(value.$date).toDate();
  return value;
}
