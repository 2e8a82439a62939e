/** A recovery point as DescribeRecoveryPoint and the lists tell of it. */
import type { CalculatedLifecycle, RecoveryPointByBackupVault, RecoveryPointByResource } from '@aws-sdk/client-backup';
import type { BackupState } from '../backup-state';
import { arnOf } from '../arns';
import { calculated } from './calculated-lifecycle';
import { lifecycleAnswer } from './read-lifecycle';
import type { RecoveryPoint } from './recovery-point';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RecoveryPointByBackupVault.html */
export function toldPoint(state: BackupState, point: RecoveryPoint): RecoveryPointByBackupVault {
  return {
    RecoveryPointArn: point.arn,
    BackupVaultName: point.vault,
    BackupVaultArn: arnOf(point, 'backup-vault', point.vault),
    SourceBackupVaultArn: point.sourceVaultArn,
    ResourceArn: point.resourceArn,
    ResourceName: point.resourceName,
    ResourceType: point.resourceType,
    CreatedBy: point.createdBy,
    IamRoleArn: point.roleArn,
    Status: point.status,
    StatusMessage: point.message,
    CreationDate: point.created.toDate(),
    InitiationDate: (state.backups.rows.get(point.jobId)?.created ?? point.created).toDate(),
    CompletionDate: point.completed?.toDate(),
    BackupSizeInBytes: point.sizeBytes,
    CalculatedLifecycle: calculatedAnswer(point),
    Lifecycle: lifecycleAnswer(point.lifecycle),
    EncryptionKeyArn: point.keyArn,
    IsEncrypted: point.keyArn !== undefined,
    LastRestoreTime: point.restored?.toDate(),
    IsParent: false,
    VaultType: 'BACKUP_VAULT',
    ...keyTypeOf(state, point),
  };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RecoveryPointByResource.html */
export function toldByResource(state: BackupState, point: RecoveryPoint): RecoveryPointByResource {
  return {
    RecoveryPointArn: point.arn,
    CreationDate: point.created.toDate(),
    Status: point.status,
    StatusMessage: point.message,
    EncryptionKeyArn: point.keyArn,
    BackupSizeBytes: point.sizeBytes,
    BackupVaultName: point.vault,
    IsParent: false,
    ResourceName: point.resourceName,
    VaultType: 'BACKUP_VAULT',
    ...keyTypeOf(state, point),
  };
}

/** What is followed continuously is deleted bit by bit, not at once. */
export function calculatedAnswer(point: RecoveryPoint): CalculatedLifecycle | undefined {
  const { moveAt, deleteAt } = point.continuous ? {} : calculated(point);
  if (!moveAt && !deleteAt) return undefined;
  return { ...(moveAt && { MoveToColdStorageAt: moveAt.toDate() }), ...(deleteAt && { DeleteAt: deleteAt.toDate() }) };
}

function keyTypeOf(state: BackupState, { accountId, region, keyArn }: RecoveryPoint): { EncryptionKeyType?: 'AWS_OWNED_KMS_KEY' | 'CUSTOMER_MANAGED_KMS_KEY' } {
  if (keyArn === undefined) return {};
  return { EncryptionKeyType: keyArn === state.vaults.defaultKey({ accountId, region }) ? 'AWS_OWNED_KMS_KEY' : 'CUSTOMER_MANAGED_KMS_KEY' };
}
