/** The tag by which everything that a drill makes is found again. */
import { createHash } from 'node:crypto';
import type { Owner } from './owner';

export const drillTagKey = 'muster:drill';

export function drillTagValue(owner: Owner): string {
  return `${owner.drill}/${fingerprint(owner)}`;
}

/** Eight hexadecimal digits that stand in the names, too, of what a drill makes for a component. */
export function fingerprint({ plan, drill, seed, component }: Owner): string {
  return createHash('sha256').update(JSON.stringify({ plan, drill, seed, component })).digest('hex').slice(0, 8);
}
