/** UpdateRecoveryPointLifecycle: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRecoveryPointLifecycle.html */
import type { UpdateRecoveryPointLifecycleInput, UpdateRecoveryPointLifecycleOutput } from '@aws-sdk/client-backup';
import type { Call } from '../../service';
import { announceModified } from '../announcements/announce-point';
import type { BackupState } from '../backup-state';
import { invalidParameter, invalidRequest } from '../refusals';
import { isLocked } from '../vaults/lock';
import { arnOf } from '../arns';
import { askedPoint } from './asked-point';
import { lifecycleAnswer, readLifecycle } from './read-lifecycle';
import { calculatedAnswer } from './told-point';

/** What is not said is for good afterwards. */
export function updateLifecycle(state: BackupState, input: UpdateRecoveryPointLifecycleInput, call: Call): UpdateRecoveryPointLifecycleOutput {
  const point = askedPoint(state, input, call);
  if (isLocked(state.vaults.named(point, point.vault) ?? {})) throw invalidRequest(`Backup vault ${point.vault} is locked: the lifecycle of its recovery points cannot be changed.`);
  if (point.continuous) throw invalidRequest(`Recovery point ${point.arn} is a continuous backup, the lifecycle of which cannot be changed.`);
  const lifecycle = readLifecycle(input.Lifecycle, (message) => invalidParameter(message, ['Lifecycle']));
  if (point.cold && lifecycle.moveToColdStorageAfterDays !== point.lifecycle.moveToColdStorageAfterDays) {
    throw invalidParameter('MoveToColdStorageAfterDays cannot be changed after a backup has been transitioned to cold.', ['MoveToColdStorageAfterDays']);
  }
  const changed = state.custody.keep({ ...point, lifecycle });
  announceModified(state.announcer, changed);
  return { BackupVaultArn: arnOf(point, 'backup-vault', point.vault), RecoveryPointArn: point.arn, Lifecycle: lifecycleAnswer(lifecycle), CalculatedLifecycle: calculatedAnswer(changed) };
}
