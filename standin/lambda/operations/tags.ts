/** TagResource, UntagResource and ListTags. */
import type { ListTagsRequest, ListTagsResponse, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-lambda';
import { type Operations, operation } from '../../service';
import { withoutTags } from '../../tag-record';
import { askedOf } from '../names';
import type { Functions } from '../room';
import { checkedTags } from '../tags';

export function tagOperations(functions: Functions): Operations {
  return {
    TagResource: operation<TagResourceRequest, object>(async (input, call) => {
      const row = functions.require(askedOf(input.Resource ?? ''));
      functions.rows.put(row.arn, { ...row, tags: checkedTags(row.tags, input.Tags ?? {}) });
      call.answer.status = 204;
      return {};
    }),
    UntagResource: operation<UntagResourceRequest, object>(async (input, call) => {
      const row = functions.require(askedOf(input.Resource ?? ''));
      functions.rows.put(row.arn, { ...row, tags: withoutTags(row.tags, input.TagKeys ?? []) });
      call.answer.status = 204;
      return {};
    }),
    ListTags: operation<ListTagsRequest, ListTagsResponse>(async (input) => ({ Tags: { ...functions.require(askedOf(input.Resource ?? '')).tags } })),
  };
}
