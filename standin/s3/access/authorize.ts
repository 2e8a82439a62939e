/** Asked before each operation of S3: whether its caller may do all that it wants to. */
import { AwsError } from '../../aws-error';
import type { Call, Service } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { accessDenied } from '../errors';
import type { S3State } from '../state';
import { isReading } from './actions';
import type { Asked } from './asked';
import { contextOf } from './conditions';
import { isEnforced, isOwnersRoot, may, must, type Wish } from './decide';
import { hasHeaderGrants } from './acl/grants';
import { wishesOf } from './wishes';

/** An account's root can always take a policy back that locks its account out of its own bucket. */
const repairs = new Set(['PutBucketPolicy', 'GetBucketPolicy', 'DeleteBucketPolicy']);

export function authorizer(state: S3State): NonNullable<Service['authorize']> {
  return (operation, input, call) => {
    // Inputs of S3's operations have these members where they have any of that name.
    const asked = input as Asked;
    if (asked.Bucket === undefined || operation === 'CreateBucket') return mustInAccount(state, operation, asked, call);
    const bucket = state.buckets.get(asked.Bucket);
    // That there is no such bucket, or that it is elsewhere, is for the operation to say.
    if (!bucket || (isOwnersRoot(call.caller, bucket) && asked.CopySource === undefined)) return;
    if (repairs.has(operation) && call.caller.kind === 'root' && call.caller.accountId === bucket.origin.accountId) return;
    const wishes = wishesOf(state, operation, asked, bucket);
    for (const wish of wishes) {
      if (!isMissingFromAclBucket(state, call, wish)) must(state, call, wish, () => contextOf(call, asked, wish));
    }
    if (repairs.has(operation)) checkOwnAccount(call, bucket);
    mustKnowOfMissing(state, operation, asked, { call, wishes });
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

/** An object that is not there has no ACL that could let anybody in: whom its bucket's lets list it hears that it is missing. */
function isMissingFromAclBucket(state: S3State, call: Call, { bucket, key, version, action }: Wish): boolean {
  if (key === undefined || version?.kind === 'object' || isEnforced(bucket) || (action !== 's3:GetObject' && action !== 's3:GetObjectVersion')) return false;
  return may(state, call, { action: 's3:ListBucket', bucket });
}

/** Who may not list a bucket is not told what is not in it: 403 where others are answered 404. */
function mustKnowOfMissing(state: S3State, operation: string, asked: Asked, { call, wishes }: { call: Call; wishes: readonly Wish[] }): void {
  for (const { bucket, key, version, action } of wishes) {
    const isRead = isReading(operation) || action === 's3:GetObject' || action === 's3:GetObjectVersion';
    const isNamed = /Version/.test(action);
    if (!isRead || key === undefined || version?.kind === 'object' || (version && isNamed)) continue;
    const wish = { action: isNamed ? 's3:ListBucketVersions' : 's3:ListBucket', bucket };
    if (!may(state, call, wish, () => contextOf(call, asked, wish))) throw accessDenied();
  }
}
