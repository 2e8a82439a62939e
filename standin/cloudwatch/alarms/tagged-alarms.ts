/** The tags of alarms, for the API that tags resources of all services. */
import { tagList } from '../../tag-record';
import type { Tagged } from '../../tagging/tagged';
import type { Alarms } from './alarms';

export function taggedAlarms(alarms: Alarms): Tagged {
  return {
    arnName: 'cloudwatch',
    untagging: ['UntagResource'],
    list: ({ accountId, region }) => alarms.in(accountId, region),
    tag: (ResourceARN, tags, ask) => ask('TagResource', { ResourceARN, Tags: tagList(tags) }),
    untag: (ResourceARN, keys, ask) => ask('UntagResource', { ResourceARN, TagKeys: [...keys] }),
  };
}
