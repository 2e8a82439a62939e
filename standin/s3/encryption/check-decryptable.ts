/** Whether a caller can read what is encrypted: with a key of KMS that it may use, or with a key of its own that it has sent. */
import type { Call } from '../../service';
import { notImplemented } from '../errors';
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';

/** The key that a request brings along for SSE-C. */
export interface CustomerKey {
  SSECustomerAlgorithm?: string;
  SSECustomerKey?: string;
  SSECustomerKeyMD5?: string;
}

export function checkDecryptable(_state: S3State, _call: Call, _version: ObjectVersion, input: CustomerKey): void {
  if (input.SSECustomerAlgorithm !== undefined) throw notImplemented('x-amz-server-side-encryption-customer-algorithm');
}
