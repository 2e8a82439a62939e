/** The operations on protected resources. */
import type {
  DescribeProtectedResourceInput,
  DescribeProtectedResourceOutput,
  ListProtectedResourcesByBackupVaultInput,
  ListProtectedResourcesByBackupVaultOutput,
  ListProtectedResourcesInput,
  ListProtectedResourcesOutput,
} from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import { type Whereabouts, whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import type { RecoveryPoint } from '../points/recovery-point';
import { pageIn, required } from '../readers';
import { notFound } from '../refusals';
import { askedVault } from '../vaults/asked-vault';
import { latestPoints, toldResource } from './last-backup';

export function resourceOperations(state: BackupState): Operations {
  return {
    DescribeProtectedResource: operation(async ({ ResourceArn }: DescribeProtectedResourceInput, call): Promise<DescribeProtectedResourceOutput> => {
      const [where, arn] = [whereOf(call), required(ResourceArn, 'ResourceArn')];
      const point = latestPoints(state.points.ofResource(arn).filter((one) => isIn(where, one))).get(arn);
      if (!point) throw notFound(`Resource ${arn} has never been backed up.`);
      return { ...toldResource(state, point), ...lastRestore(state, where, arn) };
    }),
    ListProtectedResources: operation(async (input: ListProtectedResourcesInput, call): Promise<ListProtectedResourcesOutput> => {
      const where = whereOf(call);
      const points = state.vaults.in(where).flatMap(({ name }) => state.points.inVault(where, name));
      const { items, NextToken } = pageIn([...latestPoints(points).values()], input);
      return { Results: items.map((point) => toldResource(state, point)), NextToken };
    }),
    ListProtectedResourcesByBackupVault: operation(async (input: ListProtectedResourcesByBackupVaultInput, call): Promise<ListProtectedResourcesByBackupVaultOutput> => {
      const vault = askedVault(state, input, call);
      const points = (input.BackupVaultAccountId ?? vault.accountId) === vault.accountId ? state.points.inVault(vault, vault.name) : [];
      const { items, NextToken } = pageIn([...latestPoints(points).values()], input);
      return { Results: items.map((point) => toldResource(state, point)), NextToken };
    }),
  };
}

/** How its latest restore went, which is told of for as long as the job is known. */
function lastRestore(state: BackupState, where: Whereabouts, arn: string): DescribeProtectedResourceOutput {
  const job = state.restores.rows.ofSource(where, arn).find(({ status }) => status === 'COMPLETED');
  if (!job?.completed) return {};
  return {
    LatestRestoreExecutionTimeMinutes: Math.round(job.completed.since(job.created).seconds / 60),
    LatestRestoreJobCreationDate: job.created.toDate(),
    LatestRestoreRecoveryPointCreationDate: job.point.created.toDate(),
  };
}

function isIn({ accountId, region }: Whereabouts, point: RecoveryPoint): boolean {
  return point.accountId === accountId && point.region === region;
}
