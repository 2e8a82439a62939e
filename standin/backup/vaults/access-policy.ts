/** PutBackupVaultAccessPolicy, GetBackupVaultAccessPolicy and DeleteBackupVaultAccessPolicy. */
import type { GetBackupVaultAccessPolicyInput, GetBackupVaultAccessPolicyOutput, PutBackupVaultAccessPolicyInput } from '@aws-sdk/client-backup';
import { parsePolicy } from '../../access/documents/parse-policy';
import { PolicyProblem } from '../../access/documents/policy-problem';
import type { PolicyDocument } from '../../access/policy-document';
import { operation, type Operations } from '../../service';
import type { BackupState } from '../backup-state';
import { required } from '../readers';
import { invalidParameter, notFound } from '../refusals';
import { askedVault } from './asked-vault';

export function accessPolicyOperations(state: BackupState): Operations {
  return {
    PutBackupVaultAccessPolicy: operation(async (input: PutBackupVaultAccessPolicyInput, call) => {
      const vault = askedVault(state, input, call);
      const text = required(input.Policy, 'Policy');
      state.vaults.keep({ ...vault, policy: { text, document: parsed(state, text) } });
      return {};
    }),
    GetBackupVaultAccessPolicy: operation(async (input: GetBackupVaultAccessPolicyInput, call): Promise<GetBackupVaultAccessPolicyOutput> => {
      const { name, arn, policy } = askedVault(state, input, call);
      if (!policy) throw notFound(`Backup vault ${name} has no access policy associated with it`);
      return { BackupVaultName: name, BackupVaultArn: arn, Policy: policy.text };
    }),
    DeleteBackupVaultAccessPolicy: operation(async (input: GetBackupVaultAccessPolicyInput, call) => {
      const { policy, ...vault } = askedVault(state, input, call);
      if (policy) state.vaults.keep(vault);
      return {};
    }),
  };
}

function parsed({ neighbours }: BackupState, text: string): PolicyDocument {
  try {
    return parsePolicy(text, { kind: 'resource', principalExists: (arn) => neighbours.access.knows(arn) });
  } catch (error) {
    if (error instanceof PolicyProblem) throw invalidParameter(`Invalid backup vault access policy: ${error.message}`, ['Policy']);
    throw error;
  }
}
