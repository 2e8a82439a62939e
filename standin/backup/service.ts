/** The stand-in's AWS Backup: every operation it serves, by name. */
import type { Service } from '../service';
import type { BackupState } from './backup-state';
import { restoreOperations } from './restores/operations';
import { vaultOperations } from './vaults/operations';

export function backupService(state: BackupState): Service {
  return {
    operations: {
      ...vaultOperations(state),
      ...restoreOperations(state),
    },
  };
}
