/** The stand-in's Resource Groups Tagging API: every operation it serves, by name. */
import type { Access } from '../access/access';
import { requestContext } from '../access/request-context';
import type { Service } from '../service';
import type { World } from '../world';
import { tagChanges } from './change-tags';
import { getResources } from './get-resources';
import { tagListings } from './list-tags';
import { TagIndex } from './tag-index';

/** Over those of `services` that say what of them bears tags. Policies call it `tag`, and name no resources. */
export function taggingService(world: World, services: ReadonlyMap<string, Service>, access: Access): Service {
  const index = new TagIndex(world, services);
  return {
    operations: { GetResources: getResources(index), ...tagListings(index), ...tagChanges(index, services) },
    authorize: (operation, _input, call) => {
      access.require({ caller: call.caller, action: `tag:${operation}`, resource: '*', context: () => requestContext(call) });
    },
  };
}
