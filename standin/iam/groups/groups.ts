/** Groups, and who is in them. */
import type * as IAM from '@aws-sdk/client-iam';
import { operation, type Operations } from '../../service';
import { nameIn, pathIn } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';
import { arnOf, type Group, type User } from '../state/records';
import { userBrief } from '../users/users';

export function groupOperations(room: IamRoom): Operations {
  const { groups, draws } = room.identities;
  return {
    CreateGroup: operation((input: IAM.CreateGroupRequest, { caller }): Promise<IAM.CreateGroupResponse> => {
      const name = nameIn('groupName', input.GroupName);
      const { accountId } = caller;
      const path = pathIn(input.Path);
      if (groups.find(accountId, name)) throw refusals.exists('group', name);
      const group: Group = { accountId, name, path, id: draws.entityId('group', accountId, name), created: room.now(), inline: {}, attached: [] };
      groups.put(group);
      return Promise.resolve({ Group: groupOut(group) });
    }),
    GetGroup: operation((input: IAM.GetGroupRequest, { caller }): Promise<IAM.GetGroupResponse> => {
      const group = room.group(caller, input.GroupName);
      const { items, ...page } = pageOf(membersOf(room, group), ({ name }) => name, input);
      return Promise.resolve({ Group: groupOut(group), Users: items.map((user) => userBrief(user)), ...page });
    }),
    ListGroups: operation((input: IAM.ListGroupsRequest, { caller }): Promise<IAM.ListGroupsResponse> => {
      const all = groups.inAccount(caller.accountId).filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
      const { items, ...page } = pageOf(all, ({ name }) => name, input);
      return Promise.resolve({ Groups: items.map((group) => groupOut(group)), ...page });
    }),
    UpdateGroup: operation((input: IAM.UpdateGroupRequest, { caller }): Promise<object> => {
      const group = room.group(caller, input.GroupName);
      const name = input.NewGroupName === undefined ? group.name : nameIn('newGroupName', input.NewGroupName);
      const other = groups.find(caller.accountId, name);
      if (other && other.id !== group.id) throw refusals.exists('group', name);
      groups.put({ ...group, name, path: input.NewPath === undefined ? group.path : pathIn(input.NewPath) });
      return Promise.resolve({});
    }),
    DeleteGroup: operation((input: IAM.DeleteGroupRequest, { caller }): Promise<object> => {
      const group = room.group(caller, input.GroupName);
      if (membersOf(room, group).length > 0) throw refusals.deleteConflict('Cannot delete entity, must remove users from group first.');
      if (group.attached.length > 0) throw refusals.deleteConflict('Cannot delete entity, must detach all policies first.');
      if (Object.keys(group.inline).length > 0) throw refusals.deleteConflict('Cannot delete entity, must delete policies first.');
      groups.delete(group);
      return Promise.resolve({});
    }),
    ...membershipOperations(room),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostOfUser = 10;

function membershipOperations(room: IamRoom): Operations {
  const { users, groups } = room.identities;
  return {
    AddUserToGroup: operation((input: IAM.AddUserToGroupRequest, { caller }): Promise<object> => {
      const group = room.group(caller, input.GroupName);
      const user = room.user(caller, input.UserName);
      if (user.groups.includes(group.id)) return Promise.resolve({});
      if (user.groups.length >= mostOfUser) throw refusals.quota('GroupsPerUser', mostOfUser);
      users.put({ ...user, groups: [...user.groups, group.id] });
      return Promise.resolve({});
    }),
    RemoveUserFromGroup: operation((input: IAM.RemoveUserFromGroupRequest, { caller }): Promise<object> => {
      const group = room.group(caller, input.GroupName);
      const user = room.user(caller, input.UserName);
      if (!user.groups.includes(group.id)) throw refusals.noSuch('user', user.name);
      users.put({ ...user, groups: user.groups.filter((id) => id !== group.id) });
      return Promise.resolve({});
    }),
    ListGroupsForUser: operation((input: IAM.ListGroupsForUserRequest, { caller }): Promise<IAM.ListGroupsForUserResponse> => {
      const all = room.user(caller, input.UserName).groups.flatMap((id) => groups.byId(id) ?? []);
      const { items, ...page } = pageOf(all, ({ name }) => name, input);
      return Promise.resolve({ Groups: items.map((group) => groupOut(group)), ...page });
    }),
  };
}

function membersOf(room: IamRoom, { accountId, id }: Group): User[] {
  return room.identities.users.inAccount(accountId).filter(({ groups }) => groups.includes(id));
}

function groupOut(group: Group): IAM.Group {
  return { Path: group.path, GroupName: group.name, GroupId: group.id, Arn: arnOf('group', group), CreateDate: group.created.toDate() };
}
