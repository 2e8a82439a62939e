/** The midnights in UTC at which S3 does what is due. */
import { Instant } from '../../../time/instant';

export const dayMilliseconds = 86_400_000;

/** The first midnight at or after an instant. */
export function midnightFrom(instant: Instant): Instant {
  return Instant.ofEpochMilliseconds(roundedUp(instant.epochMilliseconds));
}

/** The same in milliseconds since the epoch. */
export function roundedUp(epochMilliseconds: number): number {
  return Math.ceil(epochMilliseconds / dayMilliseconds) * dayMilliseconds;
}
