/** A page of a list of KMS. */
import { AwsError } from '../aws-error';
import { invalidMember } from './errors';

interface Asked {
  Limit?: number;
  Marker?: string;
}

export interface Page<Item> {
  page: Item[];
  /** For the answer. */
  rest: { Truncated: boolean; NextMarker?: string };
}

/** `usual` items where no limit is given, `most` at most. Throws `InvalidMarkerException` and `ValidationException`. */
export function pageOf<Item>(items: readonly Item[], { Limit: limit, Marker: marker }: Asked, usual: number, most: number): Page<Item> {
  if (limit !== undefined && limit < 1) throw invalidMember('limit', limit, 'have value greater than or equal to 1');
  if (limit !== undefined && limit > most) throw invalidMember('limit', limit, `have value less than or equal to ${most}`);
  const from = marker === undefined ? 0 : placeOf(marker);
  const to = from + (limit ?? usual);
  const truncated = to < items.length;
  return { page: items.slice(from, to), rest: { Truncated: truncated, ...(truncated ? { NextMarker: Buffer.from(`behind ${to}`).toString('base64') } : {}) } };
}

function placeOf(marker: string): number {
  const place = /^behind (\d{1,9})$/.exec(Buffer.from(marker, 'base64').toString())?.[1];
  if (place !== undefined) return Number(place);
  throw new AwsError('InvalidMarkerException', 'The marker is not one that was answered.');
}
