/** What S3 answers when a bucket is asked for in a region that is not its own. */
import { AwsError } from '../../aws-error';
import type { Bucket } from './bucket';

export function permanentRedirect(bucket: Bucket): AwsError {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
    'Please send all future requests to this endpoint.';
  const { name, region } = bucket.origin;
  return new AwsError('PermanentRedirect', message, {
    status: 301,
    fields: { Bucket: name, Endpoint: `${name}.s3.${region}.amazonaws.com` },
    headers: { 'x-amz-bucket-region': region },
  });
}
