/** One statement of a policy, made ready once and asked many times. */
import { type Condition, conditionOf, type Values } from './conditions/condition';
import { type Lookup, Pattern } from './pattern';
import type { PolicyDocument, PolicyStatement } from './policy-document';
import { type CanonicalUserOf, type Match, type PrincipalTest, principalTest } from './principals';
import type { Caller } from '../service';

/** A request as policies see it. */
export interface Subject {
  caller: Caller;
  /** In lower case: actions are told apart without regard to case. */
  action: string;
  resource: string;
  values: Values;
  /** The single value of a key, for policy variables: a key with several values has none. */
  lookup: Lookup;
}

export interface Statement {
  deny: boolean;
  /** Whether the statement speaks of this request; in the policy of a resource, also of whom. */
  appliesTo(subject: Subject): Match | undefined;
}

export function statementsOf(document: PolicyDocument, canonicalUserOf: CanonicalUserOf): Statement[] {
  const variables = document.Version === '2012-10-17';
  return document.Statement.map((statement) => statementOf(statement, variables, canonicalUserOf));
}

function statementOf(statement: PolicyStatement, variables: boolean, canonicalUserOf: CanonicalUserOf): Statement {
  const about = aboutOf(statement, variables);
  const whom = whomOf(statement, canonicalUserOf);
  const condition: Condition | undefined = statement.Condition && conditionOf(statement.Condition, variables);
  return {
    deny: statement.Effect === 'Deny',
    appliesTo: (subject) => {
      if (!about(subject)) return undefined;
      const match = whom ? whom(subject.caller) : 'identity';
      return match && (condition?.(subject.values, subject.lookup) ?? true) ? match : undefined;
    },
  };
}

/** Whether action and resource are those of the statement. */
function aboutOf({ Action, NotAction, Resource, NotResource }: PolicyStatement, variables: boolean): (subject: Subject) => boolean {
  const actions = listOf(Action ?? NotAction).map((text) => new Pattern(text.toLowerCase(), { wild: true, variables: false }));
  const resources = listOf(Resource ?? NotResource).map((text) => new Pattern(completed(text), { wild: true, variables }));
  const anyResource = resources.length === 0;
  return ({ action, resource, lookup }) => {
    if (actions.some((pattern) => pattern.matches(action, lookup)) !== (Action !== undefined)) return false;
    // The trust policy of a role has no resource: it is about the role.
    return anyResource || resources.some((pattern) => pattern.matches(resource, lookup)) === (Resource !== undefined);
  };
}

/**
 * An ARN of fewer than six parts goes on with anything:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function completed(resource: string): string {
  if (!resource.startsWith('arn:')) return resource;
  const missing = 6 - resource.replace(/\$\{[^}]*\}/g, '').split(':').length;
  return missing > 0 ? resource + ':*'.repeat(missing) : resource;
}

function whomOf({ Principal, NotPrincipal }: PolicyStatement, canonicalUserOf: CanonicalUserOf): PrincipalTest | undefined {
  if (Principal !== undefined) return principalTest(Principal, canonicalUserOf);
  if (NotPrincipal === undefined) return undefined;
  const excepted = principalTest(NotPrincipal, canonicalUserOf);
  // Naming the account excepts its root user, not everybody in it.
  return (caller) => ([undefined, 'account'].includes(excepted(caller)) ? 'everyone' : undefined);
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
