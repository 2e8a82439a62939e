/** Which account and region something of AWS Backup belongs to, and the names that follow from it. */

export interface Whereabouts {
  accountId: string;
  region: string;
}

/** `arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME` and its like. */
export function arnOf({ accountId, region }: Whereabouts, kind: 'backup-vault' | 'backup-plan' | 'recovery-point' | 'restore-testing-plan', name: string): string {
  return `arn:aws:backup:${region}:${accountId}:${kind}:${name}`;
}

/** The account and region that an ARN names; empty where it names none. */
export function whereaboutsOf(arn: string): Whereabouts {
  const [, , , region = '', accountId = ''] = arn.split(':');
  return { accountId, region };
}
