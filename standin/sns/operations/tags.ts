/** TagResource, UntagResource and ListTagsForResource, of topics. */
import type { ListTagsForResourceRequest, ListTagsForResourceResponse, Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-sns';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { tagList, type TagRecord, type TagRefusals, withoutTags, withTags } from '../../tag-record';
import { invalidParameter } from '../refusals';
import type { Topics } from '../topics';
import type { Topic } from '../topics/topic';

/** The tags with those of `old` that they do not replace. */
export function checkedTags(tags: readonly Tag[], old: TagRecord = {}): TagRecord {
  return withTags(old, tags, refusals);
}

const refused = (): AwsError => invalidParameter('Tag Reason: the tag cannot be taken');
const refusals: TagRefusals = {
  unfit: refused,
  reserved: refused,
  tooMany: () => new AwsError('TagLimitExceeded', 'Could not complete request: tag quota of per resource exceeded'),
};

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
    topics.keep({ ...topic, tags: withoutTags(topic.tags, input.TagKeys ?? []) });
    return {};
  });
}

export function listTagsForResource(topics: Topics): Handler {
  return operation<ListTagsForResourceRequest, ListTagsForResourceResponse>(async (input) => ({
    Tags: tagList(found(topics, input.ResourceArn).tags),
  }));
}

function found(topics: Topics, arn = ''): Topic {
  const topic = topics.topic(arn);
  if (!topic) throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return topic;
}
