/** HeadBucket and GetBucketLocation: that a bucket is there, and where. */
import type { GetBucketLocationOutput, GetBucketLocationRequest, HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import type { S3State } from '../state';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket(state: S3State): Handler {
  return operation<HeadBucketRequest, HeadBucketOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    return { BucketArn: `arn:aws:s3:::${bucket.name}`, BucketRegion: bucket.origin.region, AccessPointAlias: false };
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html; us-east-1 is said by saying nothing. */
export function getBucketLocation(state: S3State): Handler {
  return operation<GetBucketLocationRequest, GetBucketLocationOutput>(async (input, call) => {
    const { region } = state.bucketAnywhere(call, input.Bucket, input.ExpectedBucketOwner).origin;
    // Regions of the stand-in are all in AWS's list of constraints; us-east-1 is not one.
    return region === 'us-east-1' ? {} : { LocationConstraint: region as GetBucketLocationOutput['LocationConstraint'] };
  });
}
