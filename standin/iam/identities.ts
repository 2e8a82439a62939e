/** Who there is in the world, in every account: users, groups, roles, their keys, and the policies that say what they may do. */
import { everything, type Grants } from '../access/grants';
import type { PolicyDocument } from '../access/policy-document';
import { readPolicy } from '../access/read-policy';
import { Chance } from '../chance';
import { Journal } from '../durable/journal';
import type { Caller } from '../service';
import type { World } from '../world';
import { awsManagedPolicy } from './managed/aws-managed';
import { CredentialDraws } from './state/credential-draws';
import { KeyRows } from './state/key-rows';
import { NamedRows } from './state/named-rows';
import { arnOf, type Group, type Identity, type Policy, type Role, type Tags, type User } from './state/records';

export class Identities {
  readonly users: NamedRows<User>;
  readonly groups: NamedRows<Group>;
  readonly roles: NamedRows<Role>;
  readonly policies: NamedRows<Policy>;
  readonly keys: KeyRows;
  readonly draws: CredentialDraws;

  constructor({ journal, chance }: Pick<World, 'journal' | 'chance'>) {
    this.users = new NamedRows(journal, 'iam.users');
    this.groups = new NamedRows(journal, 'iam.groups');
    this.roles = new NamedRows(journal, 'iam.roles');
    this.policies = new NamedRows(journal, 'iam.policies');
    this.keys = new KeyRows(journal);
    this.draws = new CredentialDraws(chance, journal);
  }

  /** A world in which nobody was made: there are root users only. */
  static none(): Identities {
    return new Identities({ journal: Journal.none(), chance: new Chance('nobody') });
  }

  /** What a caller's own policies are. One whose user or role is gone may do nothing. */
  grantsOf(caller: Caller): Grants {
    if (caller.kind === 'root') return everything;
    const [id = ''] = caller.userId.split(':');
    const session = caller.session && caller.session.policies.length > 0 ? caller.session.policies : undefined;
    const user = caller.kind === 'user' ? this.users.byId(id) : undefined;
    const holder = user ?? (caller.kind === 'role' ? this.roles.byId(id) : undefined);
    if (!holder) return { identity: [], tags: {} };
    const groups = (user?.groups ?? []).flatMap((group) => this.groups.byId(group) ?? []);
    return { identity: [holder, ...groups].flatMap((one) => this.#documentsOf(one)), tags: holder.tags, session, boundary: this.#boundaryOf(holder) };
  }

  /** The role that an ARN names. */
  role(arn: string): Role | undefined {
    const [, accountId = '', path = '', name = ''] = /^arn:aws:iam::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
    const role = this.roles.find(accountId, name);
    return role?.path === path && role.name === name ? role : undefined;
  }

  /** Whether an ARN that a policy names as a principal stands for somebody. Every account does. */
  knows(principalArn: string): boolean {
    const [, accountId = '', kind, rest = ''] = /^arn:aws:(?:iam|sts)::(\d{12}):(root|user|role|assumed-role)(?:\/(.*))?$/.exec(principalArn) ?? [];
    if (kind === 'root') return true;
    if (kind === 'role') return this.role(principalArn) !== undefined;
    if (kind === 'assumed-role') return this.roles.find(accountId, rest.split('/')[0] ?? '') !== undefined;
    const user = kind === 'user' ? this.users.find(accountId, rest.slice(rest.lastIndexOf('/') + 1)) : undefined;
    return user !== undefined && arnOf('user', user) === principalArn;
  }

  /** The text of the version of a managed policy that is in force; undefined where there is no such policy. */
  managedText(arn: string): string | undefined {
    const known = awsManagedPolicy(arn);
    if (known) return known.text;
    const policy = this.policy(arn);
    return policy?.versions.find(({ id }) => id === policy.inForce)?.text;
  }

  /** The customer-managed policy that an ARN names. */
  policy(arn: string): Policy | undefined {
    const [, accountId = '', path = '', name = ''] = /^arn:aws:iam::(\d{12}):policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
    const policy = this.policies.find(accountId, name);
    return policy?.path === path && policy.name === name ? policy : undefined;
  }

  #documentsOf({ inline, attached }: Identity): PolicyDocument[] {
    return [...Object.values(inline), ...attached.flatMap((arn) => this.managedText(arn) ?? [])].map(readPolicy);
  }

  /** A boundary that is gone allows nothing: it cannot be deleted while it bounds somebody. */
  #boundaryOf({ boundary }: { boundary?: string; tags: Tags }): PolicyDocument | undefined {
    if (boundary === undefined) return undefined;
    const text = this.managedText(boundary);
    return text === undefined ? { Statement: [] } : readPolicy(text);
  }
}
