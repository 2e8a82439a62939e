/** PutPublicAccessBlock, GetPublicAccessBlock and DeletePublicAccessBlock: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
import type {
  DeletePublicAccessBlockRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PublicAccessBlockConfiguration,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { malformedXml } from '../errors';
import type { S3State } from '../state';

const switches = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

export function putPublicAccessBlock(state: S3State): Handler {
  return operation<PutPublicAccessBlockRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const asked = input.PublicAccessBlockConfiguration;
    if (!asked) throw malformedXml();
    bucket.configure({ publicAccessBlock: Object.fromEntries(switches.map((name) => [name, asked[name] ?? false])) satisfies PublicAccessBlockConfiguration });
    return {};
  });
}

export function getPublicAccessBlock(state: S3State): Handler {
  return operation<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { publicAccessBlock } = bucket.settings;
    if (publicAccessBlock) return { PublicAccessBlockConfiguration: publicAccessBlock };
    const message = 'The public access block configuration was not found';
    throw new AwsError('NoSuchPublicAccessBlockConfiguration', message, { status: 404, fields: { BucketName: bucket.name } });
  });
}

export function deletePublicAccessBlock(state: S3State): Handler {
  return operation<DeletePublicAccessBlockRequest, object>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner).configure({ publicAccessBlock: undefined });
    return {};
  });
}
