/** Who owns a new object and who else may do what with it, where its bucket takes ACLs. */
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import type { ObjectDraft } from '../keys/version';
import type { MakingRequest } from '../objects/describe-draft';
import type { S3State } from '../state';

/** Undefined where the bucket's owner alone owns everything. Throws `AccessControlListNotSupported` for an ACL where none is taken. */
export function askedAcl(_state: S3State, _bucket: Bucket, input: MakingRequest, _call: Call): ObjectDraft['acl'] {
  const { GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP } = input;
  const aclAllowed = input.ACL === undefined || input.ACL === 'private' || input.ACL === 'bucket-owner-full-control';
  if (!aclAllowed || (GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWriteACP) !== undefined) {
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  return undefined;
}
