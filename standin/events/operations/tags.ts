/** TagResource, UntagResource and ListTagsForResource, of rules and buses. */
import type { ListTagsForResourceRequest, ListTagsForResourceResponse, Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-eventbridge';
import type { AwsError } from '../../aws-error';
import { operation, type Call, type Handler } from '../../service';
import { tagList, type TagRecord, type TagRefusals, withoutTags, withTags } from '../../tag-record';
import type { EventBuses } from '../event-buses';
import { notFound, validation } from '../refusals';
import { askedBus } from './asked-rule';

/** The tags with those of `old` that they do not replace. */
export function checkedTags(tags: readonly Tag[], old: TagRecord = {}): TagRecord {
  return withTags(old, tags, refusals);
}

const refused = (key: string): AwsError => validation(`The tag ${key} cannot be taken.`);
const refusals: TagRefusals = { unfit: refused, reserved: refused, tooMany: () => validation('A resource has at most 50 tags.') };

export function tagResource(buses: EventBuses): Handler {
  return operation<TagResourceRequest, object>(async (input, call) => {
    const { tags, keep } = taggable(buses, call, input.ResourceARN);
    keep(checkedTags(input.Tags ?? [], tags));
    return {};
  });
}

export function untagResource(buses: EventBuses): Handler {
  return operation<UntagResourceRequest, object>(async (input, call) => {
    const { tags, keep } = taggable(buses, call, input.ResourceARN);
    keep(withoutTags(tags, input.TagKeys ?? []));
    return {};
  });
}

export function listTagsForResource(buses: EventBuses): Handler {
  return operation<ListTagsForResourceRequest, ListTagsForResourceResponse>(async (input, call) => ({
    Tags: tagList(taggable(buses, call, input.ResourceARN).tags),
  }));
}

function taggable(buses: EventBuses, call: Call, arn = ''): { tags: TagRecord; keep: (tags: TagRecord) => void } {
  if (arn.includes(':event-bus/')) {
    const bus = askedBus(buses, call, arn);
    return { tags: bus.tags, keep: (tags) => buses.keep({ ...bus, tags }) };
  }
  const rule = buses.rules.find(arn);
  if (!rule) throw notFound(`Rule ${arn.split('/').at(-1)} does not exist on EventBus default.`);
  return { tags: rule.tags, keep: (tags) => buses.rules.keep({ ...rule, tags }) };
}
