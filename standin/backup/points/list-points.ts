/** ListRecoveryPointsByBackupVault and ListRecoveryPointsByResource. */
import type {
  ListRecoveryPointsByBackupVaultInput,
  ListRecoveryPointsByBackupVaultOutput,
  ListRecoveryPointsByResourceInput,
  ListRecoveryPointsByResourceOutput,
} from '@aws-sdk/client-backup';
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { isBetween } from '../jobs/job-filters';
import { newestFirst } from '../newest-first';
import { required } from '../readers';
import { askedVault } from '../vaults/asked-vault';
import type { RecoveryPoint } from './recovery-point';
import { toldByResource, toldPoint } from './told-point';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRecoveryPointsByBackupVault.html */
export function listByVault(state: BackupState, input: ListRecoveryPointsByBackupVaultInput, call: Call): ListRecoveryPointsByBackupVaultOutput {
  const vault = askedVault(state, input, call);
  const means = (point: RecoveryPoint): boolean =>
    is(point.accountId, input.BackupVaultAccountId) &&
    is(point.resourceArn, input.ByResourceArn) &&
    is(point.resourceType, input.ByResourceType) &&
    is(point.createdBy?.BackupPlanId, input.ByBackupPlanId) &&
    // No recovery point here is part of another.
    input.ByParentRecoveryPointArn === undefined &&
    isBetween(point.created, input.ByCreatedAfter, input.ByCreatedBefore);
  const { items, NextToken } = newestFirst(state.points.inVault(vault, vault.name), { wanted: input, keyOf: ({ arn }) => arn, means });
  return { RecoveryPoints: items.map((point) => toldPoint(state, state.custody.lookAt(point))), NextToken };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRecoveryPointsByResource.html */
export function listByResource(state: BackupState, input: ListRecoveryPointsByResourceInput, call: Call): ListRecoveryPointsByResourceOutput {
  const { accountId, region } = whereOf(call);
  const means = (point: RecoveryPoint): boolean => point.accountId === accountId && point.region === region;
  const { items, NextToken } = newestFirst(state.points.ofResource(required(input.ResourceArn, 'ResourceArn')), { wanted: input, keyOf: ({ arn }) => arn, means });
  return { RecoveryPoints: items.map((point) => toldByResource(state, state.custody.lookAt(point))), NextToken };
}

function is(actual: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || actual === wanted;
}
