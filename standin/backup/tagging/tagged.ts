/** What of AWS Backup has tags, found by ARN: vaults, plans, recovery points and restore testing plans. */
import type { TagRecord } from '../../tag-record';
import type { BackupState } from '../backup-state';

export interface Tagged {
  tags: TagRecord;
  keep: (tags: TagRecord) => void;
}

/** Undefined where there is no such thing, or no longer. */
export function taggedAs({ vaults, plans, points, testing }: BackupState, arn: string): Tagged | undefined {
  const vault = vaults.withArn(arn);
  if (vault) return { tags: vault.tags, keep: (tags) => void vaults.keep({ ...vault, tags }) };
  const plan = plans.withArn(arn);
  if (plan && !plan.deleted) return { tags: plan.tags, keep: (tags) => void plans.keep({ ...plan, tags }) };
  const point = points.get(arn);
  if (point) return { tags: point.tags, keep: (tags) => void points.keep({ ...point, tags }) };
  const test = testing.plans.withArn(arn);
  return test && { tags: test.tags, keep: (tags) => void testing.plans.keep({ ...test, tags }) };
}
