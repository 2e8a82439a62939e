/** StartCopyJob: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartCopyJob.html */
import type { StartCopyJobInput, StartCopyJobOutput } from '@aws-sdk/client-backup';
import { requirePassRole } from '../../access/pass-role';
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { askedPoint } from '../points/asked-point';
import { readLifecycle } from '../points/read-lifecycle';
import type { RecoveryPoint } from '../points/recovery-point';
import { required } from '../readers';
import { invalidParameter, invalidRequest } from '../refusals';
import type { CopyJob } from './copy-job';

export function startCopy(state: BackupState, input: StartCopyJobInput, call: Call): StartCopyJobOutput {
  const token = input.IdempotencyToken;
  const again = token === undefined ? undefined : state.copies.rows.withToken(whereOf(call), token);
  if (again) return answer(again);
  const point = askedPoint(state, { BackupVaultName: input.SourceBackupVaultName, RecoveryPointArn: input.RecoveryPointArn }, call);
  const destinationVaultArn = required(input.DestinationBackupVaultArn, 'DestinationBackupVaultArn');
  if (!/^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[a-zA-Z0-9\-_]{2,50}$/.test(destinationVaultArn)) {
    throw invalidParameter(`Invalid value for DestinationBackupVaultArn: ${destinationVaultArn} is not the ARN of a backup vault.`, ['DestinationBackupVaultArn']);
  }
  const roleArn = required(input.IamRoleArn, 'IamRoleArn');
  requirePassRole(state.neighbours.access, call.caller, roleArn, 'backup.amazonaws.com');
  if (state.roles.caller(roleArn)?.accountId !== call.caller.accountId) throw invalidParameter(`IAM Role ${roleArn} cannot be assumed by AWS Backup`, ['IamRoleArn']);
  checkCopyable(point);
  const lifecycle = readLifecycle(input.Lifecycle, (message) => invalidParameter(message, ['Lifecycle']));
  return answer(state.copies.begin({ point, destinationVaultArn, lifecycle, roleArn, token }));
}

function answer({ id, created }: CopyJob): StartCopyJobOutput {
  return { CopyJobId: id, CreationDate: created.toDate(), IsParent: false };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html */
function checkCopyable({ arn, continuous, cold, status }: RecoveryPoint): void {
  if (continuous) throw invalidRequest(`Recovery point ${arn} is a continuous backup, which cannot be copied on demand.`);
  if (cold) throw invalidRequest(`Recovery point ${arn} is in cold storage and cannot be copied.`);
  if (status !== 'COMPLETED' && status !== 'EXPIRED') throw invalidRequest(`Recovery point ${arn} cannot be copied while its status is ${status}.`);
}
