/** The subnet groups of each account and region, kept on record: where their instances may be. */
import { Table } from '../../durable/table';
import { AwsError } from '../../aws-error';
import { findSubnet } from '../../ec2/network/find';
import type { Network } from '../../ec2/network/network';
import type { Subnet } from '../../ec2/network/rows';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { arnOf } from '../names';
import { refusals } from '../refusals';

export interface SubnetGroup extends Whereabouts {
  name: string;
  description: string;
  vpcId: string;
  subnetIds: readonly string[];
  tags: TagRecord;
}

/** Source: the RDS quotas page. */
const [mostGroups, mostSubnets] = [150, 20];

export class SubnetGroups {
  readonly #table: Table<SubnetGroup>;

  constructor(
    world: World,
    readonly network: Network,
  ) {
    this.#table = new Table(world.journal, 'rds.subnet-groups');
  }

  /** By name. */
  of({ accountId, region }: Whereabouts): SubnetGroup[] {
    const own = [...this.#table.values()].filter((group) => group.accountId === accountId && group.region === region);
    return own.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** By name or ARN. Throws DBSubnetGroupNotFoundFault. */
  find(where: Whereabouts, given: string | undefined): SubnetGroup {
    if (!given) throw refusals.missing('DBSubnetGroupName');
    const prefix = arnOf(where, 'subgrp', '');
    const name = (given.startsWith(prefix) ? given.slice(prefix.length) : given).toLowerCase();
    const group = this.#table.get(arnOf(where, 'subgrp', name));
    if (!group) throw refusals.subnetGroupNotFound(given);
    return group;
  }

  /** The group of the default network's subnets, which RDS makes for the first instance that names none. Undefined in an account without such a network. */
  preset({ accountId, region }: Whereabouts): SubnetGroup | undefined {
    const where = { accountId, region };
    const made = this.#table.get(arnOf(where, 'subgrp', 'default'));
    const vpc = this.network.defaultVpc(where);
    if (made || !vpc) return made;
    const subnetIds = this.network.subnetsOf(where).filter(({ vpcId, isDefault }) => vpcId === vpc.id && isDefault).map(({ id }) => id);
    return this.put({ ...where, name: 'default', description: 'default', vpcId: vpc.id, subnetIds, tags: {} });
  }

  /** Throws DBSubnetGroupAlreadyExists and DBSubnetGroupQuotaExceeded. */
  add(group: SubnetGroup): SubnetGroup {
    const all = this.of(group);
    if (all.some(({ name }) => name === group.name)) throw refusals.subnetGroupExists(group.name);
    if (all.length >= mostGroups) throw refusals.subnetGroupQuota(mostGroups);
    return this.put(group);
  }

  put(group: SubnetGroup): SubnetGroup {
    return this.#table.put(arnOf(group, 'subgrp', group.name), group);
  }

  delete(group: SubnetGroup): void {
    this.#table.delete(arnOf(group, 'subgrp', group.name));
  }

  /** Those of its subnets that are still there. */
  subnetsOf(group: SubnetGroup): Subnet[] {
    return group.subnetIds.flatMap((id) => this.network.subnets.get(id) ?? []);
  }

  /** The zones in which an instance of the group may be, in order. */
  zonesOf(group: SubnetGroup): string[] {
    return [...new Set(this.subnetsOf(group).map(({ zone }) => zone))].sort();
  }

  /** The network of subnets that may make up a group. Throws InvalidSubnet, DBSubnetGroupDoesNotCoverEnoughAZs and DBSubnetQuotaExceededFault. */
  networkOf({ accountId, region }: Whereabouts, ids: readonly string[]): string {
    if (ids.length === 0) throw refusals.missing('SubnetIds');
    if (ids.length > mostSubnets) throw refusals.subnetQuota(mostSubnets);
    const subnets = ids.map((id) => this.#subnet({ accountId, region }, id));
    const [vpcId = ''] = subnets.map((subnet) => subnet.vpcId);
    if (subnets.some((subnet) => subnet.vpcId !== vpcId)) throw refusals.subnet('The requested subnets are not all in the same VPC.');
    const zones = new Set(subnets.map(({ zone }) => zone)).size;
    if (zones < 2) throw refusals.zonesNotCovered(zones);
    return vpcId;
  }

  #subnet(where: Whereabouts, id: string): Subnet {
    try {
      return findSubnet(this.network, where, id);
    } catch (error) {
      if (error instanceof AwsError) throw refusals.subnet(`Some input subnets in :[${id}] are invalid.`);
      throw error;
    }
  }
}
