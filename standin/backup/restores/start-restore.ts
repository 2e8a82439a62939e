/** StartRestoreJob: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html */
import type { StartRestoreJobInput, StartRestoreJobOutput } from '@aws-sdk/client-backup';
import { requirePassRole } from '../../access/pass-role';
import { type Handler, operation } from '../../service';
import { type Whereabouts, whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import type { ResourceKind } from '../kinds/kind';
import type { PointStatus, RecoveryPoint } from '../points/recovery-point';
import { required } from '../readers';
import { invalidParameter, invalidRequest, notFound, notServed } from '../refusals';
import { checkMoment } from './restored-moment';

/** One that is expired could not be deleted, and one that is stopped is only followed no longer: what they hold is there. */
const restorable: readonly PointStatus[] = ['COMPLETED', 'AVAILABLE', 'EXPIRED', 'STOPPED', 'PARTIAL'];

export function startRestoreJob(state: BackupState): Handler {
  return operation(async (input: StartRestoreJobInput, call): Promise<StartRestoreJobOutput> => {
    const where = whereOf(call);
    const [arn, metadata] = [required(input.RecoveryPointArn, 'RecoveryPointArn'), required(input.Metadata, 'Metadata')];
    const token = input.IdempotencyToken;
    const again = token === undefined ? undefined : state.restores.rows.ofToken(where, token);
    if (again) return { RestoreJobId: again.id };
    const point = restorablePoint(state, where, arn);
    const kind = kindOf(state, point, input.ResourceType);
    const roleArn = required(input.IamRoleArn, 'IamRoleArn');
    requirePassRole(state.neighbours.access, call.caller, roleArn, 'backup.amazonaws.com');
    checkRole(state, where, roleArn);
    kind.checkRestore(point, metadata);
    checkMoment(kind, point, metadata);
    const tags = input.CopySourceTagsToRestoredResource === true ? point.tags : {};
    const job = state.restores.begin({ ...where, ...(token !== undefined && { token }), point, roleArn, metadata, tags });
    return { RestoreJobId: job.id };
  });
}

/** Only what is in a vault of the caller's own account and region can be restored; from elsewhere it has to be copied first. */
function restorablePoint(state: BackupState, { accountId, region }: Whereabouts, arn: string): RecoveryPoint {
  const point = state.points.get(arn);
  if (!point || point.accountId !== accountId || point.region !== region) throw notFound(`Recovery point ${arn} does not exist.`);
  if (restorable.includes(point.status)) return point;
  throw invalidRequest(`Recovery point ${arn} cannot be restored while its status is ${point.status}.`);
}

function kindOf(state: BackupState, { resourceType }: RecoveryPoint, asked: string | undefined): ResourceKind {
  if (asked !== undefined && asked !== resourceType) throw invalidParameter(`Resource type ${asked} does not match the recovery point, which is of type ${resourceType}.`);
  const kind = state.kinds.find(({ type }) => type === resourceType);
  if (kind) return kind;
  throw notServed(`restores of type ${resourceType}`);
}

/** What the role may do shows when the job runs; whether AWS Backup may take it on, at once. */
function checkRole(state: BackupState, { accountId }: Whereabouts, roleArn: string): void {
  if (state.roles.caller(roleArn)?.accountId !== accountId) throw invalidParameter(`IAM Role ${roleArn} cannot be assumed by AWS Backup`);
}
