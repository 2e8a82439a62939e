/** What a bucket encrypts with when a request does not say: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
import type {
  DeleteBucketEncryptionRequest,
  EncryptionType,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  PutBucketEncryptionRequest,
  ServerSideEncryptionByDefault,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidArgument, malformedXml } from '../errors';
import type { S3State } from '../state';

/**
 * What a bucket that was told nothing does. Since April 2026 new buckets take no objects that are encrypted with a key of the caller's:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
 */
const unlessTold = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
  BucketKeyEnabled: false,
  BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
} as const satisfies ServerSideEncryptionRule;

/** Whether a bucket refuses to take new objects that are encrypted in a way. */
export function isBlocked({ settings }: Bucket, type: Exclude<EncryptionType, 'NONE'>): boolean {
  const blocked: readonly string[] = settings.encryption?.BlockedEncryptionTypes?.EncryptionType ?? unlessTold.BlockedEncryptionTypes.EncryptionType;
  return blocked.includes(type);
}

export function putBucketEncryption(state: S3State): Handler {
  return operation<PutBucketEncryptionRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const [rule, ...more] = input.ServerSideEncryptionConfiguration?.Rules ?? [];
    if (!rule || more.length) throw malformedXml();
    const { ApplyServerSideEncryptionByDefault: byDefault, BlockedEncryptionTypes: blocked } = rule;
    bucket.configure({
      encryption: {
        ApplyServerSideEncryptionByDefault: byDefault ? checkedDefault(byDefault) : unlessTold.ApplyServerSideEncryptionByDefault,
        BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
        // What is blocked stays so until something is said of it.
        BlockedEncryptionTypes: blocked ? { EncryptionType: checkedTypes(blocked.EncryptionType) } : bucket.settings.encryption?.BlockedEncryptionTypes,
      },
    });
    return {};
  });
}

export function getBucketEncryption(state: S3State): Handler {
  return operation<GetBucketEncryptionRequest, GetBucketEncryptionOutput>(async (input, call) => {
    const { encryption } = state.bucket(call, input.Bucket, input.ExpectedBucketOwner).settings;
    const blocked = { EncryptionType: [...(encryption?.BlockedEncryptionTypes?.EncryptionType ?? unlessTold.BlockedEncryptionTypes.EncryptionType)] };
    return { ServerSideEncryptionConfiguration: { Rules: [{ ...unlessTold, ...encryption, BlockedEncryptionTypes: blocked }] } };
  });
}

/** S3 encrypts with its own keys then, as if nothing had ever been said. */
export function deleteBucketEncryption(state: S3State): Handler {
  return operation<DeleteBucketEncryptionRequest, object>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner).configure({ encryption: undefined });
    return {};
  });
}

/** Whether the key is there and may be used is asked each time that something is written. */
function checkedDefault(asked: ServerSideEncryptionByDefault): ServerSideEncryptionByDefault {
  const algorithm: string | undefined = asked.SSEAlgorithm;
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') throw malformedXml();
  if (algorithm !== 'AES256' || asked.KMSMasterKeyID === undefined) return asked;
  const message = 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse';
  throw invalidArgument(message, 'ApplyServerSideEncryptionByDefault', algorithm);
}

function checkedTypes(types: EncryptionType[] = []): EncryptionType[] {
  const isOne = types.length === 1 && (types[0] === 'NONE' || types[0] === 'SSE-C');
  if (!isOne) throw malformedXml();
  return types;
}
