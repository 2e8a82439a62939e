/** One page of a list, as EC2 pages. */
import { pageOf } from '../../next-token';
import { refusals } from '../refusals';

interface Asked {
  MaxResults?: number;
  NextToken?: string;
}

/** The page asked for, of 5 to 1000; everything where nothing is asked for. Throws InvalidParameterValue, and InvalidParameterCombination where ids are given too. */
export function page<T>(all: readonly T[], { MaxResults: most, NextToken: token }: Asked, ids: readonly string[] | undefined, idsName: string): { items: T[]; token?: string } {
  if (most !== undefined && ids && ids.length > 0) throw refusals.combination(`The parameter ${idsName} cannot be used with the parameter maxResults`);
  if (most !== undefined && most < 5) throw refusals.value(`Value ( ${most} ) for parameter maxResults is invalid. Expecting a value greater than or equal to 5.`);
  if (most !== undefined && most > 1_000) throw refusals.value(`Value ( ${most} ) for parameter maxResults is invalid. Expecting a value less than or equal to 1000.`);
  const refusal = () => refusals.value(`The token '${token}' is invalid`);
  return pageOf(all, { most: most ?? all.length + 1, token: token || undefined, refusal });
}
