/** What a caller of IAM needs: the operation's own action, on the user, group, role or policy that it is about. */
import type { RequestContext } from '../access/access';
import { requestContext } from '../access/request-context';
import { AwsError } from '../aws-error';
import type { Call, Service } from '../service';
import type { IamRoom } from './room';
import { arnOf, type EntityKind } from './state/records';

/** The members by which inputs name what they are about. */
interface Names {
  UserName?: string;
  GroupName?: string;
  RoleName?: string;
  PolicyName?: string;
  PolicyArn?: string;
  PolicySourceArn?: string;
  Path?: string;
  PathPrefix?: string;
  PermissionsBoundary?: string;
}

/** Operations on whole lists, by the kind of what is in them. */
const lists: Readonly<Record<string, string>> = { ListUsers: 'user', ListGroups: 'group', ListRoles: 'role' };

export function iamAuthorizer(room: IamRoom): NonNullable<Service['authorize']> {
  return (operation, input, call) => {
    const { caller } = call;
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
    if (caller.session && caller.kind !== 'role') throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid', { status: 403 });
    // Inputs of IAM's operations have these members where they have any of that name.
    const names = input as Names;
    const context = (): RequestContext => ({ ...requestContext(call), ...contextOf(operation, names) });
    room.access.require({ caller, action: `iam:${operation}`, resource: resourceOf(room, operation, names, call), context });
  };
}

function resourceOf(room: IamRoom, operation: string, names: Names, { caller }: Call): string {
  const { accountId } = caller;
  const { users, groups, roles } = room.identities;
  const list = lists[operation];
  if (list) return `arn:aws:iam::${accountId}:${list}${names.PathPrefix ?? '/'}`;
  if (operation === 'ListPolicies') return `policy path ${names.PathPrefix ?? '/'}`;
  if (operation === 'CreatePolicy') return made('policy', accountId, names.PolicyName, names.Path);
  // A group's operations name the user whom they move as well, and are about the group.
  if (names.GroupName !== undefined) return arnOf('group', groups.find(accountId, names.GroupName) ?? draft(accountId, names.GroupName, names.Path));
  if (names.RoleName !== undefined) return arnOf('role', roles.find(accountId, names.RoleName) ?? draft(accountId, names.RoleName, names.Path));
  if (names.UserName !== undefined) return arnOf('user', users.find(accountId, names.UserName) ?? draft(accountId, names.UserName, names.Path));
  return names.PolicyArn ?? names.PolicySourceArn ?? (caller.kind === 'user' ? caller.arn : '*');
}

function made(kind: EntityKind, accountId: string, name = '', path = '/'): string {
  return arnOf(kind, draft(accountId, name, path));
}

function draft(accountId: string, name: string, path = '/'): { accountId: string; name: string; path: string } {
  return { accountId, name, path };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys */
function contextOf(operation: string, names: Names): Record<string, string> {
  return {
    ...(names.PolicyArn !== undefined && /^(Attach|Detach)/.test(operation) ? { 'iam:policyarn': names.PolicyArn } : {}),
    ...(names.PermissionsBoundary === undefined ? {} : { 'iam:permissionsboundary': names.PermissionsBoundary }),
  };
}
