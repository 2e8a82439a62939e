/** Tags put on users, roles and policies, taken off, and listed. */
import type { Tag } from '@aws-sdk/client-iam';
import { type Caller, operation, type Operations } from '../service';
import { given } from './names';
import { pageOf } from './paging';
import { customerPolicy } from './policies/managed-policies';
import type { IamRoom } from './room';
import type { Tags } from './state/records';
import { listed, withoutTags, withTags } from './tags';

/** The members that the operations of the three kinds have in common. */
interface TagRequest {
  UserName?: string;
  RoleName?: string;
  PolicyArn?: string;
  Tags?: Tag[];
  TagKeys?: string[];
  Marker?: string;
  MaxItems?: number;
}

interface Tagged {
  tags: Tags;
  put: (tags: Tags) => void;
}

export function taggingOperations(room: IamRoom): Operations {
  const { users, roles, policies } = room.identities;
  return {
    ...ofKind('User', (caller, input) => {
      const user = room.user(caller, input.UserName);
      return { tags: user.tags, put: (tags) => users.put({ ...user, tags }) };
    }),
    ...ofKind('Role', (caller, input) => {
      const role = room.role(caller, input.RoleName);
      return { tags: role.tags, put: (tags) => roles.put({ ...role, tags }) };
    }),
    ...ofKind('Policy', (caller, input) => {
      const policy = customerPolicy(room, caller.accountId, given('policyArn', input.PolicyArn));
      return { tags: policy.tags, put: (tags) => policies.put({ ...policy, tags }) };
    }),
  };
}

function ofKind(kind: 'User' | 'Role' | 'Policy', find: (caller: Caller, input: TagRequest) => Tagged): Operations {
  return {
    [`Tag${kind}`]: operation((input: TagRequest, { caller }) => {
      const { tags, put } = find(caller, input);
      put(withTags(tags, given('tags', input.Tags)));
      return Promise.resolve({});
    }),
    [`Untag${kind}`]: operation((input: TagRequest, { caller }) => {
      const { tags, put } = find(caller, input);
      put(withoutTags(tags, given('tagKeys', input.TagKeys)));
      return Promise.resolve({});
    }),
    [`List${kind}Tags`]: operation((input: TagRequest, { caller }) => {
      const { items, ...page } = pageOf(listed(find(caller, input).tags), ({ Key: key = '' }) => key, input);
      return Promise.resolve({ Tags: items, ...page });
    }),
  };
}
