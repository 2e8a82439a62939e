/** Looks how far a running copy is, and ends its job once it is done or has failed. */
import type { BackupState } from '../backup-state';
import { JobFailure } from '../jobs/job-failure';
import type { Progress } from '../kinds/kind';
import type { RecoveryPoint } from '../points/recovery-point';
import { failCopy, patience, regionDown, retry } from './begin-copy';
import type { CopyJob } from './copy-job';

/** Never throws for what fails the job. */
export async function lookAtCopy(state: BackupState, job: CopyJob): Promise<void> {
  const point = state.points.get(job.destinationPointArn ?? '');
  const kind = state.kinds.find(({ type }) => type === job.resourceType);
  try {
    if (!point || !kind) throw new JobFailure(`Copy job failed because recovery point ${job.destinationPointArn ?? ''} does not exist.`);
    const silent = regionDown(state, job);
    if (silent !== undefined) {
      waitFor(state, job, { silent, point });
      return;
    }
    const progress = await kind.lookAtBackup(point);
    ended(state, job, { point, progress });
  } catch (error) {
    if (point) state.points.drop(point);
    failCopy(state, job, error);
  }
}

function waitFor(state: BackupState, job: CopyJob, { silent, point }: { silent: string; point: RecoveryPoint }): void {
  const now = state.now();
  const cutOff = job.cutOff ?? now;
  if (now.since(cutOff).compare(patience) < 0) {
    state.copies.keep({ ...job, cutOff, due: now.plus(retry) });
    return;
  }
  state.world.journal.together(() => {
    state.points.drop(point);
    state.copies.end(job, 'FAILED', { message: `The Region ${silent} did not respond.`, category: 'FAILURE' });
  });
}

function ended(state: BackupState, { cutOff: _, ...job }: CopyJob, { point, progress }: { point: RecoveryPoint; progress: Progress }): void {
  if (progress.state === 'running') {
    state.copies.keep({ ...job, due: state.now().plus(progress.lookAfter) });
    return;
  }
  state.world.journal.together(() => {
    if (progress.state === 'done') {
      const { sizeBytes, message, category = 'SUCCESS' } = progress;
      state.custody.keep({ ...point, status: 'COMPLETED', completed: state.now(), sizeBytes });
      state.copies.end({ ...job, sizeBytes }, 'COMPLETED', { message, category });
    } else {
      state.points.drop(point);
      state.copies.end(job, 'FAILED', { message: progress.message, category: progress.category ?? 'FAILURE' });
    }
  });
}
