/** The operations on backup jobs, and the summaries of jobs of either kind. */
import type { DescribeBackupJobInput, DescribeBackupJobOutput, ListBackupJobsInput, StartBackupJobInput, StopBackupJobInput } from '@aws-sdk/client-backup';
import { type Call, operation, type Operations } from '../../service';
import { draw } from '../../timings';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { required } from '../readers';
import { invalidRequest, notFound } from '../refusals';
import { type BackupJob, isOver } from './backup-job';
import { isRecent } from './jobs';
import { listBackupJobs } from './list-backup-jobs';
import { startBackup } from './start-backup';
import { summaryOperations } from './summarize';
import { toldBackupJob } from './told-backup-job';

export function backupJobOperations(state: BackupState): Operations {
  return {
    StartBackupJob: operation(async (input: StartBackupJobInput, call) => startBackup(state, input, call)),
    StopBackupJob: operation(async ({ BackupJobId }: StopBackupJobInput, call) => {
      stop(state, asked(state, BackupJobId, call));
      return {};
    }),
    DescribeBackupJob: operation(async ({ BackupJobId }: DescribeBackupJobInput, call): Promise<DescribeBackupJobOutput> => toldBackupJob(state, asked(state, BackupJobId, call))),
    ListBackupJobs: operation(async (input: ListBackupJobsInput, call) => listBackupJobs(state, input, call)),
    ...summaryOperations(state),
  };
}

/** Throws ResourceNotFoundException for one of another place or of more than 30 days ago. */
function asked(state: BackupState, asks: string | undefined, call: Call): BackupJob {
  const id = required(asks, 'BackupJobId');
  const { accountId, region } = whereOf(call);
  const job = state.backups.rows.get(id);
  if (job?.accountId === accountId && job.region === region && isRecent(job, call.now)) return job;
  throw notFound(`Backup job ${id} does not exist.`);
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StopBackupJob.html */
function stop(state: BackupState, job: BackupJob): void {
  if (state.kindOf(job.resourceArn)?.traits.stoppable === false) throw invalidRequest(`Backup jobs of resource type ${job.resourceType} cannot be stopped.`);
  if (isOver(job)) throw invalidRequest(`Backup job ${job.id} cannot be stopped: its state is ${job.state}.`);
  if (job.state === 'ABORTING') return;
  state.backups.keep({ ...job, state: 'ABORTING', due: state.now().plus(draw(state.world.chance, 'backup.stop', job.id)) });
}
