/** What the checks of rules have in common. */
import { AwsError } from '../../../aws-error';
import { dayMilliseconds } from '../midnight';

export function invalid(message: string): AwsError {
  return new AwsError('InvalidArgument', message);
}

/** Lifecycle knows days, not hours. */
export function checkMidnight(date: Date): void {
  if (date.getTime() % dayMilliseconds !== 0) throw invalid("'Date' must be at midnight GMT");
}
