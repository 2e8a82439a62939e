/** DescribeBackupVault and ListBackupVaults. */
import type { BackupVaultListMember, DescribeBackupVaultInput, DescribeBackupVaultOutput, ListBackupVaultsInput, ListBackupVaultsOutput } from '@aws-sdk/client-backup';
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { pageIn } from '../readers';
import { insufficient } from '../refusals';
import { askedVault } from './asked-vault';
import { isLocked } from './lock';
import type { Vault } from './vault';

export async function describeVault(state: BackupState, input: DescribeBackupVaultInput, call: Call): Promise<DescribeBackupVaultOutput> {
  // Only logically air-gapped vaults are shared with other accounts, and there are none.
  if (input.BackupVaultAccountId !== undefined && input.BackupVaultAccountId !== call.caller.accountId) throw insufficient();
  return answerOf(state, askedVault(state, input, call));
}

export async function listVaults(state: BackupState, input: ListBackupVaultsInput, call: Call): Promise<ListBackupVaultsOutput> {
  const { ByVaultType: type, ByShared: shared } = input;
  const none = shared === true || (type !== undefined && type !== 'BACKUP_VAULT');
  const { items, ...more } = pageIn(none ? [] : state.vaults.in(whereOf(call)), input);
  return { BackupVaultList: items.map((vault) => answerOf(state, vault)), ...more };
}

function answerOf(state: BackupState, vault: Vault): BackupVaultListMember {
  const { lock } = vault;
  return {
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    VaultType: 'BACKUP_VAULT',
    VaultState: 'AVAILABLE',
    EncryptionKeyArn: vault.keyArn,
    ...(vault.keyArn !== state.vaults.defaultKey(vault) && { EncryptionKeyType: 'CUSTOMER_MANAGED_KMS_KEY' }),
    CreationDate: vault.created.toDate(),
    CreatorRequestId: vault.creatorRequestId,
    NumberOfRecoveryPoints: state.points.inVault(vault, vault.name).length,
    Locked: isLocked(vault),
    MinRetentionDays: lock?.minRetentionDays,
    MaxRetentionDays: lock?.maxRetentionDays,
    LockDate: lock?.lockDate?.toDate(),
  };
}
