/** The tags of keys, for the API that tags resources of all services. */
import type { Tagged } from '../tagging/tagged';
import { arnOf } from './key';
import type { KeyRing } from './key-ring';

export function taggedKeys({ store }: KeyRing): Tagged {
  return {
    arnName: 'kms',
    untagging: ['UntagResource'],
    *list({ accountId, region }) {
      for (const key of store.keysOf(region, accountId)) yield { arn: arnOf(key), tags: Object.fromEntries(key.tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue])) };
    },
    tag: (KeyId, tags, ask) => ask('TagResource', { KeyId, Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
    untag: (KeyId, keys, ask) => ask('UntagResource', { KeyId, TagKeys: [...keys] }),
  };
}
