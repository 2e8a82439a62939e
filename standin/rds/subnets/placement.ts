/** Where in an account's network an instance is: its subnet group and its security groups. */
import type { DBInstance } from '@aws-sdk/client-rds';
import { AwsError } from '../../aws-error';
import { findGroup } from '../../ec2/network/find';
import type { Network, Usage } from '../../ec2/network/network';
import type { Whereabouts } from '../../whereabouts';
import type { Instance, Settings } from '../instance';
import { refusals } from '../refusals';
import type { Room } from '../room';
import type { SubnetGroup } from './groups';
import { subnetGroupAnswer } from './operations';

interface Asked {
  DBSubnetGroupName?: string;
  VpcSecurityGroupIds?: string[];
}

export type Placement = Pick<Settings, 'subnetGroup' | 'securityGroups'> & {
  /** The zones to choose from. */
  zones: string[];
};

/** The default group and its network's default security group, where none are asked for. Throws DBSubnetGroupNotFoundFault, InvalidParameterValue and InvalidSubnet. */
export function placementOf(room: Room, where: Whereabouts, asked: Asked): Placement {
  const { subnetGroups } = room;
  const named = asked.DBSubnetGroupName && asked.DBSubnetGroupName !== 'default' ? subnetGroups.find(where, asked.DBSubnetGroupName) : undefined;
  const group = named ?? subnetGroups.preset(where);
  if (!group || subnetGroups.zonesOf(group).length === 0) throw refusals.subnet('No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.');
  return { subnetGroup: group.name, securityGroups: securityGroups(subnetGroups.network, group, asked.VpcSecurityGroupIds), zones: subnetGroups.zonesOf(group) };
}

/** Throws InvalidParameterValue for groups that are not there, and InvalidParameterCombination for those of another network. */
export function securityGroups(network: Network, { vpcId, accountId, region }: SubnetGroup, ids: readonly string[] | undefined): string[] {
  const where = { accountId, region };
  if (!ids?.length) return network.groupsOf(where).filter((group) => group.vpcId === vpcId && group.name === 'default').map(({ id }) => id);
  return [...new Set(ids)].map((id) => {
    const group = known(network, where, id);
    if (group.vpcId !== vpcId) throw refusals.combination('The DB instance and EC2 security group are in different VPCs. The DB instance is in ' + `${vpcId} and the EC2 security group is in ${group.vpcId}`);
    return id;
  });
}

function known(network: Network, where: Whereabouts, id: string) {
  try {
    return findGroup(network, where, id);
  } catch (error) {
    if (error instanceof AwsError) throw refusals.value(`Invalid security group , groupId= ${id}, groupName=.`);
    throw error;
  }
}

export function placementAnswer(room: Room, { place, settings }: Instance): Pick<DBInstance, 'DBSubnetGroup' | 'VpcSecurityGroups'> {
  return {
    DBSubnetGroup: subnetGroupAnswer(room, room.subnetGroups.find(place, settings.subnetGroup)),
    VpcSecurityGroups: settings.securityGroups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' })),
  };
}

/** What EC2 must not delete: the subnets that instances are in, and their security groups. */
export function networkUsage(room: Room): Usage {
  return ({ accountId, region }, id) => {
    const { subnetGroups } = room;
    const place = room.place(accountId, region);
    const user = [...place.instances.values()].find(({ settings }) => {
      const own = subnetGroups.subnetsOf(subnetGroups.find(place, settings.subnetGroup)).find(({ zone }) => zone === settings.zone);
      return own?.id === id || settings.securityGroups.includes(id);
    });
    return user?.identifier;
  };
}
