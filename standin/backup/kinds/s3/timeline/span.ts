/** A stretch of time over which a bucket is backed up continuously, or was. */
import { Duration } from '../../../../../time/duration';
import type { Instant } from '../../../../../time/instant';
import type { Entry } from './entry';
import { lastMomentOf, momentOf } from './moment';

/** Plain data; replaced, never changed. */
export interface Span {
  since: Instant;
  /** For how many days what was is kept. */
  keepDays: number;
  /** Who follows the bucket. */
  roleArn: string;
  /** Present once it is followed no longer. */
  stopped?: { at: Instant; why: string };
}

/** The first instant that can still be gone back to. */
export function earliest({ since, keepDays }: Span, now: Instant): Instant {
  const kept = now.minus(Duration.days(keepDays));
  return since.isAfter(kept) ? since : kept;
}

/** Whether the entry is a part of what a span can still be gone back to. */
export function covers(span: Span, { from, until = Infinity }: Entry, now: Instant): boolean {
  const end = span.stopped ? lastMomentOf(span.stopped.at) : Infinity;
  return from < until && until > momentOf(earliest(span, now)) && from <= end;
}
