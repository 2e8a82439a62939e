/** CreateDBParameterGroup, CopyDBParameterGroup, DescribeDBParameterGroups and DeleteDBParameterGroup. */
import type {
  CopyDBParameterGroupMessage, CopyDBParameterGroupResult, CreateDBParameterGroupMessage, CreateDBParameterGroupResult, DBParameterGroup, DBParameterGroupsMessage,
  DeleteDBParameterGroupMessage, DescribeDBParameterGroupsMessage,
} from '@aws-sdk/client-rds';
import { operation, type Call, type Operations } from '../../service';
import { noFilters } from '../answers/filters';
import { page } from '../answers/paging';
import { arnOf, groupName } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import { readTags } from '../tags';
import { defaultGroup, family, type ParameterGroup } from './groups';

export function parameterGroupOperations(room: Room): Operations {
  return {
    CreateDBParameterGroup: operation((input: CreateDBParameterGroupMessage, call): Promise<CreateDBParameterGroupResult> => {
      assertFamily(input.DBParameterGroupFamily);
      if (!input.Description) throw refusals.missing('Description');
      return added(room, call, { given: input.DBParameterGroupName, parameter: 'DBParameterGroupName', description: input.Description, tags: readTags(input.Tags), parameters: {} });
    }),
    CopyDBParameterGroup: operation((input: CopyDBParameterGroupMessage, call): Promise<CopyDBParameterGroupResult> => {
      const source = room.parameterGroups.find(placeOf(room, call), input.SourceDBParameterGroupIdentifier, 'SourceDBParameterGroupIdentifier');
      if (source.name === defaultGroup) throw refusals.value('A default parameter group cannot be copied; create a new one instead.');
      const { TargetDBParameterGroupIdentifier: given, TargetDBParameterGroupDescription: description } = input;
      if (!description) throw refusals.missing('TargetDBParameterGroupDescription');
      return added(room, call, { given, parameter: 'TargetDBParameterGroupIdentifier', description, tags: readTags(input.Tags), parameters: source.parameters });
    }),
    DescribeDBParameterGroups: operation(async (input: DescribeDBParameterGroupsMessage, call): Promise<DBParameterGroupsMessage> => {
      noFilters(input.Filters);
      const place = placeOf(room, call);
      const all = input.DBParameterGroupName ? [room.parameterGroups.find(place, input.DBParameterGroupName)] : room.parameterGroups.of(place);
      const { items, marker } = page(all, input);
      return { DBParameterGroups: items.map(answer), Marker: marker };
    }),
    DeleteDBParameterGroup: operation(async (input: DeleteDBParameterGroupMessage, call) => {
      const place = placeOf(room, call);
      const group = room.parameterGroups.find(place, input.DBParameterGroupName);
      if (group.name === defaultGroup) throw refusals.parameterGroupState(`Cannot delete default parameter group: ${group.name}`);
      if ([...place.instances.values()].some(({ settings }) => settings.parameterGroup === group.name)) {
        throw refusals.parameterGroupState('One or more database instances are still members of this parameter group, so the group cannot be deleted');
      }
      room.parameterGroups.delete(group);
      return {};
    }),
  };
}

interface Wanted {
  given: string | undefined;
  parameter: string;
  description: string;
  tags: Map<string, string>;
  parameters: ParameterGroup['parameters'];
}

async function added(room: Room, call: Call, { given, parameter, tags, ...wanted }: Wanted): Promise<{ DBParameterGroup: DBParameterGroup }> {
  const { accountId, region } = placeOf(room, call);
  const group = { accountId, region, name: groupName(given, parameter), ...wanted, tags: Object.fromEntries(tags) };
  return { DBParameterGroup: answer(room.parameterGroups.add(group)) };
}

function placeOf(room: Room, { caller, region }: Call): Place {
  return room.place(caller.accountId, region);
}

/** Throws InvalidParameterValue for a family of another engine or version. */
export function assertFamily(given: string | undefined): void {
  if (!given) throw refusals.missing('DBParameterGroupFamily');
  if (given !== family) throw refusals.value(`ParameterGroupFamily ${given} is not a valid parameter group family: this stand-in runs ${family}.`);
}

function answer(group: ParameterGroup): DBParameterGroup {
  return { DBParameterGroupName: group.name, DBParameterGroupFamily: family, Description: group.description, DBParameterGroupArn: arnOf(group, 'pg', group.name) };
}
