/** Looks how far a running backup is, and ends its job once it is done, has failed, or takes too long. */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import type { BackupState } from '../backup-state';
import type { Progress, ResourceKind } from '../kinds/kind';
import type { RecoveryPoint } from '../points/recovery-point';
import { abortBackup } from './abort-backup';
import type { BackupJob } from './backup-job';
import { failBackup } from './begin-backup';

const retry = Duration.minutes(10);

/** Never throws for what fails the job. */
export async function lookAtBackup(state: BackupState, asked: BackupJob): Promise<void> {
  const point = state.points.get(asked.pointArn ?? '');
  const kind = state.kindOf(asked.resourceArn);
  try {
    if (!point || !kind) throw new Error(`backup job ${asked.id} runs without a recovery point`);
    const progress = await progressOf(state, kind, point);
    const job = state.backups.rows.get(asked.id);
    // It was stopped while its progress was looked at.
    if (job?.state !== 'RUNNING') return;
    if (progress.state === 'done') complete(state, job, { point, progress });
    else if (progress.state === 'failed') failed(state, job, { point, progress });
    else if (!state.now().isBefore(job.completeBy)) await abortBackup(state, job, 'Backup job was aborted because it did not complete within its completion window.');
    else state.backups.keep({ ...job, percent: progress.percent, due: Instant.earliest(state.now().plus(progress.lookAfter), job.completeBy) });
  } catch (error) {
    failBackup(state, asked, error);
  }
}

function progressOf(state: BackupState, kind: ResourceKind, point: RecoveryPoint): Progress | Promise<Progress> {
  if (state.world.outages.isDown(point.region)) return { state: 'running', percent: 0, lookAfter: retry };
  return point.continuous ? { state: 'done', sizeBytes: point.sizeBytes } : kind.lookAtBackup(point);
}

function complete(state: BackupState, job: BackupJob, { point, progress }: { point: RecoveryPoint; progress: Extract<Progress, { state: 'done' }> }): void {
  const { sizeBytes, message, category = 'SUCCESS' } = progress;
  state.world.journal.together(() => {
    const whole = point.continuous ? point : state.custody.keep({ ...point, status: 'COMPLETED', completed: state.now(), sizeBytes });
    state.backups.end({ ...job, percent: 100, sizeBytes }, 'COMPLETED', { message, category: job.category ?? category });
    const { roleArn, createdBy, copies } = job.order;
    for (const { destinationVaultArn, lifecycle } of copies) state.copies.begin({ point: whole, destinationVaultArn, lifecycle, roleArn, createdBy, backupJobId: job.id });
  });
}

function failed(state: BackupState, job: BackupJob, { point, progress }: { point: RecoveryPoint; progress: Extract<Progress, { state: 'failed' }> }): void {
  state.world.journal.together(() => {
    state.points.drop(point);
    state.backups.end(job, 'FAILED', { message: progress.message, category: progress.category ?? 'FAILURE' });
  });
}
