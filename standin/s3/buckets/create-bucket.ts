/** CreateBucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
import type { CreateBucketOutput, CreateBucketRequest, ObjectOwnership } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { regions } from '../../world';
import { grantsOfHeaders, isPublicGrant } from '../access/acl/grants';
import { aclsAreOff, ownerships } from '../access/acl/ownership-controls';
import { invalidArgument } from '../errors';
import { validTags } from '../tagging/tags';
import type { S3State } from '../state';
import { invalidBucketName, isBucketName } from './bucket-name';

/** The region in which a location constraint has no place. */
const classic = 'us-east-1';

export function createBucket(state: S3State): Handler {
  return operation<CreateBucketRequest, CreateBucketOutput>(async (input, call) => {
    const name = input.Bucket ?? '';
    if (!isBucketName(name)) throw invalidBucketName(name);
    checkLocation(input.CreateBucketConfiguration?.LocationConstraint, call.region);
    const ownership = checkedOwnership(input);
    const { accountId } = call.caller;
    const acl = grantsOfHeaders(state.users, input, { owner: accountId, bucketOwner: accountId });
    if (acl && ownership === 'BucketOwnerEnforced' && input.ACL !== 'private') throw aclsAreOff();
    // A new bucket blocks what is public, whatever it is told to be: that has to be changed by itself, later.
    if (acl?.some(isPublicGrant)) throw blockedPublicAcl();
    const tags = validTags(input.CreateBucketConfiguration?.Tags, 50);
    const existing = state.buckets.get(name);
    if (existing && existing.origin.accountId !== accountId) throw alreadyExists(name);
    // In us-east-1 alone, creating one's own bucket once more succeeds; it changes nothing but the ACL, which is as if it were new.
    if (existing && (existing.origin.region !== classic || call.region !== classic)) throw alreadyYours(name);
    if (existing && existing.settings.acl !== undefined) existing.configure({ acl });
    if (!existing) state.createBucket(name, call.region, accountId).configure({ tags, ownership, acl, ...(input.ObjectLockEnabledForBucket && { versioning: 'Enabled', objectLock: {} }) });
    const location = call.region === classic ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
    return { Location: location, BucketArn: `arn:aws:s3:::${name}` };
  });
}

function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === undefined && region === classic) return;
  if (constraint !== undefined && constraint !== 'EU' && (!Object.hasOwn(regions, constraint) || constraint === classic)) {
    const fields = { LocationConstraint: constraint };
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', { fields });
  }
  if ((constraint === 'EU' ? 'eu-west-1' : constraint) === region) return;
  const message = `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new AwsError('IllegalLocationConstraintException', message);
}

/**
 * Whoever asks for the ACL that every bucket has anyway means to use ACLs, as rclone does: seen by those who try their servers against AWS,
 * https://github.com/versity/versitygw/pull/1871. Throws `InvalidArgument` for what is no ownership.
 */
function checkedOwnership({ ACL: acl, ObjectOwnership: asked = acl === 'private' ? 'BucketOwnerPreferred' : 'BucketOwnerEnforced' }: CreateBucketRequest): ObjectOwnership {
  if (ownerships.includes(asked)) return asked;
  throw invalidArgument(`Invalid x-amz-object-ownership header: ${asked}`, 'x-amz-object-ownership', asked);
}

function blockedPublicAcl(): AwsError {
  return new AwsError('InvalidBucketAclWithBlockPublicAccessError', 'Bucket cannot have public ACLs set with BlockPublicAccess enabled');
}

function alreadyExists(name: string): AwsError {
  const message =
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. ' +
    'Please select a different name and try again.';
  return new AwsError('BucketAlreadyExists', message, { status: 409, fields: { BucketName: name } });
}

function alreadyYours(name: string): AwsError {
  const message = 'Your previous request to create the named bucket succeeded and you already own it.';
  return new AwsError('BucketAlreadyOwnedByYou', message, { status: 409, fields: { BucketName: name } });
}
