/** Whether recovery points may be copied from vault to vault, as the job's role asks for it. */
import type { AccessQuestion } from '../../access/access';
import type { Caller } from '../../service';
import type { BackupState } from '../backup-state';
import type { Vault } from './vault';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html: of another account, the vault's policy has to let it, too. */
export function mayCopyInto(state: BackupState, vault: Vault, role: Caller): boolean {
  return state.neighbours.access.allows(vaultQuestion(vault, { caller: role, action: 'backup:CopyIntoBackupVault', resource: vault.arn }));
}

/** `target` is the vault that it is copied to, which policies know as `backup:CopyTargets`. */
export function mayCopyFrom(state: BackupState, vault: Vault, role: Caller, target: Vault): boolean {
  const question = { caller: role, action: 'backup:CopyFromBackupVault', resource: vault.arn, context: { 'backup:copytargets': [target.arn] } };
  return state.neighbours.access.allows(vaultQuestion(vault, question));
}

/** A question about a vault or a recovery point in it, with the vault's own policy. */
export function vaultQuestion({ accountId, policy }: Pick<Vault, 'accountId' | 'policy'>, question: AccessQuestion): AccessQuestion {
  return { ...question, resourcePolicy: { accountId, document: policy?.document } };
}
