/** What of CloudTrail bears tags, for the API that tags resources of all services. */
import { tagList } from '../tag-record';
import type { Tagged } from '../tagging/tagged';
import type { Trails } from './trails/trails';

/** A trail is listed in its home region alone. */
export function taggedTrails(trails: Trails): Tagged {
  return {
    arnName: 'cloudtrail',
    untagging: ['RemoveTags'],
    list: (where) => trails.seenIn(where, false),
    tag: (ResourceId, tags, ask) => ask('AddTags', { ResourceId, TagsList: tagList(tags) }),
    untag: (ResourceId, keys, ask) => ask('RemoveTags', { ResourceId, TagsList: keys.map((Key) => ({ Key })) }),
  };
}
