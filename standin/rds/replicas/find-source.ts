/** The instance that something in a region is to follow: one there by its identifier, one elsewhere by its ARN. */
import type { Instance } from '../instance';
import { findInstance } from '../instances/find';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';

/** Throws DBInstanceNotFound, of other accounts' instances too. */
export function findSource(room: Room, place: Place, given: string | undefined, parameter: string): Instance {
  const [, region, accountId] = /^arn:aws[a-z-]*:rds:([^:]*):([^:]*):db:/.exec(given ?? '') ?? [];
  if (region === undefined) return findInstance(place, given, parameter);
  if (accountId !== place.accountId) throw refusals.instanceNotFound(given ?? '');
  return findInstance(room.place(accountId, region), given, parameter);
}
