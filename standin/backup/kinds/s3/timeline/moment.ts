/** Moments of a timeline: milliseconds since the epoch, split by the backups that were made within one of them. */
import type { Instant } from '../../../../../time/instant';

/** How many backups of one bucket can be told apart within a millisecond. */
const within = 1024;

/** The first moment of an instant's millisecond, from which on a change counts that no backup of that millisecond is older than. */
export function momentOf(instant: Instant): number {
  return instant.epochMilliseconds * within;
}

/** The last moment of an instant's millisecond: what is there then, all changes of that millisecond included. */
export function lastMomentOf(instant: Instant): number {
  return momentOf(instant) + within - 1;
}
