/** FIS in the role that an experiment names. */
import type { Caller } from '../../service';
import type { Experiment } from './experiment';
import type { Laboratory } from './experiments';

/** Undefined where there is no such role or it does not let FIS in. */
export function roleOf({ access }: Laboratory, { plan, accountId, arn }: Experiment): Caller | undefined {
  return access.callerOfRole(plan.roleArn, 'fis.amazonaws.com', { 'aws:sourceaccount': accountId, 'aws:sourcearn': arn });
}
