/** Databases that are backed up continuously: AWS Backup takes their automated backups over from RDS. */
import type { Instant } from '../../../../time/instant';
import type { AutomatedBackup } from '../../../rds/backups/automated-backup';
import { dropBackup } from '../../../rds/backups/drop-backup';
import { endBackups } from '../../../rds/backups/run-backups';
import type { RecoveryPoint } from '../../points/recovery-point';
import { arnOf } from '../../arns';
import type { BackupWork, Begun, ContinuousKind } from '../kind';
import { contentOf, type RdsContent } from './content';
import { instanceOf, usableInstance } from './protected-instances';
import type { RdsAsRole } from './rds-as-role';
import { metadataOf } from './restore-metadata';

export class ContinuousInstances implements ContinuousKind {
  constructor(private readonly rds: RdsAsRole) {}

  /** Turning automated backups on takes RDS some minutes, in which there is no window yet. */
  async follow({ resource, role, vault, jobId }: BackupWork, keepDays: number): Promise<Omit<Begun, 'lookAfter'>> {
    const { room } = this.rds;
    const instance = usableInstance(room, resource.arn);
    const { place, identifier, resourceId, settings } = instance;
    const before = instance.awsBackupPoint;
    const input = {
      DBInstanceIdentifier: identifier,
      BackupRetentionPeriod: keepDays,
      // Days that only change are changed at once anyhow, and nothing else that waits is to be done with them.
      ApplyImmediately: settings.backupRetentionDays === 0,
    };
    instance.awsBackupPoint = undefined;
    try {
      await this.rds.call(role, place.region, 'ModifyDBInstance', input);
    } finally {
      instance.awsBackupPoint = before;
    }
    const tail = room.world.chance.uuid('backup', 'continuous', resourceId, jobId).slice(0, 8);
    const arn = before ?? arnOf(vault, 'recovery-point', `continuous:${resourceId.toLowerCase()}-${tail}`);
    instance.awsBackupPoint = arn;
    const sizeBytes = settings.allocatedStorage * 1024 ** 3;
    const content: RdsContent = { accountId: place.accountId, region: place.region, resourceId, sizeBytes, metadata: metadataOf(settings) };
    return { arn, content, ...(settings.kmsKeyId !== undefined && { keyArn: settings.kmsKeyId }) };
  }

  window(point: RecoveryPoint): { from: Instant; to: Instant; broken?: string } | undefined {
    const broken = this.#whyBroken(point);
    const backup = this.backupOf(point);
    if (!backup?.earliest) return broken === undefined ? undefined : { from: point.created, to: point.created, broken };
    return { from: backup.earliest, to: backup.latest, ...(broken !== undefined && { broken }) };
  }

  async unfollow(point: RecoveryPoint, keep: boolean): Promise<void> {
    const { room } = this.rds;
    const content = contentOf(point);
    const instance = instanceOf(room, content);
    const backup = this.backupOf(point);
    if (instance?.awsBackupPoint === point.arn) instance.awsBackupPoint = undefined;
    else if (instance) return;
    if (keep) return;
    if (instance?.cluster) {
      instance.settings.backupRetentionDays = 0;
      await room.survive(instance.cluster, () => endBackups(room, instance));
    } else if (backup) await dropBackup(room, room.place(content.accountId, content.region), backup);
  }

  /** What RDS keeps, also after the instance was deleted. */
  backupOf(point: RecoveryPoint): AutomatedBackup | undefined {
    const { accountId, region, resourceId } = contentOf(point);
    return this.rds.room.place(accountId, region).backups.get(resourceId);
  }

  #whyBroken(point: RecoveryPoint): string | undefined {
    const instance = instanceOf(this.rds.room, contentOf(point));
    if (!instance || instance.status === 'deleting') return `The resource ${point.resourceArn} was deleted.`;
    return instance.awsBackupPoint === point.arn ? undefined : `The resource ${point.resourceArn} is no longer backed up continuously by AWS Backup.`;
  }
}
