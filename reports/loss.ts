/** What the judge wrote beside the RPO about witnesses, read back without trusting its shape. */
import type { Json } from '../evidence/entry';
import type { Loss, LostSet } from './model';

/** Reads the detail of an RPO measure. What is not there was not counted, and stays null. */
export function lossOf(detail: Readonly<Record<string, Json>>): Loss {
  return {
    acknowledged: numberIn(detail, 'acknowledged'),
    present: numberIn(detail, 'present'),
    lost: lostSet(detail['lost']),
    lostAfterFault: lostSet(detail['lostAfterFault']),
    lostAfterSwitch: lostSet(detail['lostAfterSwitch']),
    damaged: numbers(detail['damaged']),
    resurrected: numbers(detail['resurrected']),
  };
}

/** Runs of numbers for people: `161 to 162, 170`. The first `most` runs are said, the rest counted. */
export function rangesInWords(ranges: readonly (readonly [number, number])[], most = 12): string {
  const said = ranges.slice(0, most).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  return said.join(', ') + (ranges.length > most ? ` and ${ranges.length - most} more runs` : '');
}

/** Numbers for people, as runs. */
export function numbersInWords(all: readonly number[]): string {
  return rangesInWords(runs(all));
}

function runs(all: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const n of [...all].sort((a, b) => a - b)) {
    const open = found.at(-1);
    if (open && n <= open[1] + 1) open[1] = n;
    else found.push([n, n]);
  }
  return found;
}

function lostSet(value: Json | undefined): LostSet | null {
  if (!isRecord(value)) return null;
  const count = numberIn(value, 'count');
  if (count === null) return null;
  const ranges = Array.isArray(value['ranges']) ? value['ranges'].flatMap((one: Json) => rangeOf(one)) : [];
  return { count, ranges, spanSeconds: numberIn(value, 'spanSeconds') ?? 0 };
}

function rangeOf(value: Json): [number, number][] {
  const [from, to] = Array.isArray(value) ? (value as readonly Json[]) : [];
  return typeof from === 'number' && typeof to === 'number' ? [[from, to]] : [];
}

function numbers(value: Json | undefined): number[] | null {
  return Array.isArray(value) ? value.filter((one: Json) => typeof one === 'number') : null;
}

function numberIn(record: Readonly<Record<string, Json>>, key: string): number | null {
  const value = record[key];
  return typeof value === 'number' ? value : null;
}

function isRecord(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
