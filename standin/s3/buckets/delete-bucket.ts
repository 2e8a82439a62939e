/** DeleteBucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { isLeftBehind } from '../mischief';
import type { S3State } from '../state';

export function deleteBucket(state: S3State): Handler {
  return operation<DeleteBucketRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (bucket.histories.size) {
      const versions = bucket.settings.versioning ? ' You must delete all versions in the bucket.' : '';
      const fields = { BucketName: bucket.name };
      throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty.${versions}`, { status: 409, fields });
    }
    if (!isLeftBehind(state)) state.deleteBucket(bucket);
    return {};
  });
}
