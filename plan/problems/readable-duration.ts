/** A duration of a plan, for the promises that compare it: one that cannot be read is another promise's problem. */
import type { Duration } from '../../time/duration';
import { readDuration } from '../read-duration';

export function readableDuration(text: string): Duration | undefined {
  try {
    return readDuration(text);
  } catch {
    return undefined;
  }
}
