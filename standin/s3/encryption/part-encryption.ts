/** The parts of an upload are encrypted as it was begun, with keys that have to be there each time. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidRequest } from '../errors';
import type { Upload } from '../multipart/uploads';
import type { S3State } from '../state';
import { bringsKey, checkedCustomerKey, type CustomerKey } from './customer-key';
import { contextForKms } from './encryption-context';

interface Uploading {
  bucket: Bucket;
  upload: Upload;
}

/** Throws AWS's refusals of a part that comes with another key than its upload, or whose key cannot be used any more. */
export function checkPartEncryption(state: S3State, call: Call, { bucket, upload }: Uploading, input: CustomerKey): void {
  const { encryption } = upload.draft;
  const brought = bringsKey(input) ? checkedCustomerKey(input) : undefined;
  if ((encryption.algorithm === 'customer') !== (brought !== undefined)) {
    const rule = 'Subsequent part requests must include the appropriate encryption parameters.';
    throw invalidRequest(`The multipart upload initiate requested encryption. ${rule}`);
  }
  if (encryption.algorithm === 'customer' && brought !== encryption.keyMd5) {
    throw invalidRequest('The provided encryption parameters did not match the ones used originally.');
  }
  checkUploadKey(state, call, { bucket, upload });
}

/** Throws AWS's refusals where the key of KMS that an upload was begun with cannot be used any more. */
export function checkUploadKey(state: S3State, call: Call, { bucket, upload }: Uploading): void {
  const { encryption } = upload.draft;
  if (encryption.algorithm === 'customer' || encryption.algorithm === 'AES256') return;
  const context = contextForKms(bucket, upload.key, encryption);
  state.neighbours.keys.use({ caller: call.caller, region: bucket.origin.region, keyId: encryption.keyArn, action: 'kms:Decrypt', via: 's3', context });
}
