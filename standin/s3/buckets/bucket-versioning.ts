/** GetBucketVersioning and PutBucketVersioning: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
import type { GetBucketVersioningOutput, GetBucketVersioningRequest, PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { accessDenied, malformedXml } from '../errors';
import { invalidBucketState } from '../lock/lock-configuration';
import type { S3State } from '../state';
import { checkMfa } from './mfa-delete';

export function getBucketVersioning(state: S3State): Handler {
  return operation<GetBucketVersioningRequest, GetBucketVersioningOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    return { Status: bucket.settings.versioning, ...(bucket.settings.mfaDelete ? { MFADelete: 'Enabled' } : {}) };
  });
}

export function putBucketVersioning(state: S3State): Handler {
  return operation<PutBucketVersioningRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { Status: status, MFADelete: mfaDelete } = input.VersioningConfiguration ?? {};
    if (status === undefined) {
      throw new AwsError('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
    }
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
    if (mfaDelete !== undefined && mfaDelete !== 'Enabled' && mfaDelete !== 'Disabled') throw malformedXml();
    checkMfa(bucket, input.MFA);
    if (status === 'Suspended' && bucket.settings.objectLock) {
      throw invalidBucketState('An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.');
    }
    if (status === 'Suspended' && bucket.settings.replication) {
      throw invalidBucketState(
        'A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.',
      );
    }
    // To say once more that it is off takes no device.
    if (mfaDelete !== undefined && (mfaDelete === 'Enabled') !== bucket.settings.mfaDelete) {
      // Only the account's root can set it, and only with its device.
      if (!call.caller.arn.endsWith(':root') || input.MFA === undefined) throw accessDenied();
      bucket.configure({ mfaDelete: mfaDelete === 'Enabled' });
    }
    bucket.configure({ versioning: status });
    return {};
  });
}
