/** A restore job as DescribeRestoreJob and the lists tell of it. */
import type { DescribeRestoreJobOutput } from '@aws-sdk/client-backup';
import type { BackupState } from '../backup-state';
import type { RestoreJob } from './restore-job';

export function told(state: BackupState, job: RestoreJob): DescribeRestoreJobOutput {
  const { point, test } = job;
  return {
    AccountId: job.accountId,
    RestoreJobId: job.id,
    RecoveryPointArn: point.arn,
    SourceResourceArn: point.resourceArn,
    BackupVaultArn: state.vaults.named(point, point.vault)?.arn,
    CreationDate: job.created.toDate(),
    CompletionDate: job.completed?.toDate(),
    Status: job.status,
    StatusMessage: job.message,
    // Answers of AWS's that people have published show restore jobs with two digits and the sign, unlike backup jobs.
    PercentDone: `${job.percent.toFixed(2)}%`,
    BackupSizeInBytes: job.sizeBytes,
    IamRoleArn: job.roleArn,
    CreatedResourceArn: job.resource,
    ResourceType: point.resourceType,
    RecoveryPointCreationDate: point.created.toDate(),
    IsParent: false,
    ...(test && {
      CreatedBy: { RestoreTestingPlanArn: test.planArn },
      ValidationStatus: test.validation?.status,
      ValidationStatusMessage: test.validation?.message,
      DeletionStatus: test.deletion?.status,
      DeletionStatusMessage: test.deletion?.message,
    }),
  };
}
