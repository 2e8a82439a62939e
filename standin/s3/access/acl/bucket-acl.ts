/** PutBucketAcl and GetBucketAcl: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
import type { GetBucketAclOutput, GetBucketAclRequest, Grant, PutBucketAclRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import { operation, type Handler } from '../../../service';
import type { Bucket } from '../../buckets/bucket';
import { accessDenied } from '../../errors';
import type { S3State } from '../../state';
import { isEnforced } from '../decide';
import { grantsOfBody, grantsOfHeaders, hasHeaderGrants, isPublicGrant, ownersGrants, type AclRequest, type Owners } from './grants';

export function putBucketAcl(state: S3State): Handler {
  return operation<PutBucketAclRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { accountId } = bucket.origin;
    bucket.configure({ acl: putGrants(state, bucket, input, { owner: accountId, bucketOwner: accountId }) });
    return {};
  });
}

export function getBucketAcl(state: S3State): Handler {
  return operation<GetBucketAclRequest, GetBucketAclOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { accountId } = bucket.origin;
    const grants = isEnforced(bucket) ? undefined : bucket.settings.acl;
    return { Owner: state.owner(accountId), Grants: [...(grants ?? ownersGrants(state.users, accountId))] };
  });
}

/** The grants that a call puts in place of those there were. Throws AWS's refusals. */
export function putGrants(state: S3State, bucket: Bucket, request: AclRequest, owners: Owners): Grant[] {
  if (isEnforced(bucket)) throw noAcls();
  const body = request.AccessControlPolicy;
  if (body && (request.ACL !== undefined || hasHeaderGrants(request))) throw new AwsError('UnexpectedContent', 'This request does not support content');
  const inHeaders = grantsOfHeaders(state.users, request, owners);
  if (!inHeaders && !body) {
    throw new AwsError('MissingSecurityHeader', 'Your request was missing a required header', { fields: { MissingHeaderName: 'x-amz-acl' } });
  }
  return checkedPublic(bucket, inHeaders ?? (body ? grantsOfBody(state.users, body, owners) : []));
}

/** Throws `AccessDenied` for grants to the public where the bucket blocks them. */
export function checkedPublic(bucket: Bucket, grants: Grant[]): Grant[] {
  if (bucket.settings.publicAccessBlock?.BlockPublicAcls && grants.some(isPublicGrant)) throw accessDenied();
  return grants;
}

export function noAcls(): AwsError {
  return new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
