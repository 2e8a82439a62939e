/** What of EC2 bears tags, for the API that tags resources of all services. */
import { tagList } from '../tag-record';
import type { Tagged } from '../tagging/tagged';
import type { Whereabouts } from '../whereabouts';
import type { BlockStorage } from './block-storage';
import type { Instances } from './instances/instances';
import { instanceArn } from './instances/rows';
import type { Network } from './network/network';
import { arnOf } from './network/rows';
import { snapshotArn } from './snapshots/rows';
import { volumeArn } from './volumes/rows';

export function taggedInEc2({ vpcs, subnets, groups }: Network, { volumes, snapshots }: BlockStorage, instances: Instances): Tagged {
  return {
    arnName: 'ec2',
    untagging: ['DeleteTags'],
    // Read off the tables: a default network that nobody asked EC2 for need not be made to say that it has no tags.
    *list(where) {
      const isHere = (row: Whereabouts): boolean => row.accountId === where.accountId && row.region === where.region;
      for (const [kind, table] of [['vpc', vpcs], ['subnet', subnets], ['security-group', groups]] as const) {
        for (const row of table.values()) if (isHere(row)) yield { arn: arnOf(row, kind), tags: row.tags };
      }
      for (const group of groups.values()) {
        if (isHere(group)) for (const { id, tags } of group.rules) yield { arn: arnOf({ ...where, id }, 'security-group-rule'), tags };
      }
      for (const volume of volumes.of(where)) yield { arn: volumeArn(volume), tags: volume.tags };
      for (const instance of instances.of(where)) yield { arn: instanceArn(instance), tags: instance.tags };
      for (const snapshot of snapshots.rows.values()) if (isHere(snapshot)) yield { arn: snapshotArn(snapshot), tags: snapshot.tags };
    },
    tag: (arn, tags, ask) => ask('CreateTags', { Resources: [idIn(arn)], Tags: tagList(tags) }),
    untag: (arn, keys, ask) => ask('DeleteTags', { Resources: [idIn(arn)], Tags: keys.map((Key) => ({ Key })) }),
  };
}

function idIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
