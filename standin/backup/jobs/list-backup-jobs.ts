/** ListBackupJobs: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html */
import type { ListBackupJobsInput, ListBackupJobsOutput } from '@aws-sdk/client-backup';
import type { Call } from '../../service';
import type { BackupState } from '../backup-state';
import { newestFirst } from '../newest-first';
import type { BackupJob } from './backup-job';
import { isListed } from './job-filters';
import { toldBackupJob } from './told-backup-job';

export function listBackupJobs(state: BackupState, input: ListBackupJobsInput, call: Call): ListBackupJobsOutput {
  const { ByBackupVaultName: vault } = input;
  const means = (job: BackupJob): boolean => isListed(job, input, call) && (vault === undefined || job.order.vault === vault);
  const { items, NextToken } = newestFirst(state.backups.rows.values(), { wanted: input, keyOf: ({ id }) => id, means });
  return { BackupJobs: items.map((job) => toldBackupJob(state, job)), NextToken };
}
