/** CreateDBSubnetGroup, DescribeDBSubnetGroups, ModifyDBSubnetGroup and DeleteDBSubnetGroup. */
import type {
  CreateDBSubnetGroupMessage, CreateDBSubnetGroupResult, DBSubnetGroup, DBSubnetGroupMessage, DeleteDBSubnetGroupMessage, DescribeDBSubnetGroupsMessage,
  ModifyDBSubnetGroupMessage, ModifyDBSubnetGroupResult,
} from '@aws-sdk/client-rds';
import { operation, type Call, type Operations } from '../../service';
import { noFilters } from '../answers/filters';
import { page } from '../answers/paging';
import type { Instance } from '../instance';
import { arnOf, subnetGroupName } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import { readTags } from '../tags';
import type { SubnetGroup } from './groups';

export function subnetGroupOperations(room: Room): Operations {
  const { subnetGroups } = room;
  const placeOf = ({ caller, region }: Call): Place => room.place(caller.accountId, region);
  return {
    CreateDBSubnetGroup: operation(async (input: CreateDBSubnetGroupMessage, call): Promise<CreateDBSubnetGroupResult> => {
      const { accountId, region } = placeOf(call);
      const name = subnetGroupName(input.DBSubnetGroupName);
      if (!input.DBSubnetGroupDescription) throw refusals.missing('DBSubnetGroupDescription');
      const tags = Object.fromEntries(readTags(input.Tags));
      const subnetIds = [...new Set(input.SubnetIds)];
      const vpcId = subnetGroups.networkOf({ accountId, region }, subnetIds);
      const group = subnetGroups.add({ accountId, region, name, description: input.DBSubnetGroupDescription, vpcId, subnetIds, tags });
      return { DBSubnetGroup: subnetGroupAnswer(room, group) };
    }),
    DescribeDBSubnetGroups: operation(async (input: DescribeDBSubnetGroupsMessage, call): Promise<DBSubnetGroupMessage> => {
      noFilters(input.Filters);
      const place = placeOf(call);
      const all = input.DBSubnetGroupName ? [subnetGroups.find(place, input.DBSubnetGroupName)] : subnetGroups.of(place);
      const { items, marker } = page(all, input);
      return { DBSubnetGroups: items.map((group) => subnetGroupAnswer(room, group)), Marker: marker };
    }),
    ModifyDBSubnetGroup: operation(async (input: ModifyDBSubnetGroupMessage, call): Promise<ModifyDBSubnetGroupResult> => {
      const place = placeOf(call);
      const group = subnetGroups.find(place, input.DBSubnetGroupName);
      const subnetIds = [...new Set(input.SubnetIds)];
      const vpcId = subnetGroups.networkOf(place, subnetIds);
      if (vpcId !== group.vpcId) throw refusals.subnet('The new Subnets are not in the same Vpc as the existing subnet group');
      assertStillCovered(room, place, { ...group, subnetIds });
      return { DBSubnetGroup: subnetGroupAnswer(room, subnetGroups.put({ ...group, subnetIds, description: input.DBSubnetGroupDescription ?? group.description })) };
    }),
    DeleteDBSubnetGroup: operation(async (input: DeleteDBSubnetGroupMessage, call) => {
      const place = placeOf(call);
      const group = subnetGroups.find(place, input.DBSubnetGroupName);
      const [user] = membersOf(place, group);
      if (user) throw refusals.subnetGroupState(`Cannot delete the subnet group '${group.name}' because at least one database instance: ${user.identifier} is still using it.`);
      subnetGroups.delete(group);
      return {};
    }),
  };
}

function membersOf({ instances }: Place, { name }: SubnetGroup): Instance[] {
  return [...instances.values()].filter(({ settings, pending }) => settings.subnetGroup === name || pending.subnetGroup === name);
}

/** A subnet that an instance is in cannot be taken away. */
function assertStillCovered(room: Room, place: Place, group: SubnetGroup): void {
  const zones = room.subnetGroups.zonesOf(group);
  const left = membersOf(place, group).find(({ settings }) => !zones.includes(settings.zone));
  if (left) throw refusals.subnetInUse(`The subnet group ${group.name} has to keep a subnet in ${left.settings.zone}, where the DB instance ${left.identifier} is.`);
}

/** A subnet that was deleted is told of no longer. */
export function subnetGroupAnswer(room: Room, group: SubnetGroup): DBSubnetGroup {
  return {
    DBSubnetGroupName: group.name,
    DBSubnetGroupDescription: group.description,
    DBSubnetGroupArn: arnOf(group, 'subgrp', group.name),
    VpcId: group.vpcId,
    SubnetGroupStatus: 'Complete',
    Subnets: room.subnetGroups.subnetsOf(group).map(({ id, zone }) => ({ SubnetIdentifier: id, SubnetAvailabilityZone: { Name: zone }, SubnetOutpost: {}, SubnetStatus: 'Active' })),
    SupportedNetworkTypes: ['IPV4'],
  };
}
