/** What the event bus is told of a vault: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
import type { Vault } from '../vaults/vault';
import { isLocked } from '../vaults/lock';
import type { Announcer } from './announcer';

/** `MODIFIED` is said where its lock is another than before; of other changes AWS shows no events. */
export function announceVault(announcer: Announcer, vault: Vault, state: 'CREATED' | 'MODIFIED' | 'DELETED'): void {
  const locked = state === 'MODIFIED' ? { isLocked: String(isLocked(vault)) } : {};
  announcer.report(vault, () => ({ detailType: 'Backup Vault State Change', resources: [vault.arn], detail: { backupVaultName: vault.name, state, ...locked } }));
}
