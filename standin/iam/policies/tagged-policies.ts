/** The tags of customer-managed policies, which are all of IAM that the stand-in has and AWS's tagging API tells of: users and roles it does not. */
import { tagList } from '../../tag-record';
import type { Tagged } from '../../tagging/tagged';
import type { Identities } from '../identities';
import { arnOf } from '../state/records';

export function taggedPolicies({ policies }: Identities): Tagged {
  return {
    arnName: 'iam',
    homeRegion: 'us-east-1',
    untagging: ['UntagPolicy'],
    *list({ accountId }) {
      for (const policy of policies.inAccount(accountId)) yield { arn: arnOf('policy', policy), tags: policy.tags };
    },
    tag: (PolicyArn, tags, ask) => ask('TagPolicy', { PolicyArn, Tags: tagList(tags) }),
    untag: (PolicyArn, keys, ask) => ask('UntagPolicy', { PolicyArn, TagKeys: [...keys] }),
  };
}
