/** The stand-in's AWS Backup: every operation it serves, by name. */
import type { Service } from '../service';
import { authorizer } from './authorize';
import type { BackupState } from './backup-state';
import { planOperations } from './plans/operations';
import { copyJobOperations } from './copies/operations';
import { backupJobOperations } from './jobs/operations';
import { pointOperations } from './points/operations';
import { resourceOperations } from './resources/operations';
import { restoreTestingOperations } from './restore-testing/operations';
import { restoreOperations } from './restores/operations';
import { settingsOperations } from './settings/operations';
import { tagOperations } from './tagging/operations';
import { taggedBackups } from './tagging/tagged-resources';
import { vaultOperations } from './vaults/operations';

export function backupService(state: BackupState): Service {
  return {
    operations: {
      ...vaultOperations(state),
      ...backupJobOperations(state),
      ...copyJobOperations(state),
      ...pointOperations(state),
      ...planOperations(state),
      ...settingsOperations(state),
      ...tagOperations(state),
      ...restoreOperations(state),
      ...restoreTestingOperations(state),
      ...resourceOperations(state),
    },
    authorize: authorizer(state),
    tagged: taggedBackups(state),
  };
}
