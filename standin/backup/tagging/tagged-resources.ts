/** What of AWS Backup bears tags, for the API that tags resources of all services. */
import type { Tagged } from '../../tagging/tagged';
import type { Whereabouts } from '../../whereabouts';
import type { BackupState } from '../backup-state';

/** Recovery points that their own service keeps are listed there, by its ARNs. */
export function taggedBackups({ vaults, plans, points, testing }: BackupState): Tagged {
  return {
    arnName: 'backup',
    untagging: ['UntagResource'],
    *list(where) {
      const isHere = (one: Whereabouts): boolean => one.accountId === where.accountId && one.region === where.region;
      for (const vault of vaults.values()) if (isHere(vault)) yield vault;
      for (const plan of plans.in(where)) if (!plan.deleted) yield plan;
      for (const point of points.values()) if (isHere(point) && point.arn.startsWith('arn:aws:backup:')) yield point;
      yield* testing.plans.in(where);
    },
    tag: (ResourceArn, tags, ask) => ask('TagResource', { ResourceArn, Tags: { ...tags } }),
    untag: (ResourceArn, keys, ask) => ask('UntagResource', { ResourceArn, TagKeyList: [...keys] }),
  };
}
