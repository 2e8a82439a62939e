/** What IAM's operations work on: the identities, and how one is found by the name that a call gives it. */
import type { Instant } from '../../time/instant';
import type { Access } from '../access/access';
import type { Caller } from '../service';
import type { World } from '../world';
import type { Identities } from './identities';
import { nameIn } from './names';
import { refusals } from './refusals';
import type { Group, Identity, Role, User } from './state/records';

export type HolderKind = 'user' | 'group' | 'role';

/** Something that has policies, and how it is changed. */
export interface Holder {
  kind: HolderKind;
  row: Identity;
  put: (change: Pick<Partial<Identity>, 'inline' | 'attached'>) => void;
}

export class IamRoom {
  constructor(
    private readonly world: Pick<World, 'clock' | 'journal'>,
    readonly identities: Identities,
    readonly access: Access,
  ) {}

  now(): Instant {
    return this.world.clock.now();
  }

  /** What `work` puts on record gets there whole or not at all. */
  together<T>(work: () => T): T {
    return this.world.journal.together(work);
  }

  /** Throws NoSuchEntity, as the others do. */
  user({ accountId }: Caller, name: string | undefined): User {
    const wanted = nameIn('userName', name);
    const user = this.identities.users.find(accountId, wanted);
    if (!user) throw refusals.noSuch('user', wanted);
    return user;
  }

  /** The user that is named, or the one that calls. Throws ValidationError where a caller that is no user names none. */
  userOrSelf(caller: Caller, name: string | undefined): User {
    if (name !== undefined) return this.user(caller, name);
    const user = caller.kind === 'user' ? this.identities.users.byId(caller.userId) : undefined;
    if (!user) throw refusals.validation('Must specify userName when calling with non-User credentials');
    return user;
  }

  group({ accountId }: Caller, name: string | undefined): Group {
    const wanted = nameIn('groupName', name);
    const group = this.identities.groups.find(accountId, wanted);
    if (!group) throw refusals.noSuch('group', wanted);
    return group;
  }

  role({ accountId }: Caller, name: string | undefined): Role {
    const wanted = nameIn('roleName', name);
    const role = this.identities.roles.find(accountId, wanted);
    if (!role) throw refusals.noSuch('role', wanted);
    return role;
  }

  holder(kind: HolderKind, caller: Caller, name: string | undefined): Holder {
    const { users, groups, roles } = this.identities;
    if (kind === 'user') {
      const row = this.user(caller, name);
      return { kind, row, put: (change) => users.put({ ...row, ...change }) };
    }
    if (kind === 'group') {
      const row = this.group(caller, name);
      return { kind, row, put: (change) => groups.put({ ...row, ...change }) };
    }
    const row = this.role(caller, name);
    return { kind, row, put: (change) => roles.put({ ...row, ...change }) };
  }

  /** Everybody in an account that has the managed policy attached. */
  attachedTo(accountId: string, policyArn: string): { users: User[]; groups: Group[]; roles: Role[] } {
    const has = ({ attached }: Identity): boolean => attached.includes(policyArn);
    const { users, groups, roles } = this.identities;
    return { users: users.inAccount(accountId).filter(has), groups: groups.inAccount(accountId).filter(has), roles: roles.inAccount(accountId).filter(has) };
  }

  /** Everybody in an account whom the managed policy bounds. */
  boundedBy(accountId: string, policyArn: string): { users: User[]; roles: Role[] } {
    const has = ({ boundary }: { boundary?: string }): boolean => boundary === policyArn;
    return { users: this.identities.users.inAccount(accountId).filter(has), roles: this.identities.roles.inAccount(accountId).filter(has) };
  }
}
