/** A page of a list of KMS. */
import { AwsError } from '../aws-error';
import { pageOf as inOrder } from '../next-token';
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
  const { items: page, token } = inOrder(items, { most: limit ?? usual, token: marker, refusal: invalidMarker });
  return { page, rest: { Truncated: token !== undefined, ...(token !== undefined && { NextMarker: token }) } };
}

function invalidMarker(): AwsError {
  return new AwsError('InvalidMarkerException', 'The marker is not one that was answered.');
}
