/** Which managed policies are attached to whom. */
import type * as IAM from '@aws-sdk/client-iam';
import { operation, type Operations } from '../../service';
import { given } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { HolderKind, IamRoom } from '../room';
import { policyPart } from './policy-arn';

/** The members that the operations of the three kinds of holders have in common. */
interface AttachmentRequest {
  UserName?: string;
  GroupName?: string;
  RoleName?: string;
  PolicyArn?: string;
  PathPrefix?: string;
  Marker?: string;
  MaxItems?: number;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostAttached = 10;

export function attachmentOperations(room: IamRoom): Operations {
  return { ...ofKind(room, 'user', 'User'), ...ofKind(room, 'group', 'Group'), ...ofKind(room, 'role', 'Role'), ListEntitiesForPolicy: listEntities(room) };
}

function ofKind(room: IamRoom, kind: HolderKind, Kind: 'User' | 'Group' | 'Role'): Operations {
  const named = `${Kind}Name` as const;
  return {
    [`Attach${Kind}Policy`]: operation((input: AttachmentRequest, { caller }) => {
      const { row, put } = room.holder(kind, caller, input[named]);
      const arn = given('policyArn', input.PolicyArn);
      if (room.identities.managedText(arn) === undefined || !isOf(caller.accountId, arn)) throw refusals.noSuchPolicy(arn);
      if (row.attached.includes(arn)) return Promise.resolve({});
      if (row.attached.length >= mostAttached) throw refusals.quota(`PoliciesPer${Kind}`, mostAttached);
      put({ attached: [...row.attached, arn] });
      return Promise.resolve({});
    }),
    [`Detach${Kind}Policy`]: operation((input: AttachmentRequest, { caller }) => {
      const { row, put } = room.holder(kind, caller, input[named]);
      const arn = given('policyArn', input.PolicyArn);
      if (!row.attached.includes(arn)) throw refusals.notAttached(arn);
      put({ attached: row.attached.filter((one) => one !== arn) });
      return Promise.resolve({});
    }),
    [`ListAttached${Kind}Policies`]: operation((input: AttachmentRequest, { caller }) => {
      const all = room.holder(kind, caller, input[named]).row.attached.map((PolicyArn) => ({ PolicyArn, ...policyPart(PolicyArn) }));
      const shown = all.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
      const { items, ...page } = pageOf(shown, ({ PolicyArn }) => PolicyArn, input);
      return Promise.resolve({ AttachedPolicies: items.map(({ PolicyArn, name }) => ({ PolicyArn, PolicyName: name })), ...page });
    }),
  };
}

function isOf(accountId: string, arn: string): boolean {
  return arn.startsWith('arn:aws:iam::aws:') || arn.startsWith(`arn:aws:iam::${accountId}:`);
}

function listEntities(room: IamRoom): Operations[string] {
  return operation((input: IAM.ListEntitiesForPolicyRequest, { caller }): Promise<IAM.ListEntitiesForPolicyResponse> => {
    const arn = given('policyArn', input.PolicyArn);
    if (room.identities.managedText(arn) === undefined) throw refusals.noSuchPolicy(arn);
    const { users, groups, roles } = entitiesOf(room, caller.accountId, arn, input.PolicyUsageFilter);
    const all = [
      ...users.map(({ name, id }) => ({ key: `user ${name}`, UserName: name, UserId: id })),
      ...groups.map(({ name, id }) => ({ key: `group ${name}`, GroupName: name, GroupId: id })),
      ...roles.map(({ name, id }) => ({ key: `role ${name}`, RoleName: name, RoleId: id })),
    ].filter(({ key }) => input.EntityFilter === undefined || key.startsWith(`${input.EntityFilter.toLowerCase()} `));
    const { items, ...page } = pageOf(all, ({ key }) => key, input);
    const shown = {
      PolicyUsers: items.filter((item) => 'UserName' in item),
      PolicyGroups: items.filter((item) => 'GroupName' in item),
      PolicyRoles: items.filter((item) => 'RoleName' in item),
    };
    return Promise.resolve({ ...shown, ...page });
  });
}

function entitiesOf(room: IamRoom, accountId: string, arn: string, usage: IAM.PolicyUsageType | undefined): ReturnType<IamRoom['attachedTo']> {
  if (usage === 'PermissionsBoundary') return { ...room.boundedBy(accountId, arn), groups: [] };
  return room.attachedTo(accountId, arn);
}
