/** What the checks of rules have in common. */
import { AwsError } from '../../../aws-error';
import { malformedXml } from '../../errors';
import { dayMilliseconds } from '../midnight';

export function invalid(message: string): AwsError {
  return new AwsError('InvalidArgument', message);
}

/** The largest number that S3 reads. */
const largest = 2 ** 31 - 1;

/** Throws `MalformedXML` for what is not there, or no whole number that S3 can read. */
export function wholeNumber(count: number | undefined): number {
  if (count === undefined || !Number.isInteger(count) || count > largest) throw malformedXml();
  return count;
}

/** Lifecycle knows days, not hours. */
export function checkMidnight(date: Date): void {
  if (date.getTime() % dayMilliseconds !== 0) throw invalid("'Date' must be at midnight GMT");
}
