/** The stand-in's AWS Backup: every operation it serves, by name. */
import type { Service } from '../service';
import type { BackupState } from './backup-state';
import { planOperations } from './plans/operations';
import { resourceOperations } from './resources/operations';
import { restoreTestingOperations } from './restore-testing/operations';
import { restoreOperations } from './restores/operations';
import { settingsOperations } from './settings/operations';
import { tagOperations } from './tagging/operations';
import { vaultOperations } from './vaults/operations';

export function backupService(state: BackupState): Service {
  return {
    operations: {
      ...vaultOperations(state),
      ...planOperations(state),
      ...settingsOperations(state),
      ...tagOperations(state),
      ...restoreOperations(state),
      ...restoreTestingOperations(state),
      ...resourceOperations(state),
    },
  };
}
