/** What a caller's own policies are: those of an identity, and those that limit it. */
import type { PolicyDocument } from './policy-document';

/** The root user of an account, whom no policy of its own limits. */
export const everything = 'everything';

export type Grants = typeof everything | LimitedGrants;

export interface LimitedGrants {
  /** Inline and attached policies, of groups as well. */
  identity: readonly PolicyDocument[];
  /** The permissions boundary, if there is one. */
  boundary?: PolicyDocument;
  /** Session policies; undefined where the session has none. */
  session?: readonly PolicyDocument[];
  /** Tags of the user or role. */
  tags: Readonly<Record<string, string>>;
}
