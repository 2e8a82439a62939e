/** What the judge wrote beside the RPO about witnesses, read back without trusting its shape. */
import type { Json } from '../evidence/entry';
import type { Counted, Loss } from './model';

/** Reads the detail of an RPO measure. What is not there was not counted, and stays null. */
export function lossOf(detail: Readonly<Record<string, Json>>): Loss {
  return {
    acknowledged: numberIn(detail, 'acknowledgedWitnesses'),
    present: numberIn(detail, 'presentWitnesses'),
    lost: counted(numberIn(detail, 'lostWitnesses'), ranges(detail['lostRanges'])),
    lostSpanSeconds: numberIn(detail, 'lostSpanSeconds'),
    damaged: counted(numberIn(detail, 'damagedWitnesses'), runs(numbers(detail['damaged']))),
    resurrected: counted(numberIn(detail, 'resurrectedWitnesses'), runs(numbers(detail['resurrected']))),
    lostAfterFault: counted(numberIn(detail, 'lostAfterFault'), []),
    lostAfterSwitch: counted(numberIn(detail, 'lostAfterSwitch'), []),
  };
}

/** Which they are, for people: `161 to 162, 170`. The first `most` runs are said, and that there are others. */
export function whichInWords({ count, ranges: all }: Counted, most = 12): string {
  if (count === 0) return 'none';
  const shown = all.slice(0, most);
  const said = shown.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
  const others = count - shown.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  if (said === '') return '–';
  return others > 0 ? `${said} and ${others} more` : said;
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

function counted(count: number | null, all: readonly (readonly [number, number])[]): Counted | null {
  return count === null ? null : { count, ranges: all };
}

function ranges(value: Json | undefined): [number, number][] {
  return Array.isArray(value) ? value.flatMap((one: Json) => rangeOf(one)) : [];
}

function rangeOf(value: Json): [number, number][] {
  const [from, to] = Array.isArray(value) ? (value as readonly Json[]) : [];
  return typeof from === 'number' && typeof to === 'number' ? [[from, to]] : [];
}

function numbers(value: Json | undefined): number[] {
  return Array.isArray(value) ? value.filter((one: Json) => typeof one === 'number') : [];
}

function numberIn(record: Readonly<Record<string, Json>>, key: string): number | null {
  const value = record[key];
  return typeof value === 'number' ? value : null;
}
