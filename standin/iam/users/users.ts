/** Users: made, described, renamed, removed. */
import type * as IAM from '@aws-sdk/client-iam';
import { Instant } from '../../../time/instant';
import { operation, type Operations } from '../../service';
import { boundaryIn, boundaryOut } from '../policies/boundary';
import { nameIn, pathIn } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';
import { arnOf, type User } from '../state/records';
import { listedIfAny, withTags } from '../tags';

export function userOperations(room: IamRoom): Operations {
  return {
    CreateUser: operation((input: IAM.CreateUserRequest, { caller }): Promise<IAM.CreateUserResponse> => {
      const name = nameIn('userName', input.UserName);
      const { users, draws } = room.identities;
      const { accountId } = caller;
      const draft = { accountId, name, path: pathIn(input.Path), tags: withTags({}, input.Tags), boundary: boundaryIn(room, input.PermissionsBoundary) };
      if (users.find(accountId, name)) throw refusals.exists('user', name);
      const user: User = { ...draft, id: draws.entityId('user', accountId, name), created: room.now(), inline: {}, attached: [], groups: [], keysMade: 0 };
      users.put(user);
      return Promise.resolve({ User: userOut(user) });
    }),
    GetUser: operation((input: IAM.GetUserRequest, { caller }): Promise<IAM.GetUserResponse> => {
      if (caller.kind !== 'root' || input.UserName !== undefined) return Promise.resolve({ User: userOut(room.userOrSelf(caller, input.UserName)) });
      // The root user has no name of its own and no date that anything in this world would know.
      return Promise.resolve({ User: { Path: '/', UserName: caller.accountId, UserId: caller.userId, Arn: caller.arn, CreateDate: Instant.ofEpochMilliseconds(0).toDate() } });
    }),
    ListUsers: operation((input: IAM.ListUsersRequest, { caller }): Promise<IAM.ListUsersResponse> => {
      const all = room.identities.users.inAccount(caller.accountId).filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
      const { items, ...page } = pageOf(all, ({ name }) => name, input);
      return Promise.resolve({ Users: items.map((user) => userBrief(user)), ...page });
    }),
    UpdateUser: operation((input: IAM.UpdateUserRequest, { caller }): Promise<object> => {
      const user = room.user(caller, input.UserName);
      const name = input.NewUserName === undefined ? user.name : nameIn('newUserName', input.NewUserName);
      const other = room.identities.users.find(caller.accountId, name);
      if (other && other.id !== user.id) throw refusals.exists('user', name);
      room.identities.users.put({ ...user, name, path: input.NewPath === undefined ? user.path : pathIn(input.NewPath) });
      return Promise.resolve({});
    }),
    DeleteUser: operation((input: IAM.DeleteUserRequest, { caller }): Promise<object> => {
      const user = room.user(caller, input.UserName);
      if (user.attached.length > 0) throw refusals.deleteConflict('Cannot delete entity, must detach all policies first.');
      if (Object.keys(user.inline).length > 0) throw refusals.deleteConflict('Cannot delete entity, must delete policies first.');
      if (room.identities.keys.ofUser(user.id).length > 0) throw refusals.deleteConflict('Cannot delete entity, must delete access keys first.');
      if (user.groups.length > 0) throw refusals.deleteConflict('Cannot delete entity, must remove user from groups first.');
      room.identities.users.delete(user);
      return Promise.resolve({});
    }),
  };
}

/** As lists have it, without tags and boundary. */
export function userBrief(user: User): IAM.User {
  return { Path: user.path, UserName: user.name, UserId: user.id, Arn: arnOf('user', user), CreateDate: user.created.toDate() };
}

function userOut(user: User): IAM.User {
  return { ...userBrief(user), Tags: listedIfAny(user.tags), PermissionsBoundary: boundaryOut(user.boundary) };
}
