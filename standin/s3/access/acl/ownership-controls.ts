/** PutBucketOwnershipControls and its like: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
import type {
  DeleteBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  Grant,
  ObjectOwnership,
  PutBucketOwnershipControlsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import { operation, type Handler } from '../../../service';
import { malformedXml } from '../../errors';
import type { S3State } from '../../state';

export const ownerships: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] satisfies ObjectOwnership[];

export function putBucketOwnershipControls(state: S3State): Handler {
  return operation<PutBucketOwnershipControlsRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const [rule, ...more] = input.OwnershipControls?.Rules ?? [];
    const ownership = rule?.ObjectOwnership;
    if (ownership === undefined || more.length || !ownerships.includes(ownership)) throw malformedXml();
    if (ownership === 'BucketOwnerEnforced') checkNothingGranted(bucket.settings.acl, state.owner(bucket.origin.accountId).ID);
    bucket.configure({ ownership });
    return {};
  });
}

export function getBucketOwnershipControls(state: S3State): Handler {
  return operation<GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { ownership } = bucket.settings;
    if (ownership !== undefined) return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
    const message = 'The bucket ownership controls were not found';
    throw new AwsError('OwnershipControlsNotFoundError', message, { status: 404, fields: { BucketName: bucket.name } });
  });
}

/** Without controls, writers own what they write, as it was before there were any. */
export function deleteBucketOwnershipControls(state: S3State): Handler {
  return operation<DeleteBucketOwnershipControlsRequest, object>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner).configure({ ownership: undefined });
    return {};
  });
}

/** ACLs can be turned off only where they let nobody else in. */
function checkNothingGranted(grants: readonly Grant[] = [], ownerId: string): void {
  if (grants.every(({ Grantee: grantee }) => grantee?.ID === ownerId)) return;
  throw aclsAreOff();
}

export function aclsAreOff(): AwsError {
  return new AwsError('InvalidBucketAclWithObjectOwnership', "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
}
