/** Which account and region something belongs to, or is asked for. */
import type { Call } from './service';

export interface Whereabouts {
  accountId: string;
  region: string;
}

/** Where a call is made, and by whose account. */
export function whereOf({ caller, region }: Call): Whereabouts {
  return { accountId: caller.accountId, region };
}

/** The account and region that an ARN names; empty where it names none. */
export function whereaboutsOf(arn: string): Whereabouts {
  const [, , , region = '', accountId = ''] = arn.split(':');
  return { accountId, region };
}
