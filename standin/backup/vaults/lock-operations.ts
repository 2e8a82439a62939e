/** PutBackupVaultLockConfiguration and DeleteBackupVaultLockConfiguration. */
import type { DeleteBackupVaultLockConfigurationInput, PutBackupVaultLockConfigurationInput } from '@aws-sdk/client-backup';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { operation, type Operations } from '../../service';
import { announceVault } from '../announcements/announce-vault';
import type { BackupState } from '../backup-state';
import { wholeNumber } from '../readers';
import { invalidParameter, invalidRequest } from '../refusals';
import { askedVault } from './asked-vault';
import { isImmutable } from './lock';
import type { Vault, VaultLock } from './vault';

const longest = 36_500;

/** In days: a lock can be taken back until then, whatever it was set to. */
const coolingOff = 3;

export function lockOperations(state: BackupState): Operations {
  return {
    PutBackupVaultLockConfiguration: operation(async (input: PutBackupVaultLockConfigurationInput, call) => {
      const vault = askedVault(state, input, call);
      checkChangeable(vault, call.now);
      announceVault(state.announcer, state.vaults.keep({ ...vault, lock: lockIn(input, call.now) }), 'MODIFIED');
      return {};
    }),
    DeleteBackupVaultLockConfiguration: operation(async (input: DeleteBackupVaultLockConfigurationInput, call) => {
      const { lock, ...vault } = askedVault(state, input, call);
      checkChangeable({ ...vault, lock }, call.now);
      if (lock) announceVault(state.announcer, state.vaults.keep(vault), 'MODIFIED');
      return {};
    }),
  };
}

function checkChangeable(vault: Vault, now: Instant): void {
  if (isImmutable(vault, now)) throw invalidRequest('Vault Lock configuration is immutable and cannot be changed or deleted after the lock date.');
}

function lockIn(input: PutBackupVaultLockConfigurationInput, now: Instant): VaultLock {
  const least = wholeNumber(input.MinRetentionDays, 'MinRetentionDays', [1, longest]);
  const most = wholeNumber(input.MaxRetentionDays, 'MaxRetentionDays', [1, longest]);
  if (least !== undefined && most !== undefined && least > most) throw invalidParameter('Invalid value for MinRetentionDays: it cannot be more than MaxRetentionDays.', ['MinRetentionDays']);
  const days = wholeNumber(input.ChangeableForDays, 'ChangeableForDays', [coolingOff, longest]);
  return {
    ...(least !== undefined && { minRetentionDays: least }),
    ...(most !== undefined && { maxRetentionDays: most }),
    ...(days !== undefined && { lockDate: now.plus(Duration.days(days)) }),
  };
}
