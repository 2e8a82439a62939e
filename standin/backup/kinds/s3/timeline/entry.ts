/** A version as it was over a stretch of time: from the moment at which it was recorded until it changed or went. */
import { isDeepStrictEqual } from 'node:util';
import type { Version } from '../../../../s3/keys/version';

/** Plain data. Contents of `version` are counted in the store for as long as the entry is kept. */
export interface Entry {
  readonly key: string;
  /** A copy: the bucket's own changes in place. */
  readonly version: Version;
  readonly from: number;
  /** The first moment at which it was not so any more; undefined while it is. */
  until?: number;
}

export function isAt({ from, until }: Entry, moment: number): boolean {
  return from <= moment && (until === undefined || moment < until);
}

/** Whether nothing that a backup holds of a version has changed. Its class and its lock are none of that. */
export function isUnchanged(recorded: Version, now: Version): boolean {
  if (recorded.turn.milliseconds !== now.turn.milliseconds || recorded.turn.count !== now.turn.count || recorded.kind !== now.kind) return false;
  if (recorded.kind === 'marker' || now.kind === 'marker') return true;
  return isSame(recorded.tags, now.tags) && isSame(recorded.acl, now.acl);
}

/** Tags and grants are replaced, never changed, so that most comparisons need no look inside. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || isDeepStrictEqual(a, b);
}
