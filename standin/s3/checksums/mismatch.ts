/** What a body is refused with that is not what was said of it. */
import { AwsError } from '../../aws-error';
import { invalidRequest } from '../errors';
import type { Algorithm } from './algorithms';

/** Both in base64; S3 answers the one that was sent in hexadecimal. */
export function md5Mismatch(expected: string, calculated: string): AwsError {
  const fields = { ExpectedDigest: Buffer.from(expected, 'base64').toString('hex'), CalculatedDigest: calculated };
  return new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', { fields });
}

export function checksumMismatch(algorithm: Algorithm): AwsError {
  return new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}

export function severalChecksums(): AwsError {
  return invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
}
