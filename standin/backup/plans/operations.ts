/** The operations on backup plans and their selections. */
import type { CreateBackupPlanInput, DeleteBackupPlanInput, ExportBackupPlanTemplateInput, GetBackupPlanInput, ListBackupPlansInput, ListBackupPlanVersionsInput, UpdateBackupPlanInput } from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import type { BackupState } from '../backup-state';
import { createPlan, deletePlan, updatePlan } from './change-plans';
import { exportPlan, getPlan, listPlans, listPlanVersions } from './read-plans';
import { selectionOperations } from './selections';

export function planOperations(state: BackupState): Operations {
  return {
    CreateBackupPlan: operation((input: CreateBackupPlanInput, call) => createPlan(state, input, call)),
    UpdateBackupPlan: operation((input: UpdateBackupPlanInput, call) => updatePlan(state, input, call)),
    DeleteBackupPlan: operation((input: DeleteBackupPlanInput, call) => deletePlan(state, input, call)),
    GetBackupPlan: operation((input: GetBackupPlanInput, call) => getPlan(state, input, call)),
    ListBackupPlans: operation((input: ListBackupPlansInput, call) => listPlans(state, input, call)),
    ListBackupPlanVersions: operation((input: ListBackupPlanVersionsInput, call) => listPlanVersions(state, input, call)),
    ExportBackupPlanTemplate: operation((input: ExportBackupPlanTemplateInput, call) => exportPlan(state, input, call)),
    ...selectionOperations(state),
  };
}
