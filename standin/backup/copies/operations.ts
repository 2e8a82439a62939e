/** The operations on copy jobs. */
import type { CopyJob as Told, DescribeCopyJobInput, DescribeCopyJobOutput, ListCopyJobsInput, ListCopyJobsOutput, StartCopyJobInput } from '@aws-sdk/client-backup';
import { type Call, operation, type Operations } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { isListed } from '../jobs/job-filters';
import { isRecent } from '../jobs/jobs';
import { newestFirst } from '../newest-first';
import { lifecycleAnswer } from '../points/read-lifecycle';
import { required } from '../readers';
import { notFound } from '../refusals';
import type { CopyJob } from './copy-job';
import { startCopy } from './start-copy';

export function copyJobOperations(state: BackupState): Operations {
  return {
    StartCopyJob: operation(async (input: StartCopyJobInput, call) => startCopy(state, input, call)),
    DescribeCopyJob: operation(async ({ CopyJobId }: DescribeCopyJobInput, call): Promise<DescribeCopyJobOutput> => ({ CopyJob: told(state, asked(state, CopyJobId, call)) })),
    ListCopyJobs: operation(async (input: ListCopyJobsInput, call): Promise<ListCopyJobsOutput> => {
      const { ByDestinationVaultArn: vault, BySourceRecoveryPointArn: source } = input;
      const means = (job: CopyJob): boolean =>
        isListed(job, input, call) && (vault === undefined || job.destinationVaultArn === vault) && (source === undefined || job.sourcePointArn === source);
      const { items, NextToken } = newestFirst(state.copies.rows.values(), { wanted: input, keyOf: ({ id }) => id, means });
      return { CopyJobs: items.map((job) => told(state, job)), NextToken };
    }),
  };
}

/** Throws ResourceNotFoundException for one of another place or of more than 30 days ago. */
function asked(state: BackupState, asks: string | undefined, call: Call): CopyJob {
  const id = required(asks, 'CopyJobId');
  const { accountId, region } = whereOf(call);
  const job = state.copies.rows.get(id);
  if (job?.accountId === accountId && job.region === region && isRecent(job, call.now)) return job;
  throw notFound(`Copy job ${id} does not exist.`);
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CopyJob.html */
function told(state: BackupState, job: CopyJob): Told {
  const destination = state.vaults.withArn(job.destinationVaultArn);
  return {
    AccountId: job.accountId,
    CopyJobId: job.id,
    SourceBackupVaultArn: job.sourceVaultArn,
    SourceRecoveryPointArn: job.sourcePointArn,
    DestinationBackupVaultArn: job.destinationVaultArn,
    DestinationVaultType: 'BACKUP_VAULT',
    DestinationVaultLockState: destination?.lock ? 'LOCKED' : 'UNLOCKED',
    DestinationRecoveryPointArn: job.destinationPointArn,
    DestinationEncryptionKeyArn: state.points.get(job.destinationPointArn ?? '')?.keyArn,
    DestinationRecoveryPointLifecycle: lifecycleAnswer(job.lifecycle),
    ResourceArn: job.resourceArn,
    ResourceName: job.resourceName,
    ResourceType: job.resourceType,
    CreationDate: job.created.toDate(),
    CompletionDate: job.completed?.toDate(),
    State: job.state,
    StatusMessage: job.message,
    MessageCategory: job.category,
    BackupSizeInBytes: job.sizeBytes,
    IamRoleArn: job.roleArn,
    CreatedBy: job.createdBy,
    CreatedByBackupJobId: job.backupJobId,
    IsParent: false,
  };
}
