/** The policy of a bucket as it counts: read once for each time it was put. */
import type { PolicyDocument, PolicyStatement } from '../../../access/policy-document';
import { readPolicy } from '../../../access/read-policy';
import type { Bucket } from '../../buckets/bucket';
import type { CanonicalUsers } from '../acl/canonical-users';
import { isPublicPolicy } from './public-policy';

export interface PolicyInForce {
  document: PolicyDocument;
  /** What it forbids alone, which also counts where what it allows does not. */
  denials: PolicyDocument;
  isPublic: boolean;
}

const known = new WeakMap<Bucket['settings'], PolicyInForce>();

/** Undefined where the bucket has none. */
export function policyInForce(users: CanonicalUsers, { settings }: Bucket): PolicyInForce | undefined {
  if (settings.policy === undefined) return undefined;
  let policy = known.get(settings);
  if (!policy) {
    const written = readPolicy(settings.policy);
    const document = { ...written, Statement: written.Statement.map((statement) => withAccounts(users, statement)) };
    const denials = { ...document, Statement: document.Statement.filter(({ Effect }) => Effect === 'Deny') };
    policy = { document, denials, isPublic: isPublicPolicy(written) };
    known.set(settings, policy);
  }
  return policy;
}

/** S3 takes a canonical user in a policy for the account that it stands for. */
function withAccounts(users: CanonicalUsers, statement: PolicyStatement): PolicyStatement {
  const renamed = (principal: PolicyStatement['Principal']): PolicyStatement['Principal'] => {
    if (principal === undefined || principal === '*' || principal.CanonicalUser === undefined) return principal;
    const { CanonicalUser: ids, ...others } = principal;
    const accounts = listOf(ids).map((id) => `arn:aws:iam::${users.accountOf(id) ?? id}:root`);
    return { ...others, AWS: [...listOf(others.AWS), ...accounts] };
  };
  const { Principal, NotPrincipal } = statement;
  return { ...statement, ...(Principal && { Principal: renamed(Principal) }), ...(NotPrincipal && { NotPrincipal: renamed(NotPrincipal) }) };
}

/** A member of a policy that may be one text or several. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
