/** What a vault's lock forbids: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
import type { Instant } from '../../../time/instant';
import type { Lifecycle } from '../points/recovery-point';
import type { Vault } from './vault';

/** Whether nobody may delete its recovery points or change how long they are kept; so from the moment that it has a lock, in either mode. */
export function isLocked({ lock }: Pick<Vault, 'lock'>): boolean {
  return lock !== undefined;
}

/** Whether nobody can change or remove the lock any more. */
export function isImmutable({ lock }: Pick<Vault, 'lock'>, now: Instant): boolean {
  return lock?.lockDate !== undefined && !now.isBefore(lock.lockDate);
}

/** Why a vault takes no recovery point of that lifecycle, in the words of the job that fails; undefined where it does. */
export function lockViolation({ name, lock }: Pick<Vault, 'name' | 'lock'>, { deleteAfterDays: days }: Lifecycle): string | undefined {
  const { minRetentionDays: least, maxRetentionDays: most } = lock ?? {};
  const tooShort = least !== undefined && days !== undefined && days < least;
  const tooLong = most !== undefined && (days === undefined || days > most);
  if (!tooShort && !tooLong) return undefined;
  const [kept, bounds] = [days === undefined ? 'for good' : `for ${days} days`, [least && `at least ${least}`, most && `at most ${most}`].filter(Boolean).join(' and ')];
  return `The retention specified in the job, ${kept}, is not within the range of the vault lock of ${name}: ${bounds} days.`;
}
