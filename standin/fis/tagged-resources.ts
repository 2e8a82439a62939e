/** The tags of templates and experiments, for the API that tags resources of all services. */
import type { Tagged } from '../tagging/tagged';
import type { Experiments } from './experiments/experiments';
import type { Templates } from './templates/templates';

/** An experiment that is over is kept, and listed with its tags, as long as FIS tells of it. */
export function taggedExperiments(templates: Templates, experiments: Experiments): Tagged {
  return {
    arnName: 'fis',
    untagging: ['UntagResource'],
    *list({ accountId, region }) {
      yield* templates.in(accountId, region);
      yield* experiments.in(accountId, region);
    },
    tag: (resourceArn, tags, ask) => ask('TagResource', { resourceArn, tags }),
    untag: (resourceArn, keys, ask) => ask('UntagResource', { resourceArn, tagKeys: [...keys] }),
  };
}
