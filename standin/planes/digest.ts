/** The SHA-256 of bytes that are all at hand. */
import { hash } from 'node:crypto';

let last: { bytes: Uint8Array; digest: string } | undefined;

/**
 * In hex. For the same array again the answer is the one from before: what is checked when it comes in is stored next, under the
 * same digest. So nobody writes to an array once it has been asked about.
 */
export function sha256Of(bytes: Uint8Array): string {
  if (last?.bytes !== bytes) last = { bytes, digest: hash('sha256', bytes, 'hex') };
  return last.digest;
}
