/** A backup job as DescribeBackupJob and ListBackupJobs tell of it. */
import type { BackupJob as Told } from '@aws-sdk/client-backup';
import type { BackupState } from '../backup-state';
import { lifecycleAnswer } from '../points/read-lifecycle';
import { arnOf } from '../arns';
import type { BackupJob } from './backup-job';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupJob.html */
export function toldBackupJob(state: BackupState, job: BackupJob): Told {
  const { order } = job;
  const vault = state.vaults.named(job, order.vault);
  const keyArn = job.pointArn === undefined ? undefined : state.points.get(job.pointArn)?.keyArn;
  return {
    AccountId: job.accountId,
    BackupJobId: job.id,
    BackupVaultName: order.vault,
    BackupVaultArn: arnOf(job, 'backup-vault', order.vault),
    VaultType: 'BACKUP_VAULT',
    VaultLockState: vault?.lock ? 'LOCKED' : 'UNLOCKED',
    RecoveryPointArn: job.pointArn,
    RecoveryPointLifecycle: lifecycleAnswer(order.lifecycle),
    EncryptionKeyArn: keyArn,
    IsEncrypted: keyArn !== undefined,
    ResourceArn: job.resourceArn,
    ResourceName: job.resourceName,
    ResourceType: job.resourceType,
    CreationDate: job.created.toDate(),
    InitiationDate: job.created.toDate(),
    CompletionDate: job.completed?.toDate(),
    StartBy: job.startBy.toDate(),
    State: job.state,
    StatusMessage: job.message,
    MessageCategory: job.category,
    PercentDone: job.percent.toFixed(1),
    BackupSizeInBytes: job.sizeBytes,
    BytesTransferred: job.sizeBytes,
    IamRoleArn: order.roleArn,
    CreatedBy: order.createdBy,
    BackupOptions: Object.keys(order.options).length > 0 ? { ...order.options } : undefined,
    IsParent: false,
  };
}
