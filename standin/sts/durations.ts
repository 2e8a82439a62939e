/** How long temporary credentials may last, and what is said of a wish that is out of bounds. */
import { Duration } from '../../time/duration';
import { refusals } from '../iam/refusals';

/** Throws ValidationError outside of 900 seconds to `most` seconds. */
export function durationIn(seconds: number, most: number): Duration {
  const refuse = (bound: string): Error => refusals.constraint(String(seconds), 'durationSeconds', `Member must have value ${bound}`);
  if (seconds < 900) throw refuse('greater than or equal to 900');
  if (seconds > most) throw refuse(`less than or equal to ${most}`);
  return Duration.seconds(seconds);
}
