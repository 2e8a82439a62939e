/** Reads a policy that somebody wrote, and says what is wrong with it in IAM's words. */
import type { PolicyDocument } from '../policy-document';
import { checkConditions } from './check-conditions';
import { checkActions, checkResources } from './check-actions';
import { checkPrincipals } from './check-principals';
import { isRecord } from './json-values';
import { normalDocument } from './normal-document';
import { PolicyProblem } from './policy-problem';

/** What a policy is for: it says which elements it must have and which it must not. */
export type PolicyKind = 'inline' | 'managed' | 'session' | 'trust' | 'resource';

export interface ParseOptions {
  kind: PolicyKind;
  /** Whether there is such a user or role; asked of each ARN that is named as a principal. Every one is good when not given. */
  principalExists?: (arn: string) => boolean;
}

/**
 * Throws PolicyProblem.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, options: ParseOptions): PolicyDocument {
  const raw = fromJson(text);
  for (const name of Object.keys(raw)) if (!['Version', 'Id', 'Statement'].includes(name)) throw syntax();
  checkVersion(raw.Version, options.kind);
  if (raw.Id !== undefined && typeof raw.Id !== 'string') throw syntax();
  const statements = Array.isArray(raw.Statement) ? (raw.Statement as unknown[]) : [raw.Statement];
  if (statements.length === 0) throw syntax();
  for (const statement of statements) checkStatement(statement, options);
  checkSids(statements as { Sid?: string }[], options.kind);
  return normalDocument(raw);
}

function fromJson(text: string): Record<string, unknown> {
  // AWS takes no blank in front of the document either.
  if (!text.startsWith('{')) throw new PolicyProblem('json', 'This policy contains invalid Json');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new PolicyProblem('json', 'This policy contains invalid Json');
  }
  if (!isRecord(raw)) throw syntax();
  return raw;
}

function checkVersion(version: unknown, kind: PolicyKind): void {
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') throw new PolicyProblem('version', 'Syntax errors in policy.');
  if (kind === 'managed' && version !== '2012-10-17') throw new PolicyProblem('version', 'Policy document must be version 2012-10-17 or greater.');
}

const fields = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

function checkStatement(statement: unknown, options: ParseOptions): void {
  if (!isRecord(statement)) throw syntax();
  for (const name of Object.keys(statement)) if (!fields.has(name)) throw syntax();
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw new PolicyProblem('effect', 'Syntax errors in policy.');
  if (statement.Sid !== undefined && typeof statement.Sid !== 'string') throw syntax();
  checkPrincipals(statement, options);
  checkActions(statement, options.kind);
  checkResources(statement, options.kind);
  checkConditions(statement.Condition);
}

function checkSids(statements: readonly { Sid?: string }[], kind: PolicyKind): void {
  const sids = statements.flatMap(({ Sid }) => (Sid ? [Sid] : []));
  if (kind !== 'resource' && sids.some((sid) => !/^[0-9A-Za-z]*$/.test(sid))) {
    throw new PolicyProblem('sid', 'Statement IDs (SID) should be alpha numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*');
  }
  if (new Set(sids).size < sids.length) throw new PolicyProblem('sid', 'Statement IDs (SID) in a single policy must be unique.');
}

function syntax(): PolicyProblem {
  return new PolicyProblem('syntax', 'Syntax errors in policy.');
}
