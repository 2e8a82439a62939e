/** The tags of topics, for the API that tags resources of all services. */
import { tagList } from '../../tag-record';
import type { Tagged } from '../../tagging/tagged';
import type { Topics } from '../topics';

export function taggedTopics(topics: Topics): Tagged {
  return {
    arnName: 'sns',
    plainType: 'topic',
    untagging: ['UntagResource'],
    list: ({ accountId, region }) => topics.topicsIn(accountId, region),
    tag: (ResourceArn, tags, ask) => ask('TagResource', { ResourceArn, Tags: tagList(tags) }),
    untag: (ResourceArn, keys, ask) => ask('UntagResource', { ResourceArn, TagKeys: [...keys] }),
  };
}
