/** The day of an instant, in UTC: Secrets Manager says on which day a secret was read, and not when. */
import { Instant } from '../../../time/instant';

const day = 86_400_000;

export function dayOf(now: Instant): Instant {
  return Instant.ofEpochMilliseconds(Math.floor(now.epochMilliseconds / day) * day);
}
