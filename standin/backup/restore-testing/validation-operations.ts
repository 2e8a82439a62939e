/** PutRestoreValidationResult and GetRestoreTestingInferredMetadata. */
import type { GetRestoreTestingInferredMetadataInput, GetRestoreTestingInferredMetadataOutput, PutRestoreValidationResultInput, RestoreValidationStatus } from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { required } from '../readers';
import { invalidParameter, invalidRequest, notFound, notServed } from '../refusals';
import { restoreJobOf } from '../restores/operations';
import { isTest } from './clean-ups';

const statuses: readonly RestoreValidationStatus[] = ['SUCCESSFUL', 'FAILED', 'TIMED_OUT', 'VALIDATING'];

export function testValidationOperations(state: BackupState): Operations {
  return {
    PutRestoreValidationResult: operation(async (input: PutRestoreValidationResultInput, call): Promise<object> => {
      const job = restoreJobOf(state, call, input.RestoreJobId);
      const status = required(input.ValidationStatus, 'ValidationStatus');
      if (!statuses.includes(status)) throw invalidParameter(`Invalid value for ValidationStatus: ${status}`, ['ValidationStatus']);
      if (!isTest(job)) throw invalidRequest(`Restore job ${job.id} was not started by restore testing.`);
      if (job.status !== 'COMPLETED') throw invalidRequest(`Restore job ${job.id} cannot be validated while its status is ${job.status}.`);
      if (job.test.deletion) throw invalidRequest(`The validation of restore job ${job.id} is over.`);
      const message = input.ValidationStatusMessage;
      const validated = state.testing.cleanUps.validated(job, { status, ...(message !== undefined && { message }) });
      if (status !== 'VALIDATING') state.testing.cleanUps.begin(validated);
      return {};
    }),
    GetRestoreTestingInferredMetadata: operation(async (input: GetRestoreTestingInferredMetadataInput, call): Promise<GetRestoreTestingInferredMetadataOutput> => {
      const where = whereOf(call);
      const [name, arn] = [required(input.BackupVaultName, 'BackupVaultName'), required(input.RecoveryPointArn, 'RecoveryPointArn')];
      const point = state.points.get(arn);
      const elsewhere = (input.BackupVaultAccountId ?? where.accountId) !== where.accountId;
      if (!point || elsewhere || point.vault !== name || point.accountId !== where.accountId || point.region !== where.region) throw notFound(`Recovery point ${arn} does not exist.`);
      const kind = state.kinds.find(({ type }) => type === point.resourceType);
      if (!kind) throw notServed(`restore tests of type ${point.resourceType}`);
      return { InferredMetadata: { ...kind.testMetadata(point, state.world.chance.uuid('backup', 'inferred-metadata', arn)) } };
    }),
  };
}
