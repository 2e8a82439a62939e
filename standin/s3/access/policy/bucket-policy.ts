/** PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy and GetBucketPolicyStatus: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  GetBucketPolicyStatusOutput,
  GetBucketPolicyStatusRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import { operation, type Handler } from '../../../service';
import type { Bucket } from '../../buckets/bucket';
import { accessDenied } from '../../errors';
import type { S3State } from '../../state';
import { policyInForce } from './policy-in-force';
import { isPublicPolicy } from './public-policy';
import { validPolicy } from './valid-policy';

export function putBucketPolicy(state: S3State): Handler {
  return operation<PutBucketPolicyRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const text = input.Policy ?? '';
    const document = validPolicy(text, { bucketName: bucket.name, users: state.users, principalExists: (arn) => state.neighbours.access.knows(arn) });
    if (bucket.settings.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(document)) {
      throw accessDenied(
        `User: ${call.caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" ` +
          'because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      );
    }
    bucket.configure({ policy: text });
    call.answer.status = 204;
    return {};
  });
}

export function getBucketPolicy(state: S3State): Handler {
  return operation<GetBucketPolicyRequest, GetBucketPolicyOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (bucket.settings.policy === undefined) throw noPolicy(bucket);
    call.answer.headers['content-type'] = 'application/json';
    return { Policy: bucket.settings.policy };
  });
}

export function deleteBucketPolicy(state: S3State): Handler {
  return operation<DeleteBucketPolicyRequest, object>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner).configure({ policy: undefined });
    return {};
  });
}

export function getBucketPolicyStatus(state: S3State): Handler {
  return operation<GetBucketPolicyStatusRequest, GetBucketPolicyStatusOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const policy = policyInForce(state.users, bucket);
    if (!policy) throw noPolicy(bucket);
    return { PolicyStatus: { IsPublic: policy.isPublic } };
  });
}

function noPolicy({ name }: Bucket): AwsError {
  return new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', { status: 404, fields: { BucketName: name } });
}
