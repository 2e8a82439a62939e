/** The operations on backup vaults. */
import type { ListBackupVaultsInput, ListBackupVaultsOutput } from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import type { BackupState } from '../backup-state';

export function vaultOperations(state: BackupState): Operations {
  return {
    ListBackupVaults: operation(async (_input: ListBackupVaultsInput, call): Promise<ListBackupVaultsOutput> => {
      const vaults = state.vaults.in({ accountId: call.caller.accountId, region: call.region });
      return { BackupVaultList: vaults.map(({ name, arn, created }) => ({ BackupVaultName: name, BackupVaultArn: arn, CreationDate: created.toDate() })) };
    }),
  };
}
