/** Restore jobs as tests start them and look at them. */
import type { DescribeRestoreJobOutput, StartRestoreJobOutput } from '@aws-sdk/client-backup';
import { Duration } from '../../../../time/duration';
import type { RecoveryPoint } from '../../points/recovery-point';
import { type As, type BackupUnderTest, roleArn } from './backup-under-test';

/** Starts a job, with the role of the harness and a name unless others are given. */
export async function start(backup: BackupUnderTest, point: RecoveryPoint, more: object = {}, as: As = {}): Promise<string> {
  const asked = { RecoveryPointArn: point.arn, Metadata: { Name: 'new' }, IamRoleArn: roleArn, ...more };
  return (await backup.call<StartRestoreJobOutput>('StartRestoreJob', asked, as)).RestoreJobId ?? '';
}

export function look(backup: BackupUnderTest, id: string, as: As = {}): Promise<DescribeRestoreJobOutput> {
  return backup.call<DescribeRestoreJobOutput>('DescribeRestoreJob', { RestoreJobId: id }, as);
}

/** What becomes of a job in an hour. */
export async function end(backup: BackupUnderTest, id: string): Promise<[string | undefined, string | undefined]> {
  await backup.pass(Duration.hours(1));
  const { Status, StatusMessage } = await look(backup, id);
  return [Status, StatusMessage];
}
