/** The parameter `duration`, which most actions have. */
import { Duration } from '../../../time/duration';
import { validation } from '../refusals';
import type { Parameter } from './kind';

const least = Duration.minutes(1);
const most = Duration.hours(12);

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
export const duration: Parameter = {
  description: 'How long the action goes on, from PT1M to PT12H.',
  required: true,
  check: (value) => {
    let read: Duration;
    try {
      read = Duration.parse(value);
    } catch {
      throw validation(`The value "${value}" of the parameter "duration" is not a duration in ISO 8601 format.`);
    }
    if (read.compare(least) < 0 || read.compare(most) > 0) throw validation(`The value "${value}" of the parameter "duration" is not between PT1M and PT12H.`);
  },
};

export function durationIn(parameters: Readonly<Record<string, string>>): Duration {
  // It was checked when the template was made.
  return Duration.parse(parameters.duration ?? 'PT1M');
}
