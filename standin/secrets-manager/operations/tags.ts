/** Tags of secrets. */
import type { Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-secrets-manager';
import { operation, type Handler } from '../../service';
import { type TagRecord, type TagRefusals, withoutTags, withTags } from '../../tag-record';
import { checkNotLeaving, checkPrimary, invalidMember, invalidParameter, limitExceeded } from '../refusals';
import type { Secrets } from '../secrets';

const refusals: TagRefusals = {
  unfit: () => invalidMember('tags', 'have keys of 1 to 128 characters and values of at most 256'),
  reserved: () => invalidParameter("Tag keys can't begin with aws:, which is reserved for AWS use."),
  tooMany: () => limitExceeded('You have reached the maximum number of tags for a secret, which is 50.'),
};

/** The tags with those of `old` that they do not replace. */
export function checkedTags(tags: readonly Tag[], old: TagRecord = {}): TagRecord {
  return withTags(old, tags, refusals);
}

export function tagResource(secrets: Secrets): Handler {
  return operation<TagResourceRequest, object>(async ({ SecretId: id, Tags: tags = [] }, call) => retagged(secrets, secrets.require(call, id), (old) => checkedTags(tags, old)));
}

export function untagResource(secrets: Secrets): Handler {
  return operation<UntagResourceRequest, object>(async ({ SecretId: id, TagKeys: keys = [] }, call) => retagged(secrets, secrets.require(call, id), (old) => withoutTags(old, keys)));
}

function retagged(secrets: Secrets, secret: ReturnType<Secrets['require']>, tagsOf: (old: TagRecord) => TagRecord): object {
  checkPrimary(secret);
  checkNotLeaving(secret);
  secrets.change(secret, { tags: tagsOf(secret.tags) });
  return {};
}
