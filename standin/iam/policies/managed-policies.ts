/** Managed policies: a customer's own, which can be changed, and those of AWS, which can be read. */
import type * as IAM from '@aws-sdk/client-iam';
import { operation, type Operations } from '../../service';
import { documentIn, sizeOf } from '../documents';
import { awsManagedPolicies, awsManagedPolicy, type AwsManagedPolicy } from '../managed/aws-managed';
import { given, nameIn, pathIn } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';
import { arnOf, type Policy } from '../state/records';
import { listedIfAny, withTags } from '../tags';

/** Characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longest = 6_144;

export function managedPolicyOperations(room: IamRoom): Operations {
  const { policies, draws } = room.identities;
  return {
    CreatePolicy: operation((input: IAM.CreatePolicyRequest, { caller }): Promise<IAM.CreatePolicyResponse> => {
      const name = nameIn('policyName', input.PolicyName);
      const { accountId } = caller;
      const draft = { accountId, name, path: pathIn(input.Path), tags: withTags({}, input.Tags), description: input.Description };
      const text = managedDocumentIn(input.PolicyDocument);
      if (policies.find(accountId, name)) throw refusals.policyExists(name);
      const created = room.now();
      const versions = [{ id: 'v1', text, created }];
      const policy: Policy = { ...draft, id: draws.entityId('policy', accountId, name), created, updated: created, versions, inForce: 'v1', versionsMade: 1 };
      policies.put(policy);
      return Promise.resolve({ Policy: { ...policyOut(room, policy), Tags: listedIfAny(policy.tags) } });
    }),
    GetPolicy: operation((input: IAM.GetPolicyRequest, { caller }): Promise<IAM.GetPolicyResponse> => {
      const arn = given('policyArn', input.PolicyArn);
      const ofAws = awsManagedPolicy(arn);
      if (ofAws) return Promise.resolve({ Policy: { ...awsPolicyOut(room, caller.accountId, ofAws), Description: ofAws.description } });
      const policy = customerPolicy(room, caller.accountId, arn);
      return Promise.resolve({ Policy: { ...policyOut(room, policy), Description: policy.description, Tags: listedIfAny(policy.tags) } });
    }),
    ListPolicies: operation((input: IAM.ListPoliciesRequest, { caller }): Promise<IAM.ListPoliciesResponse> => {
      const { accountId } = caller;
      const own = input.Scope === 'AWS' ? [] : policies.inAccount(accountId).map((policy) => policyOut(room, policy));
      const ofAws = input.Scope === 'Local' ? [] : awsManagedPolicies().map((policy) => awsPolicyOut(room, accountId, policy));
      const used = input.PolicyUsageFilter === 'PermissionsBoundary' ? 'PermissionsBoundaryUsageCount' : 'AttachmentCount';
      const all = [...own, ...ofAws].filter((policy) => policy.Path?.startsWith(input.PathPrefix ?? '/') && (!(input.OnlyAttached ?? input.PolicyUsageFilter) || (policy[used] ?? 0) > 0));
      const { items, ...page } = pageOf(all, ({ Arn }) => Arn ?? '', input);
      return Promise.resolve({ Policies: items, ...page });
    }),
    DeletePolicy: operation((input: IAM.DeletePolicyRequest, { caller }): Promise<object> => {
      const policy = customerPolicy(room, caller.accountId, given('policyArn', input.PolicyArn));
      const usage = usageOf(room, caller.accountId, arnOf('policy', policy));
      if (usage.AttachmentCount + usage.PermissionsBoundaryUsageCount > 0) throw refusals.deleteConflict('Cannot delete a policy attached to entities.');
      if (policy.versions.length > 1) {
        throw refusals.deleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
      }
      policies.delete(policy);
      return Promise.resolve({});
    }),
  };
}

/** Throws MalformedPolicyDocument, and LimitExceeded for one that is too long. */
export function managedDocumentIn(text: string | undefined): string {
  const document = documentIn(text, { member: 'policyDocument', kind: 'managed' });
  if (sizeOf(document) > longest) throw refusals.quota('PolicySize', longest);
  return document;
}

/** The customer's policy of that ARN. Throws NoSuchEntity where the account has no such policy, as with those of AWS, which nobody changes. */
export function customerPolicy(room: IamRoom, accountId: string, arn: string): Policy {
  const policy = room.identities.policy(arn);
  if (policy?.accountId !== accountId) throw refusals.notAttached(arn);
  return policy;
}

function usageOf(room: IamRoom, accountId: string, arn: string): { AttachmentCount: number; PermissionsBoundaryUsageCount: number } {
  const { users, groups, roles } = room.attachedTo(accountId, arn);
  const bounded = room.boundedBy(accountId, arn);
  return { AttachmentCount: users.length + groups.length + roles.length, PermissionsBoundaryUsageCount: bounded.users.length + bounded.roles.length };
}

function policyOut(room: IamRoom, policy: Policy): IAM.Policy {
  const Arn = arnOf('policy', policy);
  const dates = { CreateDate: policy.created.toDate(), UpdateDate: policy.updated.toDate() };
  return { PolicyName: policy.name, PolicyId: policy.id, Arn, Path: policy.path, DefaultVersionId: policy.inForce, IsAttachable: true, ...usageOf(room, policy.accountId, Arn), ...dates };
}

function awsPolicyOut(room: IamRoom, accountId: string, { arn, id, name, path, created }: AwsManagedPolicy): IAM.Policy {
  const dates = { CreateDate: created.toDate(), UpdateDate: created.toDate() };
  return { PolicyName: name, PolicyId: id, Arn: arn, Path: path, DefaultVersionId: 'v1', IsAttachable: true, ...usageOf(room, accountId, arn), ...dates };
}
