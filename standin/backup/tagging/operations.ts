/** ListTags, TagResource and UntagResource. */
import type { ListTagsInput, ListTagsOutput, TagResourceInput, UntagResourceInput } from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import { withoutTags } from '../../tag-record';
import type { BackupState } from '../backup-state';
import { pageIn, required, tagsIn } from '../readers';
import { invalidParameter, notFound } from '../refusals';
import { type Tagged, taggedAs } from './tagged';

export function tagOperations(state: BackupState): Operations {
  return {
    ListTags: operation(async (input: ListTagsInput): Promise<ListTagsOutput> => {
      const { items, ...more } = pageIn(Object.entries(tagged(state, input.ResourceArn).tags), input);
      return { Tags: Object.fromEntries(items), ...more };
    }),
    TagResource: operation(async (input: TagResourceInput) => {
      const { tags, keep } = tagged(state, input.ResourceArn);
      keep(tagsIn(required(input.Tags, 'Tags'), tags));
      return {};
    }),
    UntagResource: operation(async (input: UntagResourceInput) => {
      const { tags, keep } = tagged(state, input.ResourceArn);
      keep(withoutTags(tags, required(input.TagKeyList, 'TagKeyList')));
      return {};
    }),
  };
}

function tagged(state: BackupState, asked: string | undefined): Tagged {
  const arn = required(asked, 'ResourceArn');
  // Recovery points that their own service keeps are tagged there: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListTags.html
  if (!arn.startsWith('arn:aws:backup:')) throw invalidParameter(`Invalid resource ARN: ${arn}`, [arn]);
  const found = taggedAs(state, arn);
  if (!found) throw notFound(`Cannot find resource with ARN ${arn}`);
  return found;
}
