/** Whom a statement of a resource's policy is for. */
import type { Caller } from '../service';
import type { PolicyStatement } from './policy-document';

/**
 * How a statement came to be for a caller, which says what else it takes:
 * a policy of the caller's own is about its `identity`; `session` and `service` were named themselves and need nothing more, a `role` and a `user` may be limited from elsewhere,
 * an `account` leaves it to its own policies, `everyone` is anybody.
 */
export type Match = 'identity' | 'service' | 'session' | 'role' | 'user' | 'root' | 'account' | 'everyone';

type Principals = NonNullable<PolicyStatement['Principal']>;

/** The canonical user ID that stands for an account in S3. */
export type CanonicalUserOf = (accountId: string) => string;

/** Says whether a caller is among the principals, and as what. */
export type PrincipalTest = (caller: Caller) => Match | undefined;

export function principalTest(principals: Principals, canonicalUserOf: CanonicalUserOf): PrincipalTest {
  if (principals === '*') return () => 'everyone';
  const named = Object.entries(principals).flatMap(([type, value]) => (typeof value === 'string' ? [value] : value).map((name) => [type, name] as const));
  return (caller) => strongest(named.flatMap(([type, name]) => matchOf(type, name, caller, canonicalUserOf) ?? []));
}

/** The one that takes the least beside it. */
const byStrength: readonly Match[] = ['service', 'session', 'user', 'root', 'role', 'everyone', 'account'];

function strongest(matches: readonly Match[]): Match | undefined {
  return byStrength.find((one) => matches.includes(one));
}

function matchOf(type: string, name: string, caller: Caller, canonicalUserOf: CanonicalUserOf): Match | undefined {
  if (type === 'Service') return caller.kind === 'service' && caller.arn === name ? 'service' : undefined;
  if (type === 'AWS' && name === '*') return 'everyone';
  if (caller.accountId === '') return undefined;
  if (type === 'CanonicalUser') return canonicalUserOf(caller.accountId) === name ? wholeAccount(caller) : undefined;
  if (type !== 'AWS') return undefined;
  if (name === caller.accountId || name === `arn:aws:iam::${caller.accountId}:root`) return wholeAccount(caller);
  if (name === caller.arn) return caller.kind === 'role' ? 'session' : 'user';
  return caller.session?.roleArn === name ? 'role' : undefined;
}

function wholeAccount(caller: Caller): Match {
  return caller.kind === 'root' ? 'root' : 'account';
}
