/** The tags of secrets, for the API that tags resources of all services. */
import { tagList } from '../tag-record';
import type { Tagged } from '../tagging/tagged';
import type { Secrets } from './secrets';

export function taggedSecrets(secrets: Secrets): Tagged {
  return {
    arnName: 'secretsmanager',
    untagging: ['UntagResource'],
    list: (where) => secrets.of(where),
    tag: (SecretId, tags, ask) => ask('TagResource', { SecretId, Tags: tagList(tags) }),
    untag: (SecretId, keys, ask) => ask('UntagResource', { SecretId, TagKeys: [...keys] }),
  };
}
