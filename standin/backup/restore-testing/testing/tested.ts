/** A restore testing plan that comes round each morning, and what it has begun. */
import type { ListRestoreJobsOutput, RestoreJobsListMember } from '@aws-sdk/client-backup';
import { Duration } from '../../../../time/duration';
import { BackupUnderTest, type Options, roleArn } from '../../restores/testing/backup-under-test';

const points = { Algorithm: 'LATEST_WITHIN_WINDOW', RecoveryPointTypes: ['SNAPSHOT'], IncludeVaults: ['*'] };
export const plan = { RestoreTestingPlanName: 'nightly', ScheduleExpression: 'cron(0 5 * * ? *)', StartWindowHours: 1, RecoveryPointSelection: points };
export const selection = { RestoreTestingSelectionName: 'toys', IamRoleArn: roleArn, ProtectedResourceType: 'Toy', ProtectedResourceArns: ['*'] };

/** A plan that comes round at five each morning, with a selection. */
export async function tested(changed: { plan?: object; points?: object; selection?: object } = {}, options: Options = {}): Promise<BackupUnderTest> {
  const backup = await BackupUnderTest.make(options);
  await backup.call('CreateRestoreTestingPlan', { RestoreTestingPlan: { ...plan, ...changed.plan, RecoveryPointSelection: { ...points, ...changed.points } } });
  await backup.call('CreateRestoreTestingSelection', { RestoreTestingPlanName: 'nightly', RestoreTestingSelection: { ...selection, ...changed.selection } });
  return backup;
}

export async function jobs(backup: BackupUnderTest): Promise<RestoreJobsListMember[]> {
  return (await backup.call<ListRestoreJobsOutput>('ListRestoreJobs', {})).RestoreJobs ?? [];
}

/** From midnight to after what began at five is over. */
export const morning = Duration.hours(6).plus(Duration.minutes(30));

export async function restoredFrom(backup: BackupUnderTest): Promise<(string | undefined)[]> {
  return (await jobs(backup)).map(({ RecoveryPointArn }) => RecoveryPointArn);
}
