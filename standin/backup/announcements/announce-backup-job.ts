/** What is told of a backup job: events, notices to the vault's topic, and counts. */
import type { RecoveryPointCreator } from '@aws-sdk/client-backup';
import { type BackupJob, isOver } from '../jobs/backup-job';
import { arnOf } from '../arns';
import { type Announcer, jobAttributes, type News, type Notice } from './announcer';

/** To be called when its state is another than before. */
export function announceBackupJob(announcer: Announcer, job: BackupJob): void {
  const vaultArn = arnOf(job, 'backup-vault', job.order.vault);
  const metric = job.state === 'ABORTING' ? undefined : `NumberOfBackupJobs${titled(job.state)}`;
  announcer.tell({ where: job, vaultArn, news: () => newsOf(job, vaultArn), notice: () => noticeOf(job), metric, resourceType: job.resourceType });
}

function newsOf(job: BackupJob, vaultArn: string): News {
  const { id, state, created } = job;
  const detailType = 'Backup Job State Change';
  if (state === 'CREATED') return { detailType, resources: [], detail: { backupJobId: id, state, creationDate: created.toString() } };
  return {
    detailType,
    resources: job.pointArn !== undefined && state === 'COMPLETED' ? [job.pointArn] : [],
    detail: {
      backupJobId: id,
      ...(job.sizeBytes !== undefined && { backupSizeInBytes: String(job.sizeBytes) }),
      backupVaultArn: vaultArn,
      backupVaultName: job.order.vault,
      bytesTransferred: String(job.sizeBytes ?? 0),
      creationDate: created.toString(),
      iamRoleArn: job.order.roleArn,
      resourceArn: job.resourceArn,
      resourceType: job.resourceType,
      state,
      ...(job.message !== undefined && { statusMessage: job.message }),
      ...(job.completed && { completionDate: job.completed.toString() }),
      startBy: job.startBy.toString(),
      percentDone: job.percent,
      ...(job.order.createdBy && { createdBy: creator(job.order.createdBy) }),
    },
  };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
function noticeOf(job: BackupJob): Notice {
  const what = `Resource ARN : ${job.resourceArn}. BackupJob ID : ${job.id}`;
  return {
    events: [
      ...(job.state === 'RUNNING' ? ['BACKUP_JOB_STARTED'] : []),
      ...(isOver(job) ? ['BACKUP_JOB_COMPLETED'] : []),
      ...(job.state === 'COMPLETED' ? ['BACKUP_JOB_SUCCESSFUL'] : []),
      ...(job.state === 'FAILED' ? ['BACKUP_JOB_FAILED'] : []),
      ...(job.state === 'EXPIRED' ? ['BACKUP_JOB_EXPIRED'] : []),
    ],
    message: `${sentence(job)} ${what}`,
    attributes: jobAttributes('BACKUP_JOB', job),
  };
}

function sentence({ state, pointArn }: BackupJob): string {
  if (state === 'COMPLETED') return `An AWS Backup job was completed successfully. Recovery point ARN: ${pointArn ?? ''}.`;
  if (state === 'EXPIRED') return 'An AWS Backup job failed to complete in time.';
  if (state === 'RUNNING') return 'An AWS Backup job was started.';
  if (state === 'ABORTED') return 'An AWS Backup job was stopped.';
  return 'An AWS Backup job failed.';
}

/** Who made a job or recovery point, as events say it. */
export function creator({ BackupPlanId, BackupPlanArn, BackupPlanVersion, BackupRuleId }: RecoveryPointCreator): object {
  return { backupPlanId: BackupPlanId, backupPlanArn: BackupPlanArn, backupPlanVersion: BackupPlanVersion, backupPlanRuleId: BackupRuleId };
}

export function titled(state: string): string {
  return state.charAt(0) + state.slice(1).toLowerCase();
}
