/** Pages of lists, as Lambda cuts them: by Marker and MaxItems. */
import { pageOf } from '../next-token';
import { refusals } from './refusals';

/** Fifty items where nothing else is asked for. */
export function listed<T>(all: readonly T[], { Marker, MaxItems = 50 }: { Marker?: string; MaxItems?: number }): { items: T[]; marker: { NextMarker?: string } } {
  if (MaxItems < 1) throw refusals.validation('maxItems', MaxItems, 'have value greater than or equal to 1');
  const page = pageOf(all, { most: Math.min(MaxItems, 50), token: Marker === '' ? undefined : Marker, refusal: () => refusals.invalid('The Marker is not valid.') });
  return { items: page.items, marker: page.token === undefined ? {} : { NextMarker: page.token } };
}
