/** The operations of restore testing. */
import type { Operations } from '../../service';
import type { BackupState } from '../backup-state';
import { testingPlanOperations } from './plan-operations';
import { testingSelectionOperations } from './selection-operations';
import { testValidationOperations } from './validation-operations';

export function restoreTestingOperations(state: BackupState): Operations {
  return { ...testingPlanOperations(state), ...testingSelectionOperations(state), ...testValidationOperations(state) };
}
