/** One field of a cron expression: lists, ranges and steps of numbers or names. */
import { ScheduleProblem } from './schedule-problem';

export interface Field {
  least: number;
  most: number;
  /** What stands for the numbers from `least` on. */
  names?: readonly string[];
}

/** Throws ScheduleProblem. */
export function readField(text: string, field: Field): Set<number> {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(item) ?? [];
    const by = step === undefined ? 1 : Number(step);
    if (range === '' || by < 1) throw new ScheduleProblem();
    const [from, to] = boundsOf(range, field, step !== undefined);
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}

function boundsOf(range: string, field: Field, stepped: boolean): [from: number, to: number] {
  if (range === '*') return [field.least, field.most];
  const [first = '', last] = range.split('-', 2);
  const from = readNumber(first, field);
  const to = last === undefined ? (stepped ? field.most : from) : readNumber(last, field);
  if (from > to) throw new ScheduleProblem();
  return [from, to];
}

export function readNumber(text: string, { least, most, names }: Field): number {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? least + named : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new ScheduleProblem();
  return value;
}
