/** What a user, group or role could do, without doing it. */
import type * as IAM from '@aws-sdk/client-iam';
import type { RequestContext } from '../../access/access';
import type { Decision } from '../../access/decision';
import { AwsError } from '../../aws-error';
import { type Caller, operation, type Operations } from '../../service';
import { given } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';

const served: ReadonlySet<string> = new Set(['PolicySourceArn', 'ActionNames', 'ResourceArns', 'ContextEntries', 'Marker', 'MaxItems']);

export function simulateOperations(room: IamRoom): Operations {
  return {
    SimulatePrincipalPolicy: operation((input: IAM.SimulatePrincipalPolicyRequest, { caller }): Promise<IAM.SimulatePolicyResponse> => {
      const unserved = Object.keys(input).find((member) => !served.has(member));
      if (unserved) throw new AwsError('NotImplemented', `The stand-in does not serve ${unserved} of iam SimulatePrincipalPolicy.`, { status: 501 });
      const source = callerOf(room, caller.accountId, given('policySourceArn', input.PolicySourceArn));
      const context = contextOf(input.ContextEntries ?? []);
      const asked = given('actionNames', input.ActionNames).flatMap((action) => (input.ResourceArns ?? ['*']).map((resource) => ({ action, resource })));
      const { items, ...page } = pageOf([...asked.entries()], ([index]) => String(index).padStart(9, '0'), input);
      const results = items.map(([, { action, resource }]) => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decisionName(room.access.decide({ caller: source, action, resource, context })),
        MatchedStatements: [],
        MissingContextValues: [],
      }));
      return Promise.resolve({ EvaluationResults: results, ...page });
    }),
  };
}

function callerOf(room: IamRoom, accountId: string, arn: string): Caller {
  const [, kind = '', name = ''] = new RegExp(`^arn:aws:iam::${accountId}:(user|role)/(?:.*/)?([^/]+)$`).exec(arn) ?? [];
  if (!kind) throw refusals.invalid(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  if (kind === 'user') {
    const user = room.identities.users.find(accountId, name);
    if (!user) throw refusals.noSuch('user', name);
    return { kind, accountId, arn, userId: user.id, accessKeyId: '' };
  }
  const role = room.identities.roles.find(accountId, name);
  if (!role) throw refusals.noSuch('role', name);
  return { kind: 'role', accountId, arn, userId: role.id, accessKeyId: '', session: { roleArn: arn, policies: [], tags: {}, issued: room.now() } };
}

function contextOf(entries: readonly IAM.ContextEntry[]): RequestContext {
  return Object.fromEntries(entries.map(({ ContextKeyName: name = '', ContextKeyValues: values = [] }) => [name.toLowerCase(), values]));
}

function decisionName(decision: Decision): IAM.PolicyEvaluationDecisionType {
  if (decision.allowed) return 'allowed';
  return 'denied' in decision ? 'explicitDeny' : 'implicitDeny';
}
