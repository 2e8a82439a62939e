/** The stand-in's AWS Backup: every operation it serves, by name. */
import type { Service } from '../service';
import type { BackupState } from './backup-state';
import { resourceOperations } from './resources/operations';
import { restoreTestingOperations } from './restore-testing/operations';
import { restoreOperations } from './restores/operations';
import { vaultOperations } from './vaults/operations';

export function backupService(state: BackupState): Service {
  return {
    operations: {
      ...vaultOperations(state),
      ...restoreOperations(state),
      ...restoreTestingOperations(state),
      ...resourceOperations(state),
    },
  };
}
