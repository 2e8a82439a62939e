/** Which versions of a key a restore brings back. */
import type { Version } from '../../../../s3/keys/version';
import type { AskedRestore } from './asked-restore';

/** Whether a restore is about a key at all. A path that ends in a slash means all below it. */
export function isWanted({ items }: AskedRestore, key: string): boolean {
  return !items || items.some((item) => key === item || (item.endsWith('/') && key.startsWith(item)));
}

/**
 * The latest objects of a key, as many as are asked for, and the markers that came after the oldest of them; the oldest comes first.
 * Where only the latest version is asked for, a key that was deleted has none.
 */
export function chosenVersions({ versions: most }: AskedRestore, oldestFirst: readonly Version[]): readonly Version[] {
  const newest = oldestFirst.at(-1);
  if (most === 1) return newest?.kind === 'object' ? [newest] : [];
  if (most === Infinity) return oldestFirst;
  let objects = 0;
  let first = oldestFirst.length;
  while (first > 0 && objects < most) {
    first -= 1;
    if (oldestFirst[first]?.kind === 'object') objects += 1;
  }
  return oldestFirst.slice(first);
}
