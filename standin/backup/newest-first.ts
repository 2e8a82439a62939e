/** Pages of what grows at its end and is shown from there, so that nothing new comes between two pages. */
import { wholeNumber } from './readers';
import { invalidParameter } from './refusals';

interface Wanted {
  NextToken?: string;
  MaxResults?: number;
}

interface Item {
  created: { epochMilliseconds: number };
}

/**
 * The items that are meant, the newest first. `keyOf` tells items of one instant apart. A page goes on behind the last item of the one before it,
 * also when that has been deleted. Throws InvalidParameterValueException.
 */
export function newestFirst<I extends Item>(all: Iterable<I>, { wanted, keyOf, means }: { wanted: Wanted; keyOf: (item: I) => string; means: (item: I) => boolean }): { items: I[]; NextToken?: string } {
  const most = wholeNumber(wanted.MaxResults, 'MaxResults', [1, 1_000]) ?? 1_000;
  const behind = wanted.NextToken === undefined ? undefined : read(wanted.NextToken);
  const found: I[] = [];
  for (const item of all) if (means(item) && (!behind || isBehind(item, keyOf, behind))) found.push(item);
  found.sort((a, b) => b.created.epochMilliseconds - a.created.epochMilliseconds || (keyOf(a) < keyOf(b) ? -1 : 1));
  const items = found.slice(0, most);
  const last = items.at(-1);
  return { items, ...(last && found.length > most && { NextToken: write([last.created.epochMilliseconds, keyOf(last)]) }) };
}

type Place = readonly [at: number, key: string];

function isBehind<I extends Item>(item: I, keyOf: (item: I) => string, [at, key]: Place): boolean {
  const own = item.created.epochMilliseconds;
  return own < at || (own === at && keyOf(item) > key);
}

function write(place: Place): string {
  return Buffer.from(place.join(' ')).toString('base64url');
}

function read(token: string): Place {
  const [, at, key] = /^(\d{1,15}) (.+)$/s.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || key === undefined) throw invalidParameter('Invalid NextToken.', ['NextToken']);
  return [Number(at), key];
}
