/** AddTags, RemoveTags and ListTags. */
import type { AddTagsRequest, ListTagsRequest, ListTagsResponse, Tag } from '@aws-sdk/client-cloudtrail';
import { operation, type Call, type Operations } from '../../service';
import { type TagRecord, tagList, withoutTags, withTags } from '../../tag-record';
import { refusals } from '../refusals';
import type { Trail } from './trail';
import type { Trails } from './trails';

export function tagOperations(trails: Trails): Operations {
  const trailOf = (arn: string, call: Call): Trail => {
    if (!/^arn:aws:cloudtrail:[a-z0-9-]+:\d{12}:trail\//.test(arn)) throw refusals.badArn(arn);
    const trail = trails.byArn(arn);
    if (trail?.accountId !== call.caller.accountId) throw refusals.noResource(arn);
    return trail;
  };
  return {
    AddTags: operation<AddTagsRequest, object>(async ({ ResourceId = '', TagsList = [] }, call) => {
      const trail = trailOf(ResourceId, call);
      trails.keep({ ...trail, tags: withTrailTags(trail.tags, TagsList) });
      return {};
    }),
    RemoveTags: operation<AddTagsRequest, object>(async ({ ResourceId = '', TagsList = [] }, call) => {
      const trail = trailOf(ResourceId, call);
      trails.keep({ ...trail, tags: withoutTags(trail.tags, TagsList.map(({ Key }) => Key ?? '')) });
      return {};
    }),
    ListTags: operation<ListTagsRequest, ListTagsResponse>(async ({ ResourceIdList: arns = [] }, call) => ({
      ResourceTagList: arns.map((arn) => ({ ResourceId: arn, TagsList: tagList(trailOf(arn, call).tags) })),
    })),
  };
}

/** Throws InvalidTagParameterException and TagsLimitExceededException. */
export function withTrailTags(old: TagRecord, added: readonly Tag[]): TagRecord {
  return withTags(old, added, {
    unfit: (key) => refusals.tag(`The tag key or value of ${key} is not valid.`),
    reserved: (key) => refusals.tag(`The tag key ${key} begins with aws:, which is reserved.`),
    tooMany: refusals.tooManyTags,
  });
}
