/** Which moment to go back to. */
import { Duration } from '../../time/duration';
import type { InstantInterval } from '../../measure/marks';
import type { Instant } from '../../time/instant';

const hair = Duration.milliseconds(1);

/**
 * The last whole second before the damage can have begun: point-in-time restores take whole seconds,
 * and one that includes the first damaging statement brings the damage back.
 */
export function momentBefore(fault: InstantInterval): Instant {
  return fault.notBefore.minus(hair).toWholeSecond();
}
