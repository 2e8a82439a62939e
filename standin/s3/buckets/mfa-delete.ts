/** MFA delete: what cannot be undone asks for a second factor where the bucket says so. */
import { accessDenied } from '../errors';
import type { Bucket } from './bucket';

/** Throws `AccessDenied` when the bucket wants `x-amz-mfa: SERIAL CODE` and the call carries none of that form. */
export function checkMfa(bucket: Bucket, mfa: string | undefined): void {
  if (!bucket.settings.mfaDelete) return;
  if (!/^\S+ \d{6}$/.test(mfa ?? '')) throw accessDenied('Mfa Authentication must be used for this request');
}
