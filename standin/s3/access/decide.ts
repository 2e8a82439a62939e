/** Whether a caller may do something to a bucket or an object: by its own policies, the bucket's policy, and ACLs, judged together. */
import type { AccessQuestion, RequestContext, ResourcePolicy } from '../../access/access';
import type { PolicyDocument, PolicyStatement } from '../../access/policy-document';
import type { Call, Caller } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { accessDenied } from '../errors';
import type { Version } from '../keys/version';
import type { S3State } from '../state';
import { aclOf, aclStatements } from './acl/acl-statements';
import { isPublicGrant, ownersGrants } from './acl/grants';
import { policyInForce } from './policy/policy-in-force';

/** One thing that a call wants to do. */
export interface Wish {
  /** `s3:GetObject` */
  action: string;
  bucket: Bucket;
  /** An object's key; the bucket itself is meant without one. */
  key?: string;
  /** The version that it concerns, where there is one. */
  version?: Version;
  /** Whether it is about an object that is still to be: who may write it may say by ACL whom else to let in. */
  isMaking?: boolean;
}

export function arnOf({ bucket, key }: Pick<Wish, 'bucket' | 'key'>): string {
  return `arn:aws:s3:::${bucket.name}${key === undefined ? '' : `/${key}`}`;
}

/** The account that a version belongs to: the bucket's own, unless its bucket lets writers own what they write. */
export function ownerOf(bucket: Bucket, version: Version | undefined): string {
  if (version?.kind !== 'object' || isEnforced(bucket)) return bucket.origin.accountId;
  return version.acl?.ownerAccountId ?? bucket.origin.accountId;
}

/** Whether the bucket takes no ACLs and its owner owns all that is in it. */
export function isEnforced(bucket: Bucket): boolean {
  return bucket.settings.ownership === 'BucketOwnerEnforced';
}

/** True without a look at any policy: the root of the account that owns everything here, whom nothing forbids anything. */
export function isOwnersRoot(caller: Caller, bucket: Bucket): boolean {
  return caller.kind === 'root' && caller.accountId === bucket.origin.accountId && bucket.settings.policy === undefined && isEnforced(bucket);
}

export function may(state: S3State, call: Call, wish: Wish, context?: () => RequestContext): boolean {
  return isOwnersRoot(call.caller, wish.bucket) || state.neighbours.access.allows(questionOf(state, call, wish, context));
}

/** The same of a role that a service has taken on, who makes no call. */
export function roleMay(state: S3State, role: Caller, wish: Wish): boolean {
  return state.neighbours.access.allows(questionOf(state, { caller: role }, wish, undefined));
}

/** Throws `AccessDenied`; who belongs to the owner's account is told why. */
export function must(state: S3State, call: Call, wish: Wish, context?: () => RequestContext): void {
  if (isOwnersRoot(call.caller, wish.bucket)) return;
  const question = questionOf(state, call, wish, context);
  if (call.caller.accountId === question.resourcePolicy?.accountId) state.neighbours.access.require(question);
  else if (!state.neighbours.access.allows(question)) throw accessDenied();
}

function questionOf(state: S3State, { caller }: Pick<Call, 'caller'>, wish: Wish, context: (() => RequestContext) | undefined): AccessQuestion {
  return { caller, action: wish.action, resource: arnOf(wish), context, resourcePolicy: resourcePolicyOf(state, caller, wish) };
}

function resourcePolicyOf(state: S3State, caller: Caller, wish: Wish): ResourcePolicy {
  const { bucket } = wish;
  const owner = ownerConcerned(caller, wish);
  const written = writtenPolicy(state, caller, bucket, owner);
  const grants = grantStatements(state, caller, wish);
  // A document that is handed on as it is need not be made ready again.
  const document = grants.length === 0 ? written : { ...written, Statement: [...(written?.Statement ?? []), ...grants] };
  return { accountId: owner, document };
}

/** Whose account has a say: of an object that is still to be and will be its writer's, the writer's. */
function ownerConcerned(caller: Caller, { bucket, version, action, isMaking }: Wish): string {
  if (aclOf(action) !== 'object') return bucket.origin.accountId;
  return isMaking && !isEnforced(bucket) ? caller.accountId : ownerOf(bucket, version);
}

/** What a policy allows does not reach objects that others own, nor other accounts where a public one is to be restricted. */
function writtenPolicy(state: S3State, caller: Caller, bucket: Bucket, owner: string): PolicyDocument | undefined {
  const policy = policyInForce(state.users, bucket);
  if (!policy) return undefined;
  const isForeign = caller.kind !== 'service' && caller.accountId !== bucket.origin.accountId;
  const isRestricted = policy.isPublic && isForeign && bucket.settings.publicAccessBlock?.RestrictPublicBuckets === true;
  return owner !== bucket.origin.accountId || isRestricted ? policy.denials : policy.document;
}

function grantStatements(state: S3State, caller: Caller, { bucket, version, action, isMaking }: Wish): PolicyStatement[] {
  const granted = isMaking && action === 's3:PutObjectAcl' ? 's3:PutObject' : action;
  const acl = aclOf(granted);
  if (acl === undefined || isEnforced(bucket)) return [];
  const grants = acl === 'bucket' ? bucket.settings.acl : version?.kind === 'object' ? version.acl?.grants : undefined;
  const all = grants ?? ownersGrants(state.users, bucket.origin.accountId);
  const counted = bucket.settings.publicAccessBlock?.IgnorePublicAcls === true ? all.filter((grant) => !isPublicGrant(grant)) : all;
  return aclStatements(state.users, counted, caller, granted).map((statement) => ({ ...statement, Action: action }));
}
