/** Roles: whom they trust, and what becomes of them. */
import type * as IAM from '@aws-sdk/client-iam';
import { operation, type Operations } from '../../service';
import { documentIn, encoded, sizeOf } from '../documents';
import { nameIn, pathIn } from '../names';
import { pageOf } from '../paging';
import { boundaryIn, boundaryOut } from '../policies/boundary';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';
import { arnOf, type Role } from '../state/records';
import { listedIfAny, withTags } from '../tags';

/** Characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longestTrust = 2_048;

export function roleOperations(room: IamRoom): Operations {
  const { roles, draws } = room.identities;
  return {
    CreateRole: operation((input: IAM.CreateRoleRequest, { caller }): Promise<IAM.CreateRoleResponse> => {
      const name = nameIn('roleName', input.RoleName);
      const { accountId } = caller;
      const said = { path: pathIn(input.Path), tags: withTags({}, input.Tags), description: descriptionIn(input.Description), longestSession: longestSessionIn(input.MaxSessionDuration) };
      const draft = { accountId, name, ...said, trust: trustIn(room, input.AssumeRolePolicyDocument), boundary: boundaryIn(room, input.PermissionsBoundary) };
      if (roles.find(accountId, name)) throw refusals.exists('role', name);
      const role: Role = { ...draft, id: draws.entityId('role', accountId, name), created: room.now(), inline: {}, attached: [] };
      roles.put(role);
      return Promise.resolve({ Role: roleOut(role) });
    }),
    GetRole: operation((input: IAM.GetRoleRequest, { caller }): Promise<IAM.GetRoleResponse> => Promise.resolve({ Role: roleOut(room.role(caller, input.RoleName)) })),
    ListRoles: operation((input: IAM.ListRolesRequest, { caller }): Promise<IAM.ListRolesResponse> => {
      const all = roles.inAccount(caller.accountId).filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
      const { items, ...page } = pageOf(all, ({ name }) => name, input);
      return Promise.resolve({ Roles: items.map((role) => roleBrief(role)), ...page });
    }),
    UpdateRole: operation((input: IAM.UpdateRoleRequest, { caller }): Promise<IAM.UpdateRoleResponse> => {
      const role = room.role(caller, input.RoleName);
      const longestSession = input.MaxSessionDuration === undefined ? role.longestSession : longestSessionIn(input.MaxSessionDuration);
      roles.put({ ...role, longestSession, description: descriptionIn(input.Description) ?? role.description });
      return Promise.resolve({});
    }),
    UpdateRoleDescription: operation((input: IAM.UpdateRoleDescriptionRequest, { caller }): Promise<IAM.UpdateRoleDescriptionResponse> => {
      const role = { ...room.role(caller, input.RoleName), description: descriptionIn(input.Description) };
      roles.put(role);
      return Promise.resolve({ Role: roleOut(role) });
    }),
    UpdateAssumeRolePolicy: operation((input: IAM.UpdateAssumeRolePolicyRequest, { caller }): Promise<object> => {
      const role = room.role(caller, input.RoleName);
      roles.put({ ...role, trust: trustIn(room, input.PolicyDocument, 'policyDocument') });
      return Promise.resolve({});
    }),
    DeleteRole: operation((input: IAM.DeleteRoleRequest, { caller }): Promise<object> => {
      const role = room.role(caller, input.RoleName);
      if (role.attached.length > 0) throw refusals.deleteConflict('Cannot delete entity, must detach all policies first.');
      if (Object.keys(role.inline).length > 0) throw refusals.deleteConflict('Cannot delete entity, must delete policies first.');
      roles.delete(role);
      return Promise.resolve({});
    }),
  };
}

function trustIn(room: IamRoom, text: string | undefined, member = 'assumeRolePolicyDocument'): string {
  const trust = documentIn(text, { member, kind: 'trust', principalExists: (arn) => room.identities.knows(arn) });
  if (sizeOf(trust) > longestTrust) throw refusals.quota('ACLSizePerRole', longestTrust);
  return trust;
}

function descriptionIn(text: string | undefined): string | undefined {
  if (text !== undefined && text.length > 1_000) throw refusals.constraint(text, 'description', 'Member must have length less than or equal to 1000');
  return text;
}

/** Seconds; an hour when not given. */
function longestSessionIn(seconds = 3_600): number {
  if (seconds < 3_600) throw refusals.constraint(String(seconds), 'maxSessionDuration', 'Member must have value greater than or equal to 3600');
  if (seconds > 43_200) throw refusals.constraint(String(seconds), 'maxSessionDuration', 'Member must have value less than or equal to 43200');
  return seconds;
}

/** As lists have it, without tags and boundary. */
function roleBrief(role: Role): IAM.Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: arnOf('role', role),
    CreateDate: role.created.toDate(),
    AssumeRolePolicyDocument: encoded(role.trust),
    Description: role.description,
    MaxSessionDuration: role.longestSession,
  };
}

function roleOut(role: Role): IAM.Role {
  const lastUsed = role.lastUsed && { LastUsedDate: role.lastUsed.at.toDate(), Region: role.lastUsed.region };
  return { ...roleBrief(role), Tags: listedIfAny(role.tags), PermissionsBoundary: boundaryOut(role.boundary), RoleLastUsed: lastUsed ?? {} };
}
