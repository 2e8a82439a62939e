/** What is told of a copy job: events, notices to the source vault's topic, and counts. */
import type { CopyJob } from '../copies/copy-job';
import { creator, titled } from './announce-backup-job';
import { type Announcer, jobAttributes, type News, type Notice } from './announcer';

/** To be called when its state is another than before. */
export function announceCopyJob(announcer: Announcer, job: CopyJob): void {
  const metric = `NumberOfCopyJobs${titled(job.state)}`;
  announcer.tell({ where: job, vaultArn: job.sourceVaultArn, news: () => newsOf(job), notice: () => noticeOf(job), metric, resourceType: job.resourceType });
}

function newsOf(job: CopyJob): News {
  const vaults = { sourceBackupVaultArn: job.sourceVaultArn, destinationBackupVaultArn: job.destinationVaultArn };
  const brief = { creationDate: job.created.toString(), state: job.state, ...vaults };
  const detail =
    job.state === 'CREATED'
      ? brief
      : {
          copyJobId: job.id,
          ...brief,
          backupSizeInBytes: job.sizeBytes ?? 0,
          iamRoleArn: job.roleArn,
          resourceArn: job.resourceArn,
          resourceType: job.resourceType,
          ...(job.message !== undefined && { statusMessage: job.message }),
          ...(job.completed && { completionDate: job.completed.toString() }),
          // AWS's own examples show an empty object until there is one.
          destinationRecoveryPointArn: job.state === 'COMPLETED' ? job.destinationPointArn : {},
          ...(job.createdBy && { createdBy: creator(job.createdBy) }),
        };
  return { detailType: 'Copy Job State Change', resources: [job.sourcePointArn], detail };
}

function noticeOf(job: CopyJob): Notice {
  const names: Partial<Record<string, string>> = { RUNNING: 'COPY_JOB_STARTED', COMPLETED: 'COPY_JOB_SUCCESSFUL', FAILED: 'COPY_JOB_FAILED' };
  const name = names[job.state];
  const said = job.state === 'COMPLETED' ? 'was completed successfully' : job.state === 'FAILED' ? 'failed' : 'was started';
  return {
    events: name === undefined ? [] : [name],
    message: `An AWS Backup copy job ${said}. Recovery point ARN: ${job.sourcePointArn}. Resource ARN : ${job.resourceArn}. CopyJob ID : ${job.id}`,
    attributes: jobAttributes('COPY_JOB', job),
  };
}
