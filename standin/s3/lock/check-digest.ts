/** Whether the bytes of an object that is going to be locked come with a digest: what cannot be removed must have arrived whole. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidRequest } from '../errors';
import type { Lock } from '../keys/version';

/** What S3 calls the requests that bring bytes of their own. */
const names = new Map([['PutObject', 'Put Object'], ['UploadPart', 'Upload Part']]); // prettier-ignore

/** Throws `InvalidRequest` for bytes without one, also where only the bucket's default locks them. A signed payload hash does not count. */
export function checkDigest(bucket: Bucket, asked: Lock | undefined, { operation, http: { headers } }: Call): void {
  const name = names.get(operation);
  if (!name || (!asked && !bucket.settings.objectLock?.rule)) return;
  const isVouchedFor = Object.keys(headers).some((header) => header === 'content-md5' || header === 'x-amz-trailer' || header.startsWith('x-amz-checksum-'));
  if (!isVouchedFor) throw invalidRequest(`Content-MD5 OR x-amz-checksum- HTTP header is required for ${name} requests with Object Lock parameters`);
}
