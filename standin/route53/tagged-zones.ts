/** The tags of zones, for the API that tags resources of all services. */
import { tagList } from '../tag-record';
import type { Tagged } from '../tagging/tagged';
import type { Zones } from './zones';

const prefix = 'arn:aws:route53:::hostedzone/';

export function taggedZones(zones: Zones): Tagged {
  const named = (arn: string): object => ({ ResourceType: 'hostedzone', ResourceId: arn.replace(prefix, '') });
  return {
    arnName: 'route53',
    homeRegion: 'us-east-1',
    untagging: ['ChangeTagsForResource'],
    *list({ accountId }) {
      for (const { id, tags } of zones.of(accountId)) yield { arn: `${prefix}${id}`, tags };
    },
    tag: (arn, tags, ask) => ask('ChangeTagsForResource', { ...named(arn), AddTags: tagList(tags) }),
    untag: (arn, keys, ask) => ask('ChangeTagsForResource', { ...named(arn), RemoveTagKeys: [...keys] }),
  };
}
