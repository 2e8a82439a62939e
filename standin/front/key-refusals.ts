/** Refusals of access keys and session tokens, in S3's words; `inWordsOf` puts them into those of the other protocols. */
import { AwsError } from '../aws-error';

/** A key that is not there, any more or for the time being. */
export function unknownKey(accessKeyId: string): AwsError {
  const fields = { AWSAccessKeyId: accessKeyId };
  return new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', { status: 403, fields });
}

export function wrongToken(token: string): AwsError {
  return new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.', { fields: { 'Token-0': token } });
}

export function expiredToken(token: string): AwsError {
  return new AwsError('ExpiredToken', 'The provided token has expired.', { fields: { 'Token-0': token } });
}
