/** One page of a list, as RDS pages: by a marker, 20 to 100 at a time. */
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
  const start = from ? positionOf(from) : 0;
  const end = start + most;
  return { items: all.slice(start, end), marker: end < all.length ? markerOf(end) : undefined };
}

function markerOf(position: number): string {
  return Buffer.from(`after:${position}`).toString('base64url');
}

function positionOf(marker: string): number {
  const position = /^after:(\d+)$/.exec(Buffer.from(marker, 'base64url').toString())?.[1];
  if (position === undefined) throw refusals.value(`The marker ${marker} is invalid.`);
  return Number(position);
}
