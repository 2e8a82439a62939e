/** One page of a list, as RDS pages: by a marker, 20 to 100 at a time. */
import type { AwsError } from '../../aws-error';
import { pageOf } from '../../next-token';
import { refusals } from '../refusals';

interface Asked {
  MaxRecords?: number;
  Marker?: string;
}

/** The page asked for, and the marker of the next where there is one. Throws InvalidParameterValue. */
export function page<T>(all: T[], { MaxRecords: most = 100, Marker: from }: Asked): { items: T[]; marker?: string } {
  if (!Number.isInteger(most) || most < 20 || most > 100) {
    throw refusals.value(`Invalid value ${most} for MaxRecords. Must be between 20 and 100`);
  }
  const refusal = (): AwsError => refusals.value(`The marker ${from} is invalid.`);
  const { items, token } = pageOf(all, { most, token: from || undefined, refusal });
  return { items, marker: token };
}
