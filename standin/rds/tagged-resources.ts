/** What of RDS bears tags, for whoever finds its resources by them. */
import { tagList } from '../tag-record';
import type { Tagged, TaggedResource } from '../tagging/tagged';
import type { Whereabouts } from '../whereabouts';
import { arnOf } from './names';
import type { Room } from './room';

/** The instances of a place, in the order in which they were made. */
export function* taggedInstances(room: Room, where: Whereabouts): Generator<TaggedResource> {
  for (const { identifier, tags } of room.place(where.accountId, where.region).instances.values()) yield { arn: arnOf(where, 'db', identifier), tags: Object.fromEntries(tags) };
}

/** Automated backups bear their instance's tags, and AWS lists them as resources of their own nowhere. */
export function taggedRds(room: Room): Tagged {
  return {
    arnName: 'rds',
    untagging: ['RemoveTagsFromResource'],
    *list(where) {
      yield* taggedInstances(room, where);
      for (const { identifier, tags } of room.place(where.accountId, where.region).snapshots.values()) yield { arn: arnOf(where, 'snapshot', identifier), tags: Object.fromEntries(tags) };
      for (const { name, tags } of room.parameterGroups.of(where)) yield { arn: arnOf(where, 'pg', name), tags };
      for (const { name, tags } of room.subnetGroups.of(where)) yield { arn: arnOf(where, 'subgrp', name), tags };
    },
    tag: (arn, tags, ask) => ask('AddTagsToResource', { ResourceName: arn, Tags: tagList(tags) }),
    untag: (arn, keys, ask) => ask('RemoveTagsFromResource', { ResourceName: arn, TagKeys: [...keys] }),
  };
}
