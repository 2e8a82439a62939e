/** Begins to back a resource up continuously, or goes on with it: https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
import { draw } from '../../timings';
import type { BackupState } from '../backup-state';
import type { BackupWork, ResourceKind } from '../kinds/kind';
import type { RecoveryPoint } from '../points/recovery-point';
import type { BackupJob } from './backup-job';
import type { Beginning } from './begin-backup';

/** Rules that continuous backups are made by keep them for 35 days at most. */
const longest = 35;

export async function followed(state: BackupState, job: BackupJob, { kind, work }: { kind: ResourceKind; work: BackupWork }): Promise<Beginning> {
  const before = followedNow(state, job);
  const plan = before?.createdBy?.BackupPlanArn;
  if (!kind.continuous || (before && plan !== job.order.createdBy?.BackupPlanArn)) {
    // The resource is backed up all the same, as it is at this moment.
    const notice = `Enabling continuous backup failed, because of the following error: PITR already configured in backup plan: [${plan ?? ''}]`;
    return { ...(await kind.backUp(work)), continuous: false, notice };
  }
  const begun = await kind.continuous.follow(work, job.order.lifecycle.deleteAfterDays ?? longest);
  if (before && before.arn !== begun.arn) state.custody.stop(before, 'The retention period of the continuous backup was changed.');
  return { ...begun, continuous: true, lookAfter: draw(state.world.chance, 'backup.follow', job.id) };
}

/** A resource is followed once an account. */
function followedNow(state: BackupState, { resourceArn, accountId }: BackupJob): RecoveryPoint | undefined {
  return state.points.ofResource(resourceArn).find((point) => point.continuous && point.status === 'AVAILABLE' && point.accountId === accountId);
}
