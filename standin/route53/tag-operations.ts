/** Tags of zones. */
import type {
  ChangeTagsForResourceRequest,
  ChangeTagsForResourceResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-route-53';
import { type Call, operation, type Operations } from '../service';
import { tagList, withoutTags, withTags } from '../tag-record';
import { idOf } from './ids';
import { refusals } from './refusals';
import type { Zone } from './rows';
import type { Zones } from './zones';

const tagRefusals = {
  unfit: (key: string) => refusals.input(`The tag key "${key}" or its value is not valid.`),
  reserved: (key: string) => refusals.input(`The tag key "${key}" begins with aws:, which is reserved.`),
  tooMany: () => refusals.input('A resource has 50 tags at most.'),
};
/** A request adds or removes so many. */
const mostAtOnce = 10;

export function tagOperations(zones: Zones): Operations {
  const tagged = (input: { ResourceType?: string; ResourceId?: string }, call: Call): Zone => {
    if (input.ResourceType === 'healthcheck') throw refusals.noSuchHealthCheck(input.ResourceId ?? '');
    if (input.ResourceType !== 'hostedzone') throw refusals.input(`The resource type "${input.ResourceType}" is not valid.`);
    return zones.require(idOf(input.ResourceId), call.caller);
  };
  return {
    ChangeTagsForResource: operation<ChangeTagsForResourceRequest, ChangeTagsForResourceResponse>((input, call) => {
      const zone = tagged(input, call);
      const { AddTags: added = [], RemoveTagKeys: removed = [] } = input;
      if (added.length === 0 && removed.length === 0) throw refusals.input('Either AddTags or RemoveTagKeys must be given.');
      if (added.length > mostAtOnce || removed.length > mostAtOnce) throw refusals.input(`A request adds or removes ${mostAtOnce} tags at most.`);
      zones.put({ ...zone, tags: withTags(withoutTags(zone.tags, removed), added, tagRefusals) });
      return Promise.resolve({});
    }),

    ListTagsForResource: operation<ListTagsForResourceRequest, ListTagsForResourceResponse>((input, call) => {
      const { id, tags } = tagged(input, call);
      return Promise.resolve({ ResourceTagSet: { ResourceType: 'hostedzone', ResourceId: id, Tags: tagList(tags) } });
    }),
  };
}
