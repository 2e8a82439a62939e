/** An instant as CloudTrail writes it: without what is less than a second. */
import type { Instant } from '../../../time/instant';

/** `2026-01-05T09:00:00Z` */
export function wholeSeconds(at: Instant): string {
  return at.toWholeSecond().toString().replace('.000Z', 'Z');
}
