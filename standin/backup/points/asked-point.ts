/** The recovery point that a call names. */
import type { Call } from '../../service';
import type { BackupState } from '../backup-state';
import { required } from '../readers';
import { notFound } from '../refusals';
import { askedVault } from '../vaults/asked-vault';
import type { RecoveryPoint } from './recovery-point';

export interface PointAsked {
  BackupVaultName: string | undefined;
  RecoveryPointArn: string | undefined;
  BackupVaultAccountId?: string;
}

/** Only in a vault of the caller's own account. Throws AccessDeniedException for a vault and ResourceNotFoundException for a point that is not there. */
export function askedPoint(state: BackupState, asked: PointAsked, call: Call): RecoveryPoint {
  const arn = required(asked.RecoveryPointArn, 'RecoveryPointArn');
  const vault = askedVault(state, asked, call);
  const point = state.points.get(arn);
  const isThere = point?.vault === vault.name && point.accountId === vault.accountId && point.region === vault.region;
  if (!isThere || (asked.BackupVaultAccountId ?? vault.accountId) !== vault.accountId) throw notFound(`Recovery point ${arn} does not exist in backup vault ${vault.name}.`);
  return state.custody.lookAt(point);
}
