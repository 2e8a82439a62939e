/** A service of AWS as a caller of its own, as `Principal: {"Service": "s3.amazonaws.com"}` means it. */
import type { Caller } from '../service';

/** What it may do is for resource policies alone to say. */
export function serviceCaller(principal: string): Caller {
  return { kind: 'service', accountId: '', arn: principal, userId: principal, accessKeyId: '' };
}
