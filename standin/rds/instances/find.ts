/** Finding the instance that a request means, and holding it to a state. */
import type { Instance } from '../instance';
import { nameIn } from '../names';
import { refusals } from '../refusals';
import type { Place } from '../room';

/** By identifier or ARN. Throws DBInstanceNotFound. */
export function findInstance(place: Place, given: string | undefined, parameter = 'DBInstanceIdentifier'): Instance {
  if (!given) throw refusals.missing(parameter);
  const instance = place.instances.get(nameIn('db', given).toLowerCase());
  if (!instance) throw refusals.instanceNotFound(given);
  return instance;
}

/** As `findInstance`; throws InvalidDBInstanceState too, when it is not `available`. */
export function findAvailable(place: Place, given: string | undefined): Instance {
  const instance = findInstance(place, given);
  if (instance.status !== 'available') throw refusals.notAvailable(instance.identifier);
  return instance;
}
