/** TagResource, UntagResource and ListTagsForResource, of topics. */
import type { ListTagsForResourceRequest, ListTagsForResourceResponse, Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-sns';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { invalidParameter } from '../refusals';
import type { Topics } from '../topics';
import type { Topic } from '../topics/topic';

/** The tags with those of `old` that they do not replace. */
export function checkedTags(tags: readonly Tag[], old: Readonly<Record<string, string>> = {}): Record<string, string> {
  const merged = { ...old };
  for (const { Key: key = '', Value: value = '' } of tags) {
    if (key.length < 1 || key.length > 128 || value.length > 256 || key.toLowerCase().startsWith('aws:')) throw invalidParameter('Tag Reason: the tag cannot be taken');
    merged[key] = value;
  }
  if (Object.keys(merged).length > 50) throw new AwsError('TagLimitExceeded', 'Could not complete request: tag quota of per resource exceeded');
  return merged;
}

export function tagResource(topics: Topics): Handler {
  return operation<TagResourceRequest, object>(async (input) => {
    const topic = found(topics, input.ResourceArn);
    topics.keep({ ...topic, tags: checkedTags(input.Tags ?? [], topic.tags) });
    return {};
  });
}

export function untagResource(topics: Topics): Handler {
  return operation<UntagResourceRequest, object>(async (input) => {
    const topic = found(topics, input.ResourceArn);
    topics.keep({ ...topic, tags: Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !input.TagKeys?.includes(key))) });
    return {};
  });
}

export function listTagsForResource(topics: Topics): Handler {
  return operation<ListTagsForResourceRequest, ListTagsForResourceResponse>(async (input) => ({
    Tags: Object.entries(found(topics, input.ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }));
}

function found(topics: Topics, arn = ''): Topic {
  const topic = topics.topic(arn);
  if (!topic) throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return topic;
}
