/** Lists in pages, as Marker and MaxItems ask for them. */
import { refusals } from './refusals';

interface Asked {
  Marker?: string;
  MaxItems?: number;
}

export interface Page<Item> {
  items: Item[];
  IsTruncated: boolean;
  Marker?: string;
}

/** A page of `all`, in the order of their keys, each of which is another. What comes or goes between pages skips and repeats nothing else. */
export function pageOf<Item>(all: readonly Item[], keyOf: (item: Item) => string, { Marker: marker, MaxItems: most = 100 }: Asked): Page<Item> {
  if (!Number.isInteger(most) || most < 1 || most > 1_000) {
    const [constraint, bound] = most < 1 ? ['greater', 1] : ['less', 1_000];
    throw refusals.constraint(String(most), 'maxItems', `Member must have value ${constraint} than or equal to ${bound}`);
  }
  const after = marker === undefined ? undefined : keyIn(marker);
  const ordered = [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).filter((item) => after === undefined || keyOf(item) > after);
  const items = ordered.slice(0, most);
  const last = items.at(-1);
  if (ordered.length <= most || last === undefined) return { items, IsTruncated: false };
  return { items, IsTruncated: true, Marker: Buffer.from(`after ${keyOf(last)}`).toString('base64') };
}

function keyIn(marker: string): string {
  const text = Buffer.from(marker, 'base64').toString('utf8');
  if (!text.startsWith('after ')) throw refusals.validation(`Invalid Marker: ${marker}`);
  return text.slice('after '.length);
}
