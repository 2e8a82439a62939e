/** What an object may be called: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
import { AwsError } from '../../aws-error';
import { invalidArgument } from '../errors';

const mostBytes = 1024;

/** The key that an input names. Throws `KeyTooLongError` beyond 1024 bytes of UTF-8. */
export function checkedKey(key: string | undefined): string {
  if (!key) throw invalidArgument('The object key must be at least one character long', 'key', '');
  const size = Buffer.byteLength(key, 'utf8');
  if (size <= mostBytes) return key;
  const fields = { Size: String(size), MaxSizeAllowed: String(mostBytes) };
  throw new AwsError('KeyTooLongError', 'Your key is too long', { fields });
}
