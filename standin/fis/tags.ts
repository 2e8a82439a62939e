/** TagResource, UntagResource and ListTagsForResource, of templates and experiments. */
import type { ListTagsForResourceResponse } from '@aws-sdk/client-fis';
import { operation, type Operations } from '../service';
import type { Experiments } from './experiments/experiments';
import { type Input, tagMap, text, texts } from './readers';
import { notFound } from './refusals';
import type { Templates } from './templates/templates';

type Tags = Readonly<Record<string, string>>;

export function tagOperations(templates: Templates, experiments: Experiments): Operations {
  const taggable = (input: Input): { tags: Tags; keep: (tags: Tags) => void } => {
    const arn = text(input, 'resourceArn', 2_048);
    const [template, experiment] = [templates.find(arn), experiments.find(arn)];
    if (template) return { tags: template.tags, keep: (tags) => templates.keep({ ...template, tags }) };
    if (experiment) return { tags: experiment.tags, keep: (tags) => void experiments.keep({ ...experiment, tags }) };
    throw notFound('Resource');
  };
  return {
    TagResource: operation<Input, object>(async (input) => {
      const { tags, keep } = taggable(input);
      keep(tagMap(input, tags));
      return {};
    }),
    UntagResource: operation<Input, object>(async (input) => {
      const { tags, keep } = taggable(input);
      const keys = typeof input.tagKeys === 'string' ? [input.tagKeys] : texts(input, 'tagKeys');
      // Without any, all of them go: https://docs.aws.amazon.com/fis/latest/APIReference/API_UntagResource.html
      keep(keys.length === 0 ? {} : Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))));
      return {};
    }),
    ListTagsForResource: operation<Input, ListTagsForResourceResponse>(async (input) => ({ tags: { ...taggable(input).tags } })),
  };
}
