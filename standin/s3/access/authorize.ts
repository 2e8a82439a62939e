/** Asked before each operation of S3: whether its caller may do all that it wants to. */
import { AwsError } from '../../aws-error';
import type { Call, Service } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { accessDenied } from '../errors';
import type { S3State } from '../state';
import { isReading } from './actions';
import type { Asked } from './asked';
import { contextOf } from './conditions';
import { isOwnersRoot, may, must, type Wish } from './decide';
import { hasHeaderGrants } from './acl/grants';
import { wishesOf } from './wishes';

/** An account's root can always take a policy back that locks its account out of its own bucket. */
const repairs = new Set(['PutBucketPolicy', 'GetBucketPolicy', 'DeleteBucketPolicy']);

/** What nobody may do without a signature, whatever a policy or an ACL grants. S3 says so where it would look no further. */
const notForAnybody: ReadonlyMap<string, string> = new Map([
  ['CreateMultipartUpload', 'Anonymous users cannot initiate multipart uploads.  Please authenticate.'],
  ['CopyObject', 'Anonymous users cannot copy objects.  Please authenticate.'],
]);

export function authorizer(state: S3State): NonNullable<Service['authorize']> {
  return (operation, input, call) => {
    // Inputs of S3's operations have these members where they have any of that name.
    const asked = input as Asked;
    const never = call.caller.kind === 'anonymous' ? notForAnybody.get(operation) : undefined;
    if (never !== undefined) throw accessDenied(never);
    if (asked.Bucket === undefined || operation === 'CreateBucket') return mustInAccount(state, operation, asked, call);
    const bucket = state.buckets.get(asked.Bucket);
    // That there is no such bucket, or that it is elsewhere, is for the operation to say.
    if (!bucket || (isOwnersRoot(call.caller, bucket) && asked.CopySource === undefined)) return;
    if (repairs.has(operation) && call.caller.kind === 'root' && call.caller.accountId === bucket.origin.accountId) return;
    const wishes = wishesOf(state, operation, asked, bucket);
    for (const wish of wishes) {
      if (!isAboutMissing(state, call, operation, wish)) must(state, call, wish, () => contextOf(call, asked, wish));
    }
    if (repairs.has(operation)) checkOwnAccount(call, bucket);
  };
}

/** What concerns no bucket, or one that is still to be. */
function mustInAccount(state: S3State, operation: string, asked: Asked, call: Call): void {
  const { caller } = call;
  if (caller.kind === 'anonymous') throw accessDenied();
  const resource = asked.Bucket === undefined ? '*' : `arn:aws:s3:::${asked.Bucket}`;
  const actions = operation === 'ListBuckets' ? ['ListAllMyBuckets'] : [operation, ...(operation === 'CreateBucket' ? askedOfNewBucket(asked) : [])];
  for (const action of actions) {
    state.neighbours.access.require({ caller, action: `s3:${action}`, resource, context: () => contextOf(call, asked, {}) });
  }
}

function askedOfNewBucket(asked: Asked): string[] {
  return [
    ...((asked.ACL ?? 'private') !== 'private' || hasHeaderGrants(asked) ? ['PutBucketAcl'] : []),
    ...(asked.ObjectLockEnabledForBucket ? ['PutBucketObjectLockConfiguration', 'PutBucketVersioning'] : []),
    ...(asked.ObjectOwnership === undefined ? [] : ['PutBucketOwnershipControls']),
    ...(asked.CreateBucketConfiguration?.Tags?.length ? ['TagResource'] : []),
  ];
}

/** A policy is for the owner's account alone, whatever it says itself. */
function checkOwnAccount({ caller, http }: Call, bucket: Bucket): void {
  if (caller.accountId === bucket.origin.accountId) return;
  const fields = { Method: http.method, ResourceType: 'BUCKETPOLICY' };
  throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405, fields });
}

/**
 * Who may list a bucket hears of a key that is not there, and needs no other right to; who may not is answered 403, not 404, whatever it may read.
 * Answers whether all is said of the wish.
 */
function isAboutMissing(state: S3State, call: Call, operation: string, { bucket, key, version, action }: Wish): boolean {
  const isRead = isReading(operation) || action === 's3:GetObject' || action === 's3:GetObjectVersion';
  const isNamed = /Version/.test(action);
  if (!isRead || key === undefined || version?.kind === 'object' || (version && isNamed)) return false;
  const wish = { action: isNamed ? 's3:ListBucketVersions' : 's3:ListBucket', bucket };
  // The key stands for the prefix that a list would be asked for.
  if (!may(state, call, wish, () => contextOf(call, { Prefix: key }, wish))) throw accessDenied();
  return true;
}
