/** ResourceTypeFilters: `rds` means everything of RDS, `rds:db` its instances. */
import { refusals } from './refusals';
import type { IndexedResource, TagIndex } from './tag-index';

/** Services of AWS's that its tagging API was seen to refuse, by that wording. */
const unsupported = new Set(['sts', 'mwaa', 'neptune-db']);

/** Throws InvalidParameterException for what AWS does not support, and NotImplemented for services that the stand-in does not have. */
export function typeFilter(filters: readonly string[], index: TagIndex): (resource: IndexedResource) => boolean {
  if (filters.length > 100) throw refusals.member('resourceTypeFilters', filters, 'have length less than or equal to 100');
  const wanted = filters.map((filter) => {
    const [, service = '', type] = /^([a-z0-9-]+)(?::([A-Za-z0-9/_-]+))?$/.exec(filter) ?? [];
    if (service === '' || unsupported.has(service)) throw refusals.unsupported(service, filter);
    if (!index.serviceOf(service)) throw refusals.notServed(`tags of ${service}`);
    return { service, type };
  });
  return (resource) => wanted.length === 0 || wanted.some(({ service, type }) => service === resource.service && (type === undefined || type === resource.type));
}
