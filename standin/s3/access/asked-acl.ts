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

/** What a request may say where it changes nothing: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
const harmless: readonly (string | undefined)[] = [undefined, 'private', 'bucket-owner-full-control'];

/** Undefined where the bucket's owner alone owns everything. Throws `AccessControlListNotSupported` for an ACL where none is taken. */
export function askedAcl(state: S3State, bucket: Bucket, input: MakingRequest, { caller }: Call): ObjectDraft['acl'] {
  if (isEnforced(bucket)) {
    if (!harmless.includes(input.ACL) || hasHeaderGrants(input)) throw noAcls();
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
