/** Tags of keys: https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
import type { ListResourceTagsRequest, ListResourceTagsResponse, Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-kms';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { invalidMember } from '../errors';
import { checkNotLeaving, type KeyRing } from '../key-ring';
import { pageOf } from '../page';

const most = 50;

/** The tags that a key has once `added` come to those that it had. Throws `TagException` and `ValidationException`. */
export function checkTags(added: readonly Tag[], had: readonly Tag[]): Tag[] {
  for (const [index, { TagKey: name = '', TagValue: value = '' }] of added.entries()) {
    if (name.length > 128) throw invalidMember(`tags.${index + 1}.member.tagKey`, name, 'have length less than or equal to 128');
    if (name === '') throw invalidMember(`tags.${index + 1}.member.tagKey`, name, 'have length greater than or equal to 1');
    if (value.length > 256) throw invalidMember(`tags.${index + 1}.member.tagValue`, value, 'have length less than or equal to 256');
    if (/^aws:/i.test(name)) throw new AwsError('TagException', 'Tags beginning with aws: are reserved');
  }
  const names = new Set(added.map(({ TagKey }) => TagKey));
  if (names.size < added.length) throw new AwsError('TagException', 'Duplicate tag keys');
  const tags = [...had.filter(({ TagKey }) => !names.has(TagKey)), ...added];
  if (tags.length > most) throw new AwsError('TagException', 'Too many tags');
  return tags;
}

export function tagResource(ring: KeyRing): Handler {
  return operation<TagResourceRequest, object>(async ({ KeyId, Tags = [] }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:TagResource' });
    checkNotLeaving(key);
    ring.store.change(key, { tags: checkTags(Tags, key.tags) });
    return {};
  });
}

export function untagResource(ring: KeyRing): Handler {
  return operation<UntagResourceRequest, object>(async ({ KeyId, TagKeys: names = [] }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:UntagResource' });
    checkNotLeaving(key);
    ring.store.change(key, { tags: key.tags.filter(({ TagKey = '' }) => !names.includes(TagKey)) });
    return {};
  });
}

export function listResourceTags(ring: KeyRing): Handler {
  return operation<ListResourceTagsRequest, ListResourceTagsResponse>(async (input, call) => {
    const key = ring.keyOf(call, { KeyId: input.KeyId, action: 'kms:ListResourceTags' });
    const { page, rest } = pageOf(key.tags, input, 50, 50);
    return { Tags: page, ...rest };
  });
}
