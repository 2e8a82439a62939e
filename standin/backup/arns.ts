/** The ARNs of what AWS Backup keeps. */
import type { Whereabouts } from '../whereabouts';

/** `arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME` and its like. */
export function arnOf({ accountId, region }: Whereabouts, kind: 'backup-vault' | 'backup-plan' | 'recovery-point' | 'restore-testing-plan', name: string): string {
  return `arn:aws:backup:${region}:${accountId}:${kind}:${name}`;
}
