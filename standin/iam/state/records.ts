/** What IAM keeps of users, groups, roles, policies and access keys: plain rows, replaced whole when they change. */
import type { Instant } from '../../../time/instant';

export type EntityKind = 'user' | 'group' | 'role' | 'policy';

export interface Named {
  accountId: string;
  /** `AIDA…`, `AGPA…`, `AROA…`, `ANPA…`: another one each time something of the same name is made. */
  id: string;
  /** Names are told apart without regard to case, and kept as they were given. */
  name: string;
  /** `/`, or `/division/team/` */
  path: string;
  created: Instant;
}

/** What policies can be attached to. */
export interface Identity extends Named {
  /** Texts of the inline policies, by name. */
  inline: Readonly<Record<string, string>>;
  /** ARNs of the managed policies. */
  attached: readonly string[];
}

export type Tags = Readonly<Record<string, string>>;

export type Group = Identity;

export interface User extends Identity {
  tags: Tags;
  /** ARN of the managed policy that bounds the user. */
  boundary?: string;
  /** Ids of the groups that the user is in. */
  groups: readonly string[];
  /** How many access keys were made for the user, deleted ones as well. */
  keysMade: number;
}

export interface Role extends Identity {
  tags: Tags;
  boundary?: string;
  /** Text of the trust policy. */
  trust: string;
  description?: string;
  /** Seconds. */
  longestSession: number;
  lastUsed?: { at: Instant; region: string };
}

export interface PolicyVersion {
  /** `v1` */
  id: string;
  text: string;
  created: Instant;
}

export interface Policy extends Named {
  description?: string;
  tags: Tags;
  updated: Instant;
  versions: readonly PolicyVersion[];
  /** Id of the version in force. */
  inForce: string;
  versionsMade: number;
}

export interface AccessKey {
  id: string;
  secret: string;
  accountId: string;
  userId: string;
  /** A deleted key is remembered, so that its id never becomes a key that nobody created. */
  status: 'Active' | 'Inactive' | 'Deleted';
  created: Instant;
  lastUsed?: { at: Instant; region: string; service: string };
}

/** `arn:aws:iam::123456789012:role/path/name` */
export function arnOf(kind: EntityKind, { accountId, path, name }: Pick<Named, 'accountId' | 'path' | 'name'>): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}
