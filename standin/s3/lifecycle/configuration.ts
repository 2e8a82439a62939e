/** PutBucketLifecycleConfiguration, GetBucketLifecycleConfiguration and DeleteBucketLifecycle; the older PutBucketLifecycle is the same request. */
import type {
  DeleteBucketLifecycleRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler, type Operations } from '../../service';
import { invalidRequest, malformedXml } from '../errors';
import type { S3State } from '../state';
import { checkedRules } from './checked/checked-rules';

const minimumSizes = ['all_storage_classes_128K', 'varies_by_storage_class'] as const;

export function lifecycleOperations(state: S3State): Operations {
  return {
    PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration(state),
    GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration(state),
    DeleteBucketLifecycle: deleteBucketLifecycle(state),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html; the new rules replace all that there were. */
function putBucketLifecycleConfiguration(state: S3State): Handler {
  return operation<PutBucketLifecycleConfigurationRequest, PutBucketLifecycleConfigurationOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const minimumSize = checkedMinimumSize(input.TransitionDefaultMinimumObjectSize);
    if (!input.LifecycleConfiguration) throw malformedXml();
    const { chance } = state.world;
    const { name, incarnation } = bucket.origin;
    const idOf = (index: number): string =>
      Buffer.from(chance.uuid('s3', 'lifecycle-rule', name, incarnation, state.now().epochMilliseconds, index)).toString('base64');
    const rules = checkedRules(input.LifecycleConfiguration.Rules, idOf);
    if (bucket.settings.mfaDelete) {
      throw new AwsError('InvalidBucketState', 'Lifecycle configuration is not supported on MFA-enabled buckets', { status: 409 });
    }
    bucket.configure({ lifecycle: { rules, minimumSize } });
    state.lifecycle.arm();
    return { TransitionDefaultMinimumObjectSize: minimumSize };
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
function getBucketLifecycleConfiguration(state: S3State): Handler {
  return operation<GetBucketLifecycleConfigurationRequest, GetBucketLifecycleConfigurationOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { lifecycle } = bucket.settings;
    if (!lifecycle) {
      const fields = { BucketName: bucket.name };
      throw new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', { status: 404, fields });
    }
    return { Rules: [...lifecycle.rules], TransitionDefaultMinimumObjectSize: lifecycle.minimumSize };
  });
}

function deleteBucketLifecycle(state: S3State): Handler {
  return operation<DeleteBucketLifecycleRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    bucket.configure({ lifecycle: undefined });
    state.lifecycle.arm();
    return {};
  });
}

function checkedMinimumSize(asked: string = 'all_storage_classes_128K'): (typeof minimumSizes)[number] {
  const known = minimumSizes.find((name) => name === asked);
  if (known) return known;
  throw invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${asked}`);
}
