/** A checked policy in the one form that is worked with: statements in a list, condition values as texts. */
import type { PolicyDocument, PolicyStatement } from '../policy-document';
import { scalarsOf } from './json-values';

export function normalDocument(checked: Record<string, unknown>): PolicyDocument {
  // The caller has held the document against the grammar.
  const { Statement, ...rest } = checked as Omit<PolicyDocument, 'Statement'> & { Statement: PolicyStatement | PolicyStatement[] };
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  return { ...rest, Statement: statements.map((statement) => (statement.Condition ? { ...statement, Condition: normalCondition(statement.Condition) } : statement)) };
}

type Condition = NonNullable<PolicyStatement['Condition']>;

function normalCondition(condition: Condition): Condition {
  const tests = Object.entries(condition).map(([operator, keys]) => {
    const values = Object.entries(keys).map(([key, value]) => [key, scalarsOf(value) ?? []] as const);
    return [operator, Object.fromEntries(values)] as const;
  });
  return Object.fromEntries(tests);
}
