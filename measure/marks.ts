/** The moments of a recovery, each known only as an interval because it was found by looking. */
import type { Instant } from '../time/instant';

/** In the order in which a recovery normally passes them. */
export const markNames = [
  'fault',
  'detected',
  'declared',
  'approved',
  'restore-requested',
  'restore-completed',
  'resource-ready',
  'hydrated',
  'verified',
  'service-ok',
  'failed-back',
] as const;

export type MarkName = (typeof markNames)[number];

/** The moment lies after the last look that did not see it (`notBefore`) and no later than the first that did (`notAfter`). */
export interface InstantInterval {
  notBefore: Instant;
  notAfter: Instant;
}

/** The first of each mark; a recovery is measured from the first time a moment was reached. */
export type Marks = ReadonlyMap<MarkName, InstantInterval>;
