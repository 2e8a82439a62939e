/** The operations on restore jobs. */
import type { DescribeRestoreJobInput, DescribeRestoreJobOutput, GetRestoreJobMetadataInput, GetRestoreJobMetadataOutput } from '@aws-sdk/client-backup';
import { type Call, operation, type Operations } from '../../service';
import type { BackupState } from '../backup-state';
import { isRecent } from '../jobs/jobs';
import { required } from '../readers';
import { notFound } from '../refusals';
import { listRestoreJobs, listRestoreJobsByProtectedResource } from './list-restores';
import type { RestoreJob } from './restore-job';
import { startRestoreJob } from './start-restore';
import { listRestoreJobSummaries } from './summarize-restores';
import { told } from './told';

export function restoreOperations(state: BackupState): Operations {
  return {
    StartRestoreJob: startRestoreJob(state),
    DescribeRestoreJob: operation(async ({ RestoreJobId: id }: DescribeRestoreJobInput, call): Promise<DescribeRestoreJobOutput> => told(state, restoreJobOf(state, call, id))),
    GetRestoreJobMetadata: operation(async ({ RestoreJobId: id }: GetRestoreJobMetadataInput, call): Promise<GetRestoreJobMetadataOutput> => {
      const job = restoreJobOf(state, call, id);
      return { RestoreJobId: job.id, Metadata: { ...job.metadata } };
    }),
    ListRestoreJobs: listRestoreJobs(state),
    ListRestoreJobsByProtectedResource: listRestoreJobsByProtectedResource(state),
    ListRestoreJobSummaries: listRestoreJobSummaries(state),
  };
}

/** Throws ResourceNotFoundException for a job that is not the caller's, or older than thirty days. */
export function restoreJobOf(state: BackupState, { caller, region, now }: Call, id: string | undefined): RestoreJob {
  const job = state.restores.rows.get(required(id, 'RestoreJobId'));
  if (job?.accountId === caller.accountId && job.region === region && isRecent(job, now)) return job;
  throw notFound(`Restore job ${id} does not exist.`);
}
