/** Whether a caller can read what is encrypted: with a key of KMS that it may use, or with a key of its own that it has sent. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidRequest } from '../errors';
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';
import { needsSignature } from './asked-encryption';
import { bringsKey, checkCustomerKey, type CustomerKey } from './customer-key';
import { contextForKms } from './encryption-context';

export interface Encrypted {
  bucket: Bucket;
  key: string;
  version: ObjectVersion;
}

/**
 * Throws AWS's refusals: `KMS.DisabledException` and its like, 400, `AccessDenied`, 403. What is encrypted with a key of KMS can
 * be described without it; its bytes and their checksum cannot be had. `described` says that neither is asked for.
 */
export function checkDecryptable(state: S3State, call: Call, { bucket, key, version }: Encrypted, input: CustomerKey, described = false): void {
  const { encryption } = version;
  if (encryption.algorithm === 'customer') return checkCustomerKey(input, encryption.keyMd5);
  if (bringsKey(input)) throw invalidRequest('The encryption parameters are not applicable to this object.');
  if (encryption.algorithm === 'AES256' || described) return;
  if (call.caller.kind === 'anonymous') throw needsSignature();
  state.neighbours.keys.use({
    caller: call.caller,
    region: bucket.origin.region,
    keyId: encryption.keyArn,
    action: 'kms:Decrypt',
    via: 's3',
    context: contextForKms(bucket, key, encryption),
  });
}
