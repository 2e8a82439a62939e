/** The operations on recovery points. */
import type {
  DeleteRecoveryPointInput,
  DescribeRecoveryPointInput,
  DescribeRecoveryPointOutput,
  DisassociateRecoveryPointInput,
  GetRecoveryPointRestoreMetadataInput,
  GetRecoveryPointRestoreMetadataOutput,
  ListRecoveryPointsByBackupVaultInput,
  ListRecoveryPointsByResourceInput,
  UpdateRecoveryPointLifecycleInput,
} from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import type { BackupState } from '../backup-state';
import { arnOf } from '../arns';
import { askedPoint } from './asked-point';
import { deletePoint, disassociate } from './delete-point';
import { listByResource, listByVault } from './list-points';
import { toldPoint } from './told-point';
import { updateLifecycle } from './update-lifecycle';

export function pointOperations(state: BackupState): Operations {
  return {
    DescribeRecoveryPoint: operation(async (input: DescribeRecoveryPointInput, call): Promise<DescribeRecoveryPointOutput> => {
      const point = askedPoint(state, input, call);
      return { ...toldPoint(state, point), StorageClass: point.cold ? 'COLD' : 'WARM' };
    }),
    ListRecoveryPointsByBackupVault: operation(async (input: ListRecoveryPointsByBackupVaultInput, call) => listByVault(state, input, call)),
    ListRecoveryPointsByResource: operation(async (input: ListRecoveryPointsByResourceInput, call) => listByResource(state, input, call)),
    UpdateRecoveryPointLifecycle: operation(async (input: UpdateRecoveryPointLifecycleInput, call) => updateLifecycle(state, input, call)),
    DeleteRecoveryPoint: operation(async (input: DeleteRecoveryPointInput, call) => {
      deletePoint(state, input, call);
      return {};
    }),
    DisassociateRecoveryPoint: operation(async (input: DisassociateRecoveryPointInput, call) => {
      await disassociate(state, input, call);
      return {};
    }),
    GetRecoveryPointRestoreMetadata: operation(async (input: GetRecoveryPointRestoreMetadataInput, call): Promise<GetRecoveryPointRestoreMetadataOutput> => {
      const point = askedPoint(state, input, call);
      const kind = state.kinds.find(({ type }) => type === point.resourceType);
      return { BackupVaultArn: arnOf(point, 'backup-vault', point.vault), RecoveryPointArn: point.arn, ResourceType: point.resourceType, RestoreMetadata: { ...kind?.restoreMetadata(point) } };
    }),
  };
}
