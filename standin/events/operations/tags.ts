/** TagResource, UntagResource and ListTagsForResource, of rules and buses. */
import type { ListTagsForResourceRequest, ListTagsForResourceResponse, Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-eventbridge';
import { operation, type Call, type Handler } from '../../service';
import type { EventBuses } from '../event-buses';
import { notFound, validation } from '../refusals';
import { askedBus } from './asked-rule';

type Tags = Readonly<Record<string, string>>;

/** The tags with those of `old` that they do not replace. */
export function checkedTags(tags: readonly Tag[], old: Tags = {}): Record<string, string> {
  const merged = { ...old };
  for (const { Key: key = '', Value: value = '' } of tags) {
    if (key.length < 1 || key.length > 128 || value.length > 256 || key.toLowerCase().startsWith('aws:')) throw validation(`The tag ${key} cannot be taken.`);
    merged[key] = value;
  }
  if (Object.keys(merged).length > 50) throw validation('A resource has at most 50 tags.');
  return merged;
}

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
    keep(Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys?.includes(key))));
    return {};
  });
}

export function listTagsForResource(buses: EventBuses): Handler {
  return operation<ListTagsForResourceRequest, ListTagsForResourceResponse>(async (input, call) => ({
    Tags: Object.entries(taggable(buses, call, input.ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  }));
}

function taggable(buses: EventBuses, call: Call, arn = ''): { tags: Tags; keep: (tags: Tags) => void } {
  if (arn.includes(':event-bus/')) {
    const bus = askedBus(buses, call, arn);
    return { tags: bus.tags, keep: (tags) => buses.keep({ ...bus, tags }) };
  }
  const rule = buses.rules.find(arn);
  if (!rule) throw notFound(`Rule ${arn.split('/').at(-1)} does not exist on EventBus default.`);
  return { tags: rule.tags, keep: (tags) => buses.rules.keep({ ...rule, tags }) };
}
