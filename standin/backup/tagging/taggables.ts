/** What of AWS Backup has tags, found by ARN. */
import type { TagRecord } from '../../tag-record';
import type { BackupState } from '../backup-state';

export interface Tagged {
  tags: TagRecord;
  keep(tags: TagRecord): void;
}

/** Undefined where nothing has that ARN, or not of this kind. */
export type FindTagged = (arn: string) => Tagged | undefined;

/** Vaults, plans and recovery points. */
export function taggablesOf({ vaults, plans, points }: BackupState): FindTagged[] {
  return [
    (arn) => {
      const vault = vaults.withArn(arn);
      return vault && { tags: vault.tags, keep: (tags) => void vaults.keep({ ...vault, tags }) };
    },
    (arn) => {
      const plan = plans.withArn(arn);
      return plan && !plan.deleted ? { tags: plan.tags, keep: (tags) => void plans.keep({ ...plan, tags }) } : undefined;
    },
    (arn) => {
      const point = points.get(arn);
      return point && { tags: point.tags, keep: (tags) => void points.keep({ ...point, tags }) };
    },
  ];
}
