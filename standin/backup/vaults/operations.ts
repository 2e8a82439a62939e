/** The operations on backup vaults. */
import type { CreateBackupVaultInput, DeleteBackupVaultInput, DescribeBackupVaultInput, ListBackupVaultsInput } from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import { announceVault } from '../announcements/announce-vault';
import type { BackupState } from '../backup-state';
import { invalidRequest } from '../refusals';
import { accessPolicyOperations } from './access-policy';
import { askedVault } from './asked-vault';
import { createVault } from './create-vault';
import { describeVault, listVaults } from './describe-vaults';
import { lockOperations } from './lock-operations';
import { notificationOperations } from './notifications';

export function vaultOperations(state: BackupState): Operations {
  return {
    CreateBackupVault: operation((input: CreateBackupVaultInput, call) => createVault(state, input, call)),
    DescribeBackupVault: operation((input: DescribeBackupVaultInput, call) => describeVault(state, input, call)),
    ListBackupVaults: operation((input: ListBackupVaultsInput, call) => listVaults(state, input, call)),
    DeleteBackupVault: operation(async (input: DeleteBackupVaultInput, call) => {
      const vault = askedVault(state, input, call);
      if (state.points.inVault(vault, vault.name).length > 0) throw invalidRequest('Backup vault cannot be deleted because it contains recovery points.');
      state.vaults.drop(vault);
      announceVault(state.announcer, vault, 'DELETED');
      return {};
    }),
    ...accessPolicyOperations(state),
    ...notificationOperations(state),
    ...lockOperations(state),
  };
}
