/** The networks of the world: every account has a default one in every region, as AWS makes it, and those that it makes. */
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import { regions, type World } from '../../world';
import { cidrText, readCidr } from '../cidr';
import type { Rule, SecurityGroup, Subnet, Vpc } from './rows';

export type Kind = 'vpc' | 'subnet' | 'sg' | 'sgr' | 'vpc-cidr-assoc';

/** Answers what uses a subnet or security group, so that it cannot be deleted; undefined where nothing does. */
export type Usage = (where: Whereabouts, id: string) => string | undefined;

export class Network {
  readonly vpcs: Table<Vpc>;
  readonly subnets: Table<Subnet>;
  readonly groups: Table<SecurityGroup>;
  /** How many ids were drawn, by account and region. Where there is a row, the default network was made. */
  readonly #places: Table<number>;
  readonly #usages: Usage[] = [];

  constructor(private readonly world: World) {
    this.vpcs = new Table(world.journal, 'ec2.vpcs');
    this.subnets = new Table(world.journal, 'ec2.subnets');
    this.groups = new Table(world.journal, 'ec2.security-groups');
    this.#places = new Table(world.journal, 'ec2.places');
  }

  /** Has another service tell of what it uses. */
  watch(usage: Usage): void {
    this.#usages.push(usage);
  }

  /** Has the changes that `work` makes be kept whole or not at all. */
  together<T>(work: () => T): T {
    return this.world.journal.together(work);
  }

  usedBy(where: Whereabouts, id: string): string | undefined {
    return this.#usages.map((usage) => usage(where, id)).find((use) => use !== undefined);
  }

  vpcsOf(where: Whereabouts): Vpc[] {
    return this.#own(this.vpcs, where);
  }

  subnetsOf(where: Whereabouts): Subnet[] {
    return this.#own(this.subnets, where);
  }

  groupsOf(where: Whereabouts): SecurityGroup[] {
    return this.#own(this.groups, where);
  }

  defaultVpc(where: Whereabouts): Vpc | undefined {
    return this.vpcsOf(where).find(({ isDefault }) => isDefault);
  }

  /** An id of 17 hexadecimal digits that was not given before. */
  newId(where: Whereabouts, kind: Kind): string {
    const turn = (this.#places.get(keyOf(where)) ?? 0) + 1;
    this.#places.put(keyOf(where), turn);
    return `${kind}-0${this.world.chance.bytes('ec2', where.accountId, where.region, kind, turn).toString('hex').slice(0, 16)}`;
  }

  makeVpc(where: Whereabouts, wanted: Pick<Vpc, 'cidr' | 'tenancy' | 'isDefault' | 'tags'>): Vpc {
    const vpc = { ...wanted, ...where, id: this.newId(where, 'vpc'), associationId: this.newId(where, 'vpc-cidr-assoc') };
    this.vpcs.put(vpc.id, vpc);
    this.#makeDefaultGroup(vpc);
    return vpc;
  }

  makeSubnet({ region, accountId, id: vpcId }: Vpc, wanted: Pick<Subnet, 'cidr' | 'zone' | 'isDefault' | 'tags'>): Subnet {
    const id = this.newId({ region, accountId }, 'subnet');
    return this.subnets.put(id, { ...wanted, region, accountId, vpcId, id });
  }

  /** A group that lets everything out, as all do in the beginning. */
  makeGroup({ region, accountId, id: vpcId }: Vpc, wanted: Pick<SecurityGroup, 'name' | 'description' | 'tags'>): SecurityGroup {
    const where = { region, accountId };
    const out: Rule = { id: this.newId(where, 'sgr'), egress: true, protocol: '-1', peer: { cidr: '0.0.0.0/0' }, tags: {} };
    const id = this.newId(where, 'sg');
    return this.groups.put(id, { ...wanted, ...where, vpcId, id, rules: [out] });
  }

  /** The default group's members may talk to each other. */
  #makeDefaultGroup(vpc: Vpc): void {
    const { region, accountId } = vpc;
    const group = this.makeGroup(vpc, { name: 'default', description: 'default VPC security group', tags: {} });
    const within: Rule = { id: this.newId({ region, accountId }, 'sgr'), egress: false, protocol: '-1', peer: { groupId: group.id, accountId }, tags: {} };
    this.groups.put(group.id, { ...group, rules: [within, ...group.rules] });
  }

  #own<Row extends Whereabouts>(table: Table<Row>, where: Whereabouts): Row[] {
    if (this.#places.get(keyOf(where)) === undefined) this.together(() => this.#makeDefaultNetwork(where));
    return [...table.values()].filter(({ accountId, region }) => accountId === where.accountId && region === where.region);
  }

  /** https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
  #makeDefaultNetwork({ accountId, region }: Whereabouts): void {
    const vpc = this.makeVpc({ accountId, region }, { cidr: '172.31.0.0/16', tenancy: 'default', isDefault: true, tags: {} });
    const first = readCidr('172.31.0.0/20')?.first ?? 0;
    for (const [index, zone] of (regions[region] ?? []).entries()) {
      this.makeSubnet(vpc, { cidr: cidrText({ first: first + index * 4096, prefix: 20 }), zone, isDefault: true, tags: {} });
    }
  }
}

function keyOf({ accountId, region }: Whereabouts): string {
  return `${accountId}/${region}`;
}
