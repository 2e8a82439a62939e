/** Ends a backup job before it is done, and removes what it copied so far. */
import type { BackupState } from '../backup-state';
import { JobFailure } from './job-failure';
import type { BackupJob } from './backup-job';

/** `message` says by whom or why. */
export async function abortBackup(state: BackupState, job: BackupJob, message: string): Promise<void> {
  const point = state.points.get(job.pointArn ?? '');
  if (point && !point.continuous) {
    try {
      await state.kindOf(job.resourceArn)?.remove(point, state.roles.caller(point.roleArn));
    } catch (error) {
      // What the role may not remove stays with its service, which AWS Backup knows no longer.
      if (!(error instanceof JobFailure)) throw error;
    }
    state.points.drop(point);
  }
  const now = state.backups.rows.get(job.id);
  if (now?.due) state.backups.end(now, 'ABORTED', { message, category: 'FAILURE' });
}
