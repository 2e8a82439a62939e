/** PutBackupVaultNotifications, GetBackupVaultNotifications and DeleteBackupVaultNotifications. */
import { BackupVaultEvent, type GetBackupVaultNotificationsInput, type GetBackupVaultNotificationsOutput, type PutBackupVaultNotificationsInput } from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import type { BackupState } from '../backup-state';
import { required } from '../readers';
import { invalidParameter, missingParameter, notFound, notServed } from '../refusals';
import { askedVault } from './asked-vault';

/** AWS takes all of them in, and sends some no longer, such as those of plans: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html */
const known = new Set<string>(Object.values(BackupVaultEvent));
/** These would be due, and are not sent: a form of them that AWS documents was not found. */
const unsent = ['S3_BACKUP_OBJECT_FAILED', 'S3_RESTORE_OBJECT_FAILED'];

export function notificationOperations(state: BackupState): Operations {
  return {
    PutBackupVaultNotifications: operation(async (input: PutBackupVaultNotificationsInput, call) => {
      const vault = askedVault(state, input, call);
      const topicArn = required(input.SNSTopicArn, 'SNSTopicArn');
      if (!/^arn:aws:sns:[^:]+:\d{12}:[^:]+$/.test(topicArn)) throw invalidParameter(`Invalid SNS topic ARN: ${topicArn}`, ['SNSTopicArn']);
      state.vaults.keep({ ...vault, notifications: { topicArn, events: eventsIn(input) } });
      return {};
    }),
    GetBackupVaultNotifications: operation(async (input: GetBackupVaultNotificationsInput, call): Promise<GetBackupVaultNotificationsOutput> => {
      const { name, arn, notifications } = askedVault(state, input, call);
      if (!notifications) throw notFound(`Backup vault ${name} has no notifications associated with it`);
      // Only events that the enumeration has were taken in.
      return { BackupVaultName: name, BackupVaultArn: arn, SNSTopicArn: notifications.topicArn, BackupVaultEvents: [...notifications.events] as BackupVaultEvent[] };
    }),
    DeleteBackupVaultNotifications: operation(async (input: GetBackupVaultNotificationsInput, call) => {
      const { notifications, ...vault } = askedVault(state, input, call);
      if (notifications) state.vaults.keep(vault);
      return {};
    }),
  };
}

function eventsIn({ BackupVaultEvents: events = [] }: PutBackupVaultNotificationsInput): string[] {
  if (events.length === 0) throw missingParameter('BackupVaultEvents');
  const unknown = events.find((event) => !known.has(event));
  if (unknown !== undefined) throw invalidParameter(`Invalid backup vault event: ${unknown}`, ['BackupVaultEvents']);
  const never = events.find((event) => unsent.includes(event));
  if (never !== undefined) throw notServed(`notices of ${never}`);
  return [...new Set(events)];
}
