/** The `Filters` of RDS: each names a property and the values that may stand there; all must hold. */
import type { Filter } from '@aws-sdk/client-rds';
import { refusals } from '../refusals';

/** A test for the filters given. `properties` answers, by filter name, the values that a thing has. Throws InvalidParameterValue for other names. */
export function filter<T>(filters: Filter[] | undefined, properties: Record<string, (thing: T) => string[]>): (thing: T) => boolean {
  const tests = (filters ?? []).map(({ Name: name = '', Values: values = [] }) => {
    const property = properties[name];
    if (!property) throw refusals.value(`Unrecognized filter name: ${name}`);
    return (thing: T) => property(thing).some((value) => values.includes(value));
  });
  return (thing) => tests.every((holds) => holds(thing));
}

/** For the operations whose reference says of `Filters` that it is not supported. */
export function noFilters(filters: Filter[] | undefined): void {
  filter(filters, {});
}
