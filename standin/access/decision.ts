/** Joins what all the policies say of a request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
import type { Match } from './principals';
import type { Statement, Subject } from './statement';

/** The kinds of policies, as AWS's refusals call them. */
export type PolicyName = 'an identity-based policy' | 'a resource-based policy' | 'a permissions boundary' | 'a session policy';

/** `denied` names what denies it in so many words, `lacking` what would have to allow it and does not. */
export type Decision = { allowed: true } | { allowed: false; denied: PolicyName } | { allowed: false; lacking: PolicyName };

/** What is known of a request before the policies are joined. A missing list is a policy that does not limit. */
export interface Evidence {
  subject: Subject;
  /** `everything` for a root user. */
  identity: readonly Statement[] | 'everything';
  boundary?: readonly Statement[];
  session?: readonly Statement[];
  resource: readonly Statement[];
  sameAccount: boolean;
  /** See ResourcePolicy.mustAllow. */
  mustAllow: boolean;
}

export function decide(evidence: Evidence): Decision {
  const { subject } = evidence;
  const resource = verdictOf(evidence.resource, subject);
  const identity = evidence.identity === 'everything' ? all : verdictOf(evidence.identity, subject);
  const boundary = evidence.boundary ? verdictOf(evidence.boundary, subject) : all;
  const session = evidence.session ? verdictOf(evidence.session, subject) : all;

  const denied = firstOf([['an identity-based policy', identity.deny], ['a resource-based policy', resource.deny], ['a permissions boundary', boundary.deny], ['a session policy', session.deny]]);
  if (denied) return { allowed: false, denied };

  const limits: [PolicyName, boolean][] = [['a permissions boundary', boundary.allow.length === 0], ['a session policy', session.allow.length === 0]];
  const own: [PolicyName, boolean][] = [['an identity-based policy', identity.allow.length === 0], ...limits];
  const lacking = firstOf(neededOf(evidence, resource.allow, { own, limits }));
  return lacking ? { allowed: false, lacking } : { allowed: true };
}

type Needs = [PolicyName, boolean][];

/** What has to allow the request, and whether each fails to. */
function neededOf({ subject, sameAccount, mustAllow }: Evidence, allowed: readonly Match[], { own, limits }: { own: Needs; limits: Needs }): Needs {
  const { kind } = subject.caller;
  const byResource: [PolicyName, boolean] = ['a resource-based policy', allowed.length === 0];
  if (kind === 'service' || kind === 'anonymous') return [byResource];
  if (!sameAccount) return [byResource, ...own];
  if (allowed.some((match) => match === 'user' || match === 'root' || match === 'session')) return [];
  // Whoever is let in as a role, or with everyone, keeps the limits of the role and its session; users are limited by neither.
  if (allowed.some((match) => match === 'role' || match === 'everyone')) return kind === 'role' ? limits : [];
  return mustAllow ? [byResource, ...own] : own;
}

interface Verdict {
  deny: boolean;
  allow: Match[];
}

const all: Verdict = { deny: false, allow: ['identity'] };

function verdictOf(statements: readonly Statement[], subject: Subject): Verdict {
  const allow: Match[] = [];
  for (const statement of statements) {
    const match = statement.appliesTo(subject);
    if (!match) continue;
    if (statement.deny) return { deny: true, allow: [] };
    allow.push(match);
  }
  return { deny: false, allow };
}

function firstOf(names: readonly [PolicyName, boolean][]): PolicyName | undefined {
  return names.find(([, is]) => is)?.[0];
}
