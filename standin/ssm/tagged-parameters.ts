/** The tags of parameters, for the API that tags resources of all services. */
import { tagList } from '../tag-record';
import type { Tagged } from '../tagging/tagged';
import { whereaboutsOf } from '../whereabouts';
import type { Parameters } from './parameters';

export function taggedParameters(parameters: Parameters): Tagged {
  // Parameter Store's own API takes names, and no ARNs.
  const resource = (arn: string): object => ({ ResourceType: 'Parameter', ResourceId: parameters.find(whereaboutsOf(arn), arn)?.name ?? arn });
  return {
    arnName: 'ssm',
    untagging: ['RemoveTagsFromResource'],
    list: (where) => parameters.of(where),
    tag: (arn, tags, ask) => ask('AddTagsToResource', { ...resource(arn), Tags: tagList(tags) }),
    untag: (arn, keys, ask) => ask('RemoveTagsFromResource', { ...resource(arn), TagKeys: [...keys] }),
  };
}
