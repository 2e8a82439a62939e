/** The tags of functions, for the API that tags resources of all services. */
import type { Tagged } from '../tagging/tagged';
import type { Functions } from './room';

export function taggedFunctions(functions: Functions): Tagged {
  return {
    arnName: 'lambda',
    untagging: ['UntagResource', 'DeleteFunction'],
    *list(where) {
      for (const { arn, tags } of functions.of(where)) yield { arn, tags };
    },
    tag: (Resource, Tags, ask) => ask('TagResource', { Resource, Tags: { ...Tags } }),
    untag: (Resource, keys, ask) => ask('UntagResource', { Resource, TagKeys: [...keys] }),
  };
}
