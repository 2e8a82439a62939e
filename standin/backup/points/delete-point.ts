/** DeleteRecoveryPoint and DisassociateRecoveryPoint. */
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import type { BackupState } from '../backup-state';
import { invalidRequest } from '../refusals';
import { isLocked } from '../vaults/lock';
import { askedPoint, type PointAsked } from './asked-point';
import type { RecoveryPoint } from './recovery-point';

/** Answered at once, done later: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DeleteRecoveryPoint.html */
export function deletePoint(state: BackupState, asked: PointAsked, call: Call): void {
  const point = removable(state, asked, call);
  if (point.status !== 'DELETING') state.custody.beginDeletion(point);
}

/** The resource's own service goes on with what it has: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DisassociateRecoveryPoint.html */
export async function disassociate(state: BackupState, asked: PointAsked, call: Call): Promise<void> {
  const point = removable(state, asked, call);
  const kind = state.kinds.find(({ type }) => type === point.resourceType);
  if (!point.continuous || !kind?.continuous || kind.traits.fullyManaged) {
    throw invalidRequest(`Recovery point ${point.arn} is not a continuous backup that its resource's own service could take over.`);
  }
  await kind.continuous.unfollow(point, true);
  state.points.drop(point);
}

function removable(state: BackupState, asked: PointAsked, call: Call): RecoveryPoint {
  const point = askedPoint(state, asked, call);
  if (isLocked(state.vaults.named(point, point.vault) ?? {})) throw invalidRequest(`Backup vault ${point.vault} is locked: its recovery points cannot be deleted.`);
  if (point.status === 'CREATING') throw new AwsError('InvalidResourceStateException', `Recovery point ${point.arn} cannot be deleted while its status is CREATING.`);
  return point;
}
