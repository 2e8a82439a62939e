/** What is told of a restore job: events, notices to the topic of the recovery point's vault, and counts. */
import { titled } from '../announcements/announce-backup-job';
import { jobAttributes, type News, type Notice } from '../announcements/announcer';
import type { BackupState } from '../backup-state';
import { arnOf } from '../arns';
import type { RestoreJob } from './restore-job';

/** To be called when its status is another than before. */
export function announceRestore(state: BackupState, job: RestoreJob): void {
  const vaultArn = arnOf(job.point, 'backup-vault', job.point.vault);
  const metric = `NumberOfRestoreJobs${titled(job.status)}`;
  state.announcer.tell({ where: job, vaultArn, news: () => newsOf(job, vaultArn), notice: () => noticeOf(job), metric, resourceType: job.point.resourceType });
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html#restore-job-state-change-failed */
function newsOf(job: RestoreJob, vaultArn: string): News {
  const { point, completed, resource, message, test } = job;
  const detail = {
    restoreJobId: job.id,
    backupVaultArn: vaultArn,
    recoveryPointArn: point.arn,
    sourceResourceArn: point.resourceArn,
    backupSizeInBytes: String(job.sizeBytes),
    creationDate: job.created.toString(),
    iamRoleArn: job.roleArn,
    percentDone: job.percent,
    resourceType: point.resourceType,
    status: job.status,
    ...(message !== undefined && { statusMessage: message }),
    ...(resource !== undefined && { createdResourceArn: resource }),
    ...(completed && { completionDate: completed.toString() }),
    ...(test && { restoreTestingPlanArn: test.planArn }),
  };
  return { detailType: 'Restore Job State Change', resources: [point.arn], detail };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
function noticeOf(job: RestoreJob): Notice {
  const names: Partial<Record<string, string[]>> = {
    RUNNING: ['RESTORE_JOB_STARTED'],
    COMPLETED: ['RESTORE_JOB_COMPLETED', 'RESTORE_JOB_SUCCESSFUL'],
    FAILED: ['RESTORE_JOB_COMPLETED', 'RESTORE_JOB_FAILED'],
  };
  const said = job.status === 'COMPLETED' ? 'was completed successfully' : job.status === 'FAILED' ? 'failed' : 'was started';
  const made = job.resource === undefined ? '' : ` Restored resource ARN : ${job.resource}.`;
  return {
    events: names[job.status] ?? [],
    message: `An AWS Backup restore job ${said}. Recovery point ARN: ${job.point.arn}.${made} Restore Job ID : ${job.id}`,
    attributes: jobAttributes('RESTORE_JOB', { state: job.status, id: job.id, created: job.created, accountId: job.accountId }),
  };
}
