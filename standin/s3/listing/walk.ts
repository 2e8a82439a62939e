/** Walks the keys of a bucket in order, folding those that share a prefix up to a delimiter into one. */
import type { KeyHistory } from '../keys/key-history';
import { keyOf, orderBehind, orderOf } from '../keys/key-order';
import type { SortedMap } from '../keys/sorted-map';

export interface Walk {
  prefix?: string;
  delimiter?: string;
  /** Starts behind this key, or behind all that is folded with it. */
  behind?: string;
}

/** One entry of a listing: a key, or a common prefix that stands for all keys that start with it. */
export type Stop = { history: KeyHistory; prefix?: undefined } | { history?: undefined; prefix: string };

type Histories = Pick<SortedMap<KeyHistory>, 'from'>;

/** The keys for which `isShown` holds. The bucket must not change during the walk. */
export function* walk(histories: Histories, asked: Walk, isShown: (history: KeyHistory) => boolean): Generator<Stop> {
  const [prefix, delimiter] = [orderOf(asked.prefix ?? ''), orderOf(asked.delimiter ?? '')];
  let next: string | undefined = startOf(prefix, delimiter, asked.behind);
  while (next !== undefined) {
    const from: string = next;
    next = undefined;
    for (const [order, history] of histories.from(from)) {
      if (!order.startsWith(prefix)) return;
      if (!isShown(history)) continue;
      const common = commonPrefix(order, prefix, delimiter);
      if (common === undefined) {
        yield { history };
        continue;
      }
      yield { prefix: keyOf(common) };
      next = orderBehind(common);
      break;
    }
  }
}

/** The prefix that a key is folded into: up to the first delimiter behind the prefix asked for. */
export function commonPrefix(order: string, prefix: string, delimiter: string): string | undefined {
  if (!delimiter || !order.startsWith(prefix)) return undefined;
  const at = order.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : order.slice(0, at + delimiter.length);
}

function startOf(prefix: string, delimiter: string, behind: string | undefined): string {
  if (!behind) return prefix;
  const order = orderOf(behind);
  const common = commonPrefix(order, prefix, delimiter);
  // NUL is the least of all bytes, so nothing lies between a key and itself with one appended.
  const start = common === undefined ? `${order}\0` : orderBehind(common);
  return start > prefix ? start : prefix;
}
