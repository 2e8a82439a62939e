/** What is told of a recovery point: events, notices to its vault's topic, and counts. */
import type { PointStatus, RecoveryPoint } from '../points/recovery-point';
import { calculated } from '../points/calculated-lifecycle';
import { arnOf } from '../arns';
import { creator } from './announce-backup-job';
import type { Announcer, News, Notice } from './announcer';

/** Those that CloudWatch counts. */
const counted: Partial<Record<PointStatus, string>> = {
  CREATING: 'NumberOfRecoveryPointsCreating',
  COMPLETED: 'NumberOfRecoveryPointsCompleted',
  PARTIAL: 'NumberOfRecoveryPointsPartial',
  EXPIRED: 'NumberOfRecoveryPointsExpired',
  DELETING: 'NumberOfRecoveryPointsDeleting',
};

/** To be called when its status is another than before. */
export function announcePoint(announcer: Announcer, point: RecoveryPoint): void {
  announcer.tell({ ...about(point), metric: counted[point.status], ...(point.status === 'STOPPED' && { notice: () => notice(point, 'CONTINUOUS_BACKUP_INTERRUPTED') }) });
}

/** To be called when its lifecycle was changed or when it went cold. */
export function announceModified(announcer: Announcer, point: RecoveryPoint, metric?: string): void {
  announcer.tell({ ...about(point), metric, notice: () => notice(point, 'RECOVERY_POINT_MODIFIED') });
}

function about(point: RecoveryPoint): { where: RecoveryPoint; vaultArn: string; news: () => News; resourceType: string } {
  return { where: point, vaultArn: arnOf(point, 'backup-vault', point.vault), news: () => newsOf(point), resourceType: point.resourceType };
}

function newsOf(point: RecoveryPoint): News {
  const { deleteAt, moveAt } = calculated(point);
  return {
    detailType: 'Recovery Point State Change',
    resources: [point.arn],
    detail: {
      backupVaultName: point.vault,
      backupVaultArn: arnOf(point, 'backup-vault', point.vault),
      creationDate: point.created.toString(),
      iamRoleArn: point.roleArn,
      resourceType: point.resourceType,
      resourceArn: point.resourceArn,
      status: point.status,
      ...(point.message !== undefined && { statusMessage: point.message }),
      isEncrypted: String(point.keyArn !== undefined),
      storageClass: point.cold ? 'COLD' : 'WARM',
      ...(point.completed && { completionDate: point.completed.toString() }),
      ...(point.createdBy && { createdBy: creator(point.createdBy) }),
      ...(deleteAt && { lifecycle: { deleteAfterDays: point.lifecycle.deleteAfterDays } }),
      ...((deleteAt ?? moveAt) && {
        calculatedLifeCycle: { ...(deleteAt && { deleteAt: deleteAt.toString() }), ...(moveAt && { moveToColdStorageAt: moveAt.toString() }) },
      }),
    },
  };
}

function notice(point: RecoveryPoint, event: string): Notice {
  const what = event === 'RECOVERY_POINT_MODIFIED' ? 'An AWS Backup recovery point was modified.' : `An AWS Backup continuous backup was interrupted. ${point.message ?? ''}`;
  return {
    events: [event],
    message: `${what} Recovery point ARN: ${point.arn}. Resource ARN : ${point.resourceArn}.`,
    attributes: { EventType: event, State: point.status, AccountId: point.accountId, Id: point.arn },
  };
}
