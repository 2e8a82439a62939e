/** What is protected, with its latest recovery point of an account and region. */
import type { ProtectedResource } from '@aws-sdk/client-backup';
import type { BackupState } from '../backup-state';
import type { PointStatus, RecoveryPoint } from '../points/recovery-point';

/** What is not finished, or is about to go, protects nothing. */
const counts: readonly PointStatus[] = ['COMPLETED', 'AVAILABLE', 'PARTIAL', 'EXPIRED', 'STOPPED'];

/** The latest recovery point of each resource, by its ARN; resources in the order of their first. */
export function latestPoints(points: Iterable<RecoveryPoint>): Map<string, RecoveryPoint> {
  const latest = new Map<string, RecoveryPoint>();
  for (const point of points) {
    const known = latest.get(point.resourceArn);
    if (counts.includes(point.status) && !known?.created.isAfter(point.created)) latest.set(point.resourceArn, point);
  }
  return latest;
}

export function toldResource(state: BackupState, point: RecoveryPoint): ProtectedResource {
  return {
    ResourceArn: point.resourceArn,
    ResourceType: point.resourceType,
    ResourceName: point.resourceName,
    // A continuous backup is as young as what it can restore.
    LastBackupTime: (lastMoment(state, point) ?? point.created).toDate(),
    LastBackupVaultArn: state.vaults.named(point, point.vault)?.arn,
    LastRecoveryPointArn: point.arn,
  };
}

function lastMoment(state: BackupState, point: RecoveryPoint): RecoveryPoint['created'] | undefined {
  if (!point.continuous) return undefined;
  return state.kinds.find(({ type }) => type === point.resourceType)?.continuous?.window(point)?.to;
}
