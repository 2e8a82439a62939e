/** Tells the default event bus and the vault's topic of a restore job's new state. */
import type { BackupState } from '../backup-state';
import type { RestoreJob } from './restore-job';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html#restore-job-state-change-failed */
export function announceRestore(state: BackupState, job: RestoreJob): void {
  const { accountId, region, point } = job;
  state.neighbours.buses.put({
    accountId,
    region,
    source: 'aws.backup',
    detailType: 'Restore Job State Change',
    resources: [point.arn],
    detail: detailOf(state, job),
    time: state.now(),
  });
}

function detailOf(state: BackupState, job: RestoreJob): Readonly<Record<string, unknown>> {
  const { point, completed, resource, message, test } = job;
  return {
    restoreJobId: job.id,
    backupVaultArn: state.vaults.named(point, point.vault)?.arn,
    recoveryPointArn: point.arn,
    sourceResourceArn: point.resourceArn,
    backupSizeInBytes: String(job.sizeBytes),
    creationDate: job.created.toString(),
    iamRoleArn: job.roleArn,
    percentDone: job.percent,
    resourceType: point.resourceType,
    status: job.status,
    ...(message !== undefined && { statusMessage: message }),
    ...(resource !== undefined && { createdResourceArn: resource }),
    ...(completed && { completionDate: completed.toString() }),
    ...(test && { restoreTestingPlanArn: test.planArn }),
  };
}
