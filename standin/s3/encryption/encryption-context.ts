/** What S3 and a request say to KMS of the object that a key is used for. */
import type { Bucket } from '../buckets/bucket';
import { invalidArgument } from '../errors';

const header = 'x-amz-server-side-encryption-context';

export interface ForKms {
  /** As it was sent: a JSON object in base64. */
  context?: string;
  bucketKey: boolean;
}

/**
 * The object's ARN, or the bucket's where one key of the bucket wraps those of its objects, and what the request added.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
export function contextForKms(bucket: Bucket, key: string, { context, bucketKey }: ForKms): Record<string, string> {
  const arn = `arn:aws:s3:::${bucket.name}`;
  return { ...(context === undefined ? {} : readContext(context)), 'aws:s3:arn': bucketKey ? arn : `${arn}/${key}` };
}

/** Throws `InvalidArgument` for what is no map from strings to strings. */
export function checkContext(context: string): void {
  readContext(context);
}

function readContext(context: string): Record<string, string> {
  try {
    const read: unknown = JSON.parse(Buffer.from(context, 'base64').toString('utf8'));
    if (isMapOfStrings(read)) return read;
  } catch {
    // It is refused below, as what is JSON of another shape is.
  }
  throw invalidArgument(`The header '${header}' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map`, header, context);
}

function isMapOfStrings(read: unknown): read is Record<string, string> {
  return typeof read === 'object' && read !== null && !Array.isArray(read) && Object.values(read).every((value) => typeof value === 'string');
}
