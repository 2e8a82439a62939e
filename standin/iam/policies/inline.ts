/** Policies that are a part of the user, group or role that they are for. */
import { operation, type Operations } from '../../service';
import { documentIn, encoded, sizeOf } from '../documents';
import { nameIn } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { Holder, HolderKind, IamRoom } from '../room';

/** The members that the operations of the three kinds of holders have in common. */
interface InlineRequest {
  UserName?: string;
  GroupName?: string;
  RoleName?: string;
  PolicyName?: string;
  PolicyDocument?: string;
  Marker?: string;
  MaxItems?: number;
}

/** Characters of all inline policies together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longest: Readonly<Record<HolderKind, number>> = { user: 2_048, group: 5_120, role: 10_240 };

export function inlineOperations(room: IamRoom): Operations {
  return { ...ofKind(room, 'user', 'User'), ...ofKind(room, 'group', 'Group'), ...ofKind(room, 'role', 'Role') };
}

function ofKind(room: IamRoom, kind: HolderKind, Kind: 'User' | 'Group' | 'Role'): Operations {
  const named = `${Kind}Name` as const;
  const textOf = ({ row }: Holder, name: string): string => {
    const text = row.inline[name];
    if (text === undefined) throw refusals.noSuchInline(kind, name);
    return text;
  };
  return {
    [`Put${Kind}Policy`]: operation((input: InlineRequest, { caller }) => {
      const holder = room.holder(kind, caller, input[named]);
      const name = nameIn('policyName', input.PolicyName);
      const inline = { ...holder.row.inline, [name]: documentIn(input.PolicyDocument, { member: 'policyDocument', kind: 'inline' }) };
      const size = Object.values(inline).reduce((sum, text) => sum + sizeOf(text), 0);
      if (size > longest[kind]) throw refusals.limit(`Maximum policy size of ${longest[kind]} bytes exceeded for ${kind} ${holder.row.name}`);
      holder.put({ inline });
      return Promise.resolve({});
    }),
    [`Get${Kind}Policy`]: operation((input: InlineRequest, { caller }) => {
      const holder = room.holder(kind, caller, input[named]);
      const name = nameIn('policyName', input.PolicyName);
      return Promise.resolve({ [named]: holder.row.name, PolicyName: name, PolicyDocument: encoded(textOf(holder, name)) });
    }),
    [`Delete${Kind}Policy`]: operation((input: InlineRequest, { caller }) => {
      const holder = room.holder(kind, caller, input[named]);
      const name = nameIn('policyName', input.PolicyName);
      textOf(holder, name);
      holder.put({ inline: Object.fromEntries(Object.entries(holder.row.inline).filter(([one]) => one !== name)) });
      return Promise.resolve({});
    }),
    [`List${Kind}Policies`]: operation((input: InlineRequest, { caller }) => {
      const { items, ...page } = pageOf(Object.keys(room.holder(kind, caller, input[named]).row.inline), (name) => name, input);
      return Promise.resolve({ PolicyNames: items, ...page });
    }),
  };
}
