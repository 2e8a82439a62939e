/** Which stretch of time a call asks about, in periods that CloudWatch still tells apart. */
import type { Instant } from '../../../time/instant';
import type { Stretch } from '../data/points';
import { invalidCombination, invalidValue, missingParameter } from '../refusals';

export interface AskedStretch {
  start: Date | undefined;
  end: Date | undefined;
  period: number | undefined;
  now: Instant;
}

/** Throws AwsError for a period that there is not, and for a stretch that ends before it begins. */
export function askedStretch({ start, end, period, now }: AskedStretch): Stretch {
  if (!start) throw missingParameter('StartTime');
  if (!end) throw missingParameter('EndTime');
  if (period === undefined) throw missingParameter('Period');
  if (start.getTime() >= end.getTime()) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  checkPeriod(period);
  const age = (now.epochMilliseconds - start.getTime()) / 86_400_000;
  // What begins longer ago is told in coarser pieces, and begins with a whole one.
  const finest = age > 63 ? 3_600 : age > 15 ? 300 : period < 60 ? period : 60;
  if (period % finest !== 0) throw invalidCombination(`The Period must be a multiple of ${finest} for a StartTime so long ago.`);
  const from = Math.floor(start.getTime() / 1_000 / finest) * finest;
  return { from, to: Math.ceil(end.getTime() / 1_000), period };
}

export function checkPeriod(period: number): void {
  const isPeriod = [1, 5, 10, 20, 30].includes(period) || (Number.isInteger(period) && period > 0 && period % 60 === 0);
  if (!isPeriod) throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
}
