/** The tags of rules and buses, for the API that tags resources of all services. */
import { tagList } from '../../tag-record';
import type { Tagged } from '../../tagging/tagged';
import type { EventBuses } from '../event-buses';

export function taggedRules(buses: EventBuses): Tagged {
  return {
    arnName: 'events',
    untagging: ['UntagResource'],
    *list({ accountId, region }) {
      yield* buses.busesIn(accountId, region);
      for (const rule of buses.rules.all()) if (rule.accountId === accountId && rule.region === region) yield rule;
    },
    tag: (ResourceARN, tags, ask) => ask('TagResource', { ResourceARN, Tags: tagList(tags) }),
    untag: (ResourceARN, keys, ask) => ask('UntagResource', { ResourceARN, TagKeys: [...keys] }),
  };
}
