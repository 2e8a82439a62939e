/** Versions of a customer's managed policy, one of which is in force. */
import type * as IAM from '@aws-sdk/client-iam';
import { operation, type Operations } from '../../service';
import { encoded } from '../documents';
import { awsManagedPolicy } from '../managed/aws-managed';
import { given } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';
import { arnOf, type Policy, type PolicyVersion } from '../state/records';
import { customerPolicy, managedDocumentIn } from './managed-policies';

const mostVersions = 5;

export function policyVersionOperations(room: IamRoom): Operations {
  const { policies } = room.identities;
  return {
    CreatePolicyVersion: operation((input: IAM.CreatePolicyVersionRequest, { caller }): Promise<IAM.CreatePolicyVersionResponse> => {
      const policy = customerPolicy(room, caller.accountId, given('policyArn', input.PolicyArn));
      const text = managedDocumentIn(input.PolicyDocument);
      if (policy.versions.length >= mostVersions) {
        throw refusals.limit('A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.');
      }
      const version = { id: `v${policy.versionsMade + 1}`, text, created: room.now() };
      const inForce = input.SetAsDefault ? version.id : policy.inForce;
      policies.put({ ...policy, versions: [...policy.versions, version], versionsMade: policy.versionsMade + 1, inForce, updated: version.created });
      return Promise.resolve({ PolicyVersion: versionOut(version, inForce) });
    }),
    GetPolicyVersion: operation((input: IAM.GetPolicyVersionRequest, { caller }): Promise<IAM.GetPolicyVersionResponse> => {
      const { versions, inForce, arn } = versionsOf(room, caller.accountId, input.PolicyArn);
      const version = versionIn(versions, arn, input.VersionId);
      return Promise.resolve({ PolicyVersion: { Document: encoded(version.text), ...versionOut(version, inForce) } });
    }),
    ListPolicyVersions: operation((input: IAM.ListPolicyVersionsRequest, { caller }): Promise<IAM.ListPolicyVersionsResponse> => {
      const { versions, inForce } = versionsOf(room, caller.accountId, input.PolicyArn);
      const { items, ...page } = pageOf(versions, newestFirst, input);
      return Promise.resolve({ Versions: items.map((version) => versionOut(version, inForce)), ...page });
    }),
    SetDefaultPolicyVersion: operation((input: IAM.SetDefaultPolicyVersionRequest, { caller }): Promise<object> => {
      const policy = customerPolicy(room, caller.accountId, given('policyArn', input.PolicyArn));
      const version = versionIn(policy.versions, arnOf('policy', policy), input.VersionId);
      policies.put({ ...policy, inForce: version.id, updated: room.now() });
      return Promise.resolve({});
    }),
    DeletePolicyVersion: operation((input: IAM.DeletePolicyVersionRequest, { caller }): Promise<object> => {
      const policy = customerPolicy(room, caller.accountId, given('policyArn', input.PolicyArn));
      const version = versionIn(policy.versions, arnOf('policy', policy), input.VersionId);
      if (version.id === policy.inForce) throw refusals.deleteConflict('Cannot delete the default version of a policy.');
      policies.put({ ...policy, versions: policy.versions.filter((one) => one !== version), updated: room.now() });
      return Promise.resolve({});
    }),
  };
}

function versionsOf(room: IamRoom, accountId: string, policyArn: string | undefined): Pick<Policy, 'versions' | 'inForce'> & { arn: string } {
  const arn = given('policyArn', policyArn);
  const ofAws = awsManagedPolicy(arn);
  if (ofAws) return { arn, inForce: 'v1', versions: [{ id: 'v1', text: ofAws.text, created: ofAws.created }] };
  return { ...customerPolicy(room, accountId, arn), arn };
}

function versionIn(versions: readonly PolicyVersion[], arn: string, id: string | undefined): PolicyVersion {
  const wanted = given('versionId', id);
  const version = versions.find((one) => one.id === wanted);
  if (!version) throw refusals.noSuchVersion(arn, wanted);
  return version;
}

function newestFirst({ id }: PolicyVersion): string {
  return String(1_000_000_000 - Number(id.slice(1)));
}

function versionOut({ id, created }: PolicyVersion, inForce: string): IAM.PolicyVersion {
  return { VersionId: id, IsDefaultVersion: id === inForce, CreateDate: created.toDate() };
}
