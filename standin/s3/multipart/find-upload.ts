/** The upload that a request names. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { noSuchUpload } from '../errors';
import { checkedKey } from '../objects/object-key';
import type { S3State } from '../state';
import type { Upload } from './uploads';

interface UploadRequest {
  Bucket: string | undefined;
  Key: string | undefined;
  UploadId: string | undefined;
  ExpectedBucketOwner?: string;
}

export interface FoundUpload {
  bucket: Bucket;
  key: string;
  upload: Upload;
}

/** Throws `NoSuchUpload` also when the upload is of another key. */
export function uploadOf(state: S3State, call: Call, input: UploadRequest): FoundUpload {
  const key = checkedKey(input.Key);
  const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
  const upload = bucket.uploads.get(input.UploadId ?? '');
  if (upload?.key !== key) throw noSuchUpload(input.UploadId ?? '');
  return { bucket, key, upload };
}

/** Throws `NoSuchUpload` when an upload ended while a request on it was under way. */
export function stillUnderWay(bucket: Bucket, upload: Upload): void {
  if (bucket.uploads.get(upload.id) !== upload) throw noSuchUpload(upload.id);
}
