/** Who owns a new object and who else may do what with it, where its bucket takes ACLs. */
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import type { ObjectDraft } from '../keys/version';
import type { MakingRequest } from '../objects/describe-draft';
import type { S3State } from '../state';
import { checkedPublic, noAcls } from './acl/bucket-acl';
import { anonymousAccount } from './acl/canonical-users';
import { isEnforced } from './decide';
import { grantsOfHeaders, hasHeaderGrants, ownersGrants } from './acl/grants';

/** Undefined where the bucket's owner alone owns everything. Throws `AccessControlListNotSupported` for an ACL where none is taken. */
export function askedAcl(state: S3State, bucket: Bucket, input: MakingRequest, { caller }: Call): ObjectDraft['acl'] {
  if (isEnforced(bucket)) {
    if (saysMoreThanItIs(state, bucket, input)) throw noAcls();
    return undefined;
  }
  const bucketOwner = bucket.origin.accountId;
  const givesAway = bucket.settings.ownership === 'BucketOwnerPreferred' && input.ACL === 'bucket-owner-full-control';
  const writer = caller.kind === 'anonymous' ? anonymousAccount : caller.accountId;
  const owner = givesAway || caller.kind === 'service' ? bucketOwner : writer;
  const grants = grantsOfHeaders(state.users, input, { owner, bucketOwner });
  if (!grants && owner === bucketOwner) return undefined;
  return { ownerAccountId: owner, grants: checkedPublic(bucket, grants ?? ownersGrants(state.users, owner)) };
}

/** What gives all to the bucket's owner changes nothing, in either form: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function saysMoreThanItIs(state: S3State, bucket: Bucket, input: MakingRequest): boolean {
  const { GrantFullControl: full, ...others } = input;
  if (hasHeaderGrants(others)) return true;
  if (full !== undefined) return input.ACL !== undefined || !new RegExp(`^\\s*id="?${state.users.idOf(bucket.origin.accountId)}"?\\s*$`).test(full);
  return input.ACL !== undefined && input.ACL !== 'bucket-owner-full-control';
}
