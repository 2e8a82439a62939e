/** AddPermission, RemovePermission and GetPolicy. https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
import type { AddPermissionRequest, AddPermissionResponse, GetPolicyRequest, GetPolicyResponse, RemovePermissionRequest } from '@aws-sdk/client-lambda';
import { type Call, type Operations, operation } from '../../service';
import { policyOf } from '../authorize';
import { arnOf, askedFunction } from '../names';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { Permissions, PermissionStatement } from '../rows';

export function permissionOperations(functions: Functions): Operations {
  return {
    AddPermission: operation<AddPermissionRequest, AddPermissionResponse>(async (input, call) => {
      const { arn, permissions } = asked(functions, call, input);
      const { StatementId: id = '', RevisionId } = input;
      if (RevisionId !== undefined && RevisionId !== permissions.revision) throw refusals.stale();
      if (!/^[a-zA-Z0-9-_.]{1,100}$/.test(id)) throw refusals.validation('statementId', id, 'satisfy regular expression pattern: ([a-zA-Z0-9-_.]+)');
      if (permissions.statements.some(({ Sid }) => Sid === id)) throw refusals.conflict(`The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`);
      const statement = checkedStatement(functions, input, arn);
      keep(functions, arn, { ...permissions, statements: [...permissions.statements, statement] });
      call.answer.status = 201;
      return { Statement: JSON.stringify(statement) };
    }),
    RemovePermission: operation<RemovePermissionRequest, object>(async (input, call) => {
      const { arn, permissions } = asked(functions, call, input);
      if (input.RevisionId !== undefined && input.RevisionId !== permissions.revision) throw refusals.stale();
      if (permissions.statements.length === 0) throw refusals.notFound('No policy is associated with the given resource.');
      const statements = permissions.statements.filter(({ Sid }) => Sid !== input.StatementId);
      if (statements.length === permissions.statements.length) throw refusals.notFound(`Statement ${input.StatementId} is not found in resource policy.`);
      keep(functions, arn, { ...permissions, statements });
      call.answer.status = 204;
      return {};
    }),
    GetPolicy: operation<GetPolicyRequest, GetPolicyResponse>(async (input, call) => {
      const { arn, permissions } = asked(functions, call, input);
      if (permissions.statements.length === 0) throw refusals.notFound('The resource you requested does not exist.');
      return { Policy: JSON.stringify(policyOf(functions, arn)), RevisionId: permissions.revision };
    }),
  };
}

function asked(functions: Functions, call: Call, { FunctionName, Qualifier }: GetPolicyRequest): { arn: string; permissions: Permissions } {
  const wanted = askedFunction(call, FunctionName, Qualifier);
  functions.versionOf(wanted);
  if (wanted.qualifier === '$LATEST') throw refusals.invalid("We currently do not support adding policies for $LATEST.");
  const arn = arnOf(wanted);
  return { arn, permissions: functions.permissions.get(arn) ?? { statements: [], revision: functions.revisionOf(arn, 'policy', 0), changes: 0 } };
}

function keep(functions: Functions, arn: string, permissions: Permissions): void {
  const changes = permissions.changes + 1;
  functions.permissions.put(arn, { ...permissions, changes, revision: functions.revisionOf(arn, 'policy', changes) });
}

function checkedStatement({ neighbours: { access } }: Functions, input: AddPermissionRequest, arn: string): PermissionStatement {
  const { StatementId: Sid = '', Action = '', Principal = '', SourceArn, SourceAccount, PrincipalOrgID, EventSourceToken, FunctionUrlAuthType, InvokedViaFunctionUrl } = input;
  if (EventSourceToken !== undefined || FunctionUrlAuthType !== undefined || InvokedViaFunctionUrl !== undefined) throw refusals.notServed('function URLs and tokens of event sources');
  if (!/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(Action)) throw refusals.validation('action', Action, 'satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])');
  const equal = { ...(SourceAccount !== undefined && { 'AWS:SourceAccount': SourceAccount }), ...(PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': PrincipalOrgID }) };
  const condition = { ...(Object.keys(equal).length > 0 && { StringEquals: equal }), ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }) };
  return { Sid, Effect: 'Allow', Principal: principalOf(Principal, (who) => access.knows(who)), Action, Resource: arn, ...(Object.keys(condition).length > 0 && { Condition: condition }) };
}

function principalOf(principal: string, isKnown: (arn: string) => boolean): PermissionStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(principal)) return { Service: principal };
  const arn = /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
  if (!isKnown(arn)) throw refusals.invalid('The provided principal was invalid. Please check the principal and try again.');
  return { AWS: arn };
}
