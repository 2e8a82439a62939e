/** PutBucketTagging, GetBucketTagging and DeleteBucketTagging. */
import type { DeleteBucketTaggingRequest, GetBucketTaggingOutput, GetBucketTaggingRequest, PutBucketTaggingRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { validTags } from '../tagging/tags';
import type { S3State } from '../state';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html; the new set replaces the old one. */
export function putBucketTagging(state: S3State): Handler {
  return operation<PutBucketTaggingRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    bucket.configure({ tags: validTags(input.Tagging?.TagSet, 50) });
    call.answer.status = 204;
    return {};
  });
}

export function getBucketTagging(state: S3State): Handler {
  return operation<GetBucketTaggingRequest, GetBucketTaggingOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (!bucket.settings.tags.length) {
      throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', { status: 404, fields: { BucketName: bucket.name } });
    }
    return { TagSet: [...bucket.settings.tags] };
  });
}

export function deleteBucketTagging(state: S3State): Handler {
  return operation<DeleteBucketTaggingRequest, object>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner).configure({ tags: [] });
    return {};
  });
}
